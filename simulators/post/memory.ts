import { z } from 'zod';

/** What the post does wrong to our calls. */
export const CALL_FAULTS = [
  'drop-before',
  'drop-after',
  '502',
  'html',
  'wrong-types',
  'text-status',
  'refuse',
  'create-twice',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** What happens to a parcel on its way. */
export const JOURNEYS = {
  delivered: ['10', '20', '40', '50'],
  'failed-once': ['10', '20', '40', '45', '40', '50'],
  returned: ['10', '20', '40', '45', '60'],
  lost: ['10', '20', '70'],
} as const;
export type Journey = keyof typeof JOURNEYS;

/** The meaning of its codes, as a centre's settings say it. */
export const STATUS_LINES = [
  '10 = đã nhận',
  '20 = trên đường',
  '40 = đang phát',
  '45 = phát chưa được',
  '50 = đã phát',
  '60 = chuyển hoàn',
  '70 = thất lạc',
].join('\n');

const Full = z.string().min(1);
const Code = z.int().min(0);

/** An order as the post wants it: the names of the interface, nothing else. */
export const Order = z.strictObject({
  CustomerCode: Full,
  ItemCode: Full.optional(),
  OrderNumber: Full,
  CODAmount: z.int().min(0),
  SenderProvince: Code,
  SenderDistrict: Code,
  SenderAddress: Full,
  SenderName: Full,
  SenderEmail: z.string(),
  SenderTel: Full,
  SenderDesc: z.string(),
  Description: z.string(),
  ReceiverName: Full,
  ReceiverAddress: Full,
  ReceiverTel: Full,
  ReceiverProvince: Code,
  ReceiverDistrict: Code,
  ReceiverEmail: z.string(),
  FlagConfig: z.literal('2'),
});
export type Order = z.output<typeof Order>;

/** One event as it is told. */
export interface Told {
  readonly OrderNumber: string;
  readonly ItemCode: string;
  readonly StatusCode: string | number;
  readonly StatusTime: string;
  readonly Location: string;
  readonly ReceiverName: string;
  readonly Reason: string;
}

interface Item {
  readonly code: string;
  readonly order: Order;
  readonly events: Told[];
}

/** What the post holds. */
export class PostMemory {
  readonly items: Item[] = [];

  /** The first item of an order number; a post that made it twice has another. */
  find(orderNumber: string): Item | undefined {
    return this.items.find(({ order }) => order.OrderNumber === orderNumber);
  }

  /** Takes an order: 100 new, 101 known; with `twice` a known order is made again, which is one of its faults. */
  take(body: unknown, twice: boolean): { Status: string; Message: string; ItemCode?: string } {
    const read = Order.safeParse(body);
    if (!read.success) {
      const names = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      return { Status: '400', Message: `Sai dữ liệu: ${names.join('; ')}` };
    }
    const order = read.data;
    const known = this.find(order.OrderNumber);
    if (known !== undefined && !twice) {
      return { Status: '101', Message: 'Đơn đã tồn tại', ItemCode: known.code };
    }
    const code = order.ItemCode ?? `VD${String(100_000_001 + this.items.length)}VN`;
    this.items.push({ code, order, events: [] });
    return { Status: '100', Message: 'Thành công', ItemCode: code };
  }

  /** Lets time pass: the events of a journey, an hour apart from a moment on. */
  travel(item: Item, journey: Journey, from: Temporal.Instant, receiver: string): readonly Told[] {
    const told = JOURNEYS[journey].map(
      (code, index): Told => ({
        OrderNumber: item.order.OrderNumber,
        ItemCode: item.code,
        StatusCode: code,
        StatusTime: from.add({ hours: index }).toString(),
        Location: 'Bưu cục Ví Dụ',
        ReceiverName: code === '50' ? receiver : '',
        Reason: code === '45' ? 'Không có người nhận' : '',
      }),
    );
    item.events.push(...told);
    return told;
  }
}
