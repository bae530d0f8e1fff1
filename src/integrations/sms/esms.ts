import { z } from 'zod';
import { callLine, jsonOfText, unreadable } from '../line.ts';
import type { CarrierFault, DeliveryReport, LookUpOutcome, SendOutcome } from '../messaging.ts';
import { type ReportPost, SMS_ADDRESSES, type SmsConnection, type SmsGateway } from './port.ts';
import { measureSms } from './text.ts';

const PATH = '/MainService.svc/json';

/** Customer care (chăm sóc khách hàng): the only kind a public office sends. */
const SMS_TYPE = '2';

const Text = z.union([z.string(), z.number()]).transform(String);
const Money = z.coerce.number().min(0).catch(0);

const Sent = z.looseObject({ CodeResult: Text, SMSID: Text.nullish(), ErrorMessage: z.string().nullish() });
const Balance = z.looseObject({
  CodeResponse: Text.nullish(),
  CodeResult: Text.nullish(),
  Balance: z.coerce.number().nullish(),
  ErrorMessage: z.string().nullish(),
});
const Status = z.looseObject({
  CodeResponse: Text.nullish(),
  CodeResult: Text.nullish(),
  SMSID: Text.nullish(),
  SendStatus: Text,
  SendSuccess: Money,
  SendFailed: Money,
});

/** eSMS codes (docs of eSMS, current list) by what is to be done. */
const FAULTS: Readonly<Record<string, CarrierFault>> = {
  '99': 'unreachable',
  '101': 'needs-human',
  '102': 'needs-human',
  '103': 'needs-human',
  '104': 'needs-human',
  '107': 'misfit',
  '108': 'unreachable',
  '120': 'misfit',
  '140': 'needs-human',
  '146': 'misfit',
  '160': 'transient',
  '177': 'needs-human',
  '201': 'misfit',
  '204': 'needs-human',
  '210': 'misfit',
  '300': 'misfit',
  '789': 'needs-human',
  '790': 'needs-human',
  '791': 'needs-human',
  '799': 'needs-human',
};

/** Accepted already, by the same request id within 24 hours. */
const DUPLICATE = '124';
const ACCEPTED = '100';
const NOT_FOUND = '105';

/** 5 is the end; it is a success only when something succeeded and nothing failed. */
function stateOf(status: string, success: number, failed: number): DeliveryReport['state'] {
  if (status === '4') {
    return 'undelivered';
  }
  if (status !== '5') {
    return 'under-way';
  }
  return success > 0 && failed === 0 ? 'delivered' : 'undelivered';
}

/** eSMS (rest.esms.vn): JSON over HTTPS; delivery reports by GET without a signature, so the report address is secret. */
export function esmsGateway(connection: SmsConnection, secret: string, callbackUrl: string): SmsGateway {
  const base = (connection.address || SMS_ADDRESSES.esms).replace(/\/$/, '') + PATH;
  const timeoutMs = connection.timeoutSeconds * 1_000;
  const keys = { ApiKey: connection.user, SecretKey: secret };
  const post = (name: string, body: object) =>
    callLine(`${base}/${name}`, {
      timeoutMs,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    provider: 'esms',
    dedupes: true,
    async send({ to, text, requestId }): Promise<SendOutcome> {
      const reply = await post('SendMultipleMessage_V4_post_json/', {
        ...keys,
        Phone: to,
        Content: text,
        Brandname: connection.brandname,
        SmsType: SMS_TYPE,
        IsUnicode: measureSms(text).encoding === 'ucs-2' ? '1' : '0',
        Sandbox: '0',
        RequestId: requestId,
        ...(callbackUrl === '' ? {} : { CallbackUrl: callbackUrl }),
      });
      if (reply.kind === 'lost') {
        return reply.sent ? { kind: 'unknown', why: reply.why } : { kind: 'unavailable', why: reply.why };
      }
      const read = Sent.safeParse(jsonOfText(reply.text));
      if (!read.success) {
        return { kind: 'unknown', why: unreadable(reply.status) };
      }
      const { CodeResult: code, SMSID: id, ErrorMessage: message } = read.data;
      if (code === ACCEPTED || code === DUPLICATE) {
        return { kind: 'accepted', reference: id || null, costVnd: null };
      }
      const fault = FAULTS[code];
      return fault === undefined
        ? { kind: 'unknown', why: `mã ${code} chưa biết: ${message ?? ''}` }
        : { kind: 'failed', fault, code, message: message ?? '' };
    },
    async lookUp({ reference }): Promise<LookUpOutcome> {
      if (reference === null) {
        return { kind: 'cannot-say' };
      }
      const query = new URLSearchParams({ RefId: reference, ...keys });
      const reply = await callLine(`${base}/GetSendStatus?${query}`, { method: 'GET', timeoutMs });
      if (reply.kind === 'lost') {
        return { kind: 'silent', why: reply.why };
      }
      const value = jsonOfText(reply.text);
      const refused = Sent.safeParse(value);
      if (refused.success && refused.data.CodeResult === NOT_FOUND) {
        // Asked too early gives the same code: the message was taken, so it is under way.
        return { kind: 'under-way', reference };
      }
      const read = Status.safeParse(value);
      if (!read.success) {
        return { kind: 'silent', why: unreadable(reply.status) };
      }
      const state = stateOf(read.data.SendStatus, read.data.SendSuccess, read.data.SendFailed);
      switch (state) {
        case 'delivered':
          return { kind: 'delivered', reference, at: null };
        case 'under-way':
          return { kind: 'under-way', reference };
        case 'undelivered':
          return { kind: 'undelivered', code: read.data.SendStatus, message: 'nhà mạng không chuyển được' };
        default:
          return state satisfies never;
      }
    },
    async check() {
      const reply = await post('GetBalance_json', keys);
      if (reply.kind === 'lost') {
        return { kind: 'bad', detail: reply.why };
      }
      const read = Balance.safeParse(jsonOfText(reply.text));
      if (!read.success) {
        return { kind: 'bad', detail: unreadable(reply.status) };
      }
      const code = read.data.CodeResponse ?? read.data.CodeResult ?? '';
      return code === ACCEPTED
        ? { kind: 'ok', detail: 'eSMS trả lời', balanceVnd: read.data.Balance ?? null }
        : { kind: 'bad', detail: `eSMS từ chối (mã ${code}) ${read.data.ErrorMessage ?? ''}`.trim() };
    },
  };
}

const Report = z.looseObject({
  SMSID: z.string().default(''),
  SendStatus: z.string(),
  SendSuccess: Money,
  SendFailed: Money,
  TotalPrice: Money,
  RequestId: z.string().default(''),
  error_info: z.string().default(''),
});

/** Reads a delivery report of eSMS (GET with query); null when it is none. */
export function readEsmsReport({ query }: ReportPost): DeliveryReport | null {
  const read = Report.safeParse(query);
  if (!read.success || (read.data.SMSID === '' && read.data.RequestId === '')) {
    return null;
  }
  const { SMSID, RequestId, SendStatus, SendSuccess, SendFailed, TotalPrice, error_info } = read.data;
  return {
    reference: SMSID || null,
    requestId: RequestId || null,
    state: stateOf(SendStatus, SendSuccess, SendFailed),
    code: SendStatus,
    message: error_info,
    costVnd: TotalPrice === 0 ? null : Math.round(TotalPrice),
    at: null,
  };
}
