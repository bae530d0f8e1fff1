import { z } from 'zod';
import { callLine, jsonOfText, unreadable } from '../line.ts';
import type { CarrierFault, SendOutcome } from '../messaging.ts';
import { SMS_ADDRESSES, type SmsConnection, type SmsGateway } from './port.ts';

const Text = z.union([z.string(), z.number()]).transform(String);

const Sent = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('success'),
    data: z.looseObject({
      tranId: Text,
      totalPrice: z.coerce.number().min(0).nullish(),
      invalidPhone: z.array(z.unknown()).default([]),
    }),
  }),
  z.looseObject({ status: z.literal('error'), code: Text, message: z.string().default('') }),
]);
const Info = z.looseObject({ email: z.string(), balance: z.coerce.number() });

/** SpeedSMS codes by what is to be done. */
const FAULTS: Readonly<Record<string, CarrierFault>> = {
  '007': 'needs-human',
  '008': 'needs-human',
  '009': 'needs-human',
  '101': 'misfit',
  '105': 'unreachable',
  '110': 'misfit',
  '113': 'misfit',
  '300': 'needs-human',
  '500': 'transient',
};

/** With a registered sender's name. */
const SMS_TYPE = 3;

/** SpeedSMS: JSON with HTTP Basic. It has no request id and no look-up: an unknown outcome stays unknown. */
export function speedSmsGateway(connection: SmsConnection, token: string): SmsGateway {
  const base = `${(connection.address || SMS_ADDRESSES.speedsms).replace(/\/$/, '')}/index.php`;
  const timeoutMs = connection.timeoutSeconds * 1_000;
  const headers = { authorization: `Basic ${Buffer.from(`${token}:x`).toString('base64')}` };
  return {
    provider: 'speedsms',
    dedupes: false,
    async send({ to, text }): Promise<SendOutcome> {
      const reply = await callLine(`${base}/sms/send`, {
        timeoutMs,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ to: [to], content: text, sms_type: SMS_TYPE, sender: connection.brandname }),
      });
      if (reply.kind === 'lost') {
        return reply.sent ? { kind: 'unknown', why: reply.why } : { kind: 'unavailable', why: reply.why };
      }
      const read = Sent.safeParse(jsonOfText(reply.text));
      if (!read.success) {
        return { kind: 'unknown', why: unreadable(reply.status) };
      }
      if (read.data.status === 'error') {
        const { code, message } = read.data;
        const fault = FAULTS[code];
        return fault === undefined
          ? { kind: 'unknown', why: `mã ${code} chưa biết: ${message}` }
          : { kind: 'failed', fault, code, message };
      }
      const { tranId, totalPrice, invalidPhone } = read.data.data;
      return invalidPhone.length > 0
        ? { kind: 'failed', fault: 'unreachable', code: '105', message: 'số điện thoại không đúng' }
        : { kind: 'accepted', reference: tranId, costVnd: totalPrice ?? null };
    },
    async lookUp() {
      return { kind: 'cannot-say' };
    },
    async check() {
      const reply = await callLine(`${base}/user/info`, { method: 'GET', timeoutMs, headers });
      if (reply.kind === 'lost') {
        return { kind: 'bad', detail: reply.why };
      }
      const value = jsonOfText(reply.text);
      const read = Info.safeParse(value);
      if (read.success) {
        return { kind: 'ok', detail: 'SpeedSMS trả lời', balanceVnd: read.data.balance };
      }
      const refused = Sent.safeParse(value);
      return refused.success && refused.data.status === 'error'
        ? { kind: 'bad', detail: `SpeedSMS từ chối (mã ${refused.data.code}) ${refused.data.message}`.trim() }
        : { kind: 'bad', detail: unreadable(reply.status) };
    },
  };
}
