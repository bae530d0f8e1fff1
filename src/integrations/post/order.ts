import { z } from 'zod';
import { jsonOfText, type LineReply, unreadable } from '../line.ts';
import type { OpenPost, OrderResult, PostOrder } from './port.ts';

const Text = z.string();
const Full = z.string().min(1);
const Code = z.int().min(0);

/** An order as it leaves: the names of the interface, checked before anything is sent. */
export const OrderMessage = z.strictObject({
  CustomerCode: Full,
  ItemCode: Full.optional(),
  OrderNumber: Full,
  CODAmount: z.int().min(0),
  SenderProvince: Code,
  SenderDistrict: Code,
  SenderAddress: Full,
  SenderName: Full,
  SenderEmail: Text,
  SenderTel: Full,
  SenderDesc: Text,
  Description: Text,
  ReceiverName: Full,
  ReceiverAddress: Full,
  ReceiverTel: Full,
  ReceiverProvince: Code,
  ReceiverDistrict: Code,
  ReceiverEmail: Text,
  FlagConfig: Text,
});
export type OrderMessage = z.output<typeof OrderMessage>;

/** The message of an order. @throws ZodError when something that the post needs is missing */
export function orderMessage(connection: OpenPost, order: PostOrder): OrderMessage {
  const { sender, receiver } = order;
  return OrderMessage.parse({
    CustomerCode: connection.customerCode,
    ...(order.itemCode === null ? {} : { ItemCode: order.itemCode }),
    OrderNumber: order.orderCode,
    CODAmount: order.codVnd,
    SenderProvince: sender.province,
    SenderDistrict: sender.district,
    SenderAddress: sender.address,
    SenderName: sender.name,
    SenderEmail: sender.email,
    SenderTel: sender.tel,
    SenderDesc: order.note,
    Description: order.contents,
    ReceiverName: receiver.name,
    ReceiverAddress: receiver.address,
    ReceiverTel: receiver.tel,
    ReceiverProvince: receiver.province,
    ReceiverDistrict: receiver.district,
    ReceiverEmail: receiver.email,
    FlagConfig: connection.flagConfig,
  });
}

/** Numbers come as numbers or as text. */
const Word = z.union([z.string(), z.number()]).transform((value) => String(value).trim());
const Answer = z.looseObject({
  Status: Word,
  Message: z.unknown(),
  ItemCode: Word.optional().catch(undefined),
});
const ITEM = /^[0-9A-Za-z-]{4,40}$/;

/** The answer to an order: 100 is done, 101 was there already, anything else is a refusal. */
export function readOrder(reply: LineReply): OrderResult {
  if (reply.kind === 'lost') {
    return { kind: 'unavailable', why: reply.why, sent: reply.sent };
  }
  const read = Answer.safeParse(jsonOfText(reply.text));
  if (!read.success || reply.status >= 500) {
    return { kind: 'unavailable', why: unreadable(reply.status), sent: true };
  }
  const { Status, Message, ItemCode } = read.data;
  if (Status === '100' || Status === '101') {
    const item = ItemCode !== undefined && ITEM.test(ItemCode) ? ItemCode : null;
    return { kind: 'accepted', itemCode: item, repeated: Status === '101' };
  }
  const said = typeof Message === 'string' && Message.trim() !== '' ? Message.trim().slice(0, 200) : '';
  return { kind: 'refused', why: `${said === '' ? 'không nói lý do' : said} (mã ${Status.slice(0, 20)})` };
}
