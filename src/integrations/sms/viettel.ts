import { callLine, unreadable } from '../line.ts';
import type { CarrierFault, SendOutcome } from '../messaging.ts';
import type { SmsConnection, SmsGateway } from './port.ts';
import { measureSms } from './text.ts';

const NAMESPACE = 'http://impl.bulkSms.ws/';

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&',
};

function escaped(text: string): string {
  return text.replace(
    /[<>"'&]/g,
    (letter) => Object.entries(ENTITIES).find(([, plain]) => plain === letter)?.[0] ?? letter,
  );
}

/** The text of the first element of this name, whatever its prefix; null when there is none. */
function element(xml: string, name: string): string | null {
  const found = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)</(?:\\w+:)?${name}>`).exec(xml);
  return found?.[1] === undefined
    ? null
    : found[1].replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity] ?? entity).trim();
}

function envelope(operation: string, fields: Readonly<Record<string, string>>): string {
  const body = Object.entries(fields)
    .map(([name, value]) => `<${name}>${escaped(value)}</${name}>`)
    .join('');
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:impl="${NAMESPACE}"><soapenv:Body><impl:${operation}>${body}</impl:${operation}></soapenv:Body></soapenv:Envelope>`;
}

/** Viettel says why in words. */
const FAULTS: readonly (readonly [RegExp, CarrierFault])[] = [
  [/^Authenticate|IP_INVALID|BALANCE|QUOTA|CPCODE|ALIAS|SERVICE_?ID/i, 'needs-human'],
  [/TEMPLATE|CONTENT|LENGTH|UNICODE/i, 'misfit'],
  [/RECEIVER|MSISDN|PHONE|BLACK_?LIST/i, 'unreachable'],
];

/** Viettel bulk SMS: SOAP 1.1 over plain HTTP on the address of the contract, so only over a fixed line or VPN. No look-up. */
export function viettelGateway(connection: SmsConnection, password: string): SmsGateway {
  const url = connection.address;
  const timeoutMs = connection.timeoutSeconds * 1_000;
  const login = { User: connection.user, Password: password, CPCode: connection.cpCode };
  const call = (operation: string, fields: Readonly<Record<string, string>>) =>
    callLine(url, {
      timeoutMs,
      headers: { accept: 'text/xml', 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
      body: envelope(operation, { ...login, ...fields }),
    });
  return {
    provider: 'viettel',
    dedupes: false,
    async send({ to, text, requestId }): Promise<SendOutcome> {
      const reply = await call('wsCpMt', {
        RequestID: requestId,
        UserID: to,
        ReceiverID: to,
        ServiceID: connection.brandname,
        CommandCode: 'bulksms',
        Content: text,
        ContentType: measureSms(text).encoding === 'ucs-2' ? '1' : '0',
      });
      if (reply.kind === 'lost') {
        return reply.sent ? { kind: 'unknown', why: reply.why } : { kind: 'unavailable', why: reply.why };
      }
      const result = element(reply.text, 'result');
      const message = element(reply.text, 'message') ?? '';
      if (result === '1') {
        return { kind: 'accepted', reference: null, costVnd: null };
      }
      if (result === null) {
        return { kind: 'unknown', why: unreadable(reply.status) };
      }
      const fault = FAULTS.find(([words]) => words.test(message))?.[1];
      return fault === undefined
        ? { kind: 'unknown', why: `mã ${result} chưa biết: ${message}` }
        : { kind: 'failed', fault, code: result, message };
    },
    async lookUp() {
      return { kind: 'cannot-say' };
    },
    async check() {
      const reply = await call('checkBalance', {});
      if (reply.kind === 'lost') {
        return { kind: 'bad', detail: reply.why };
      }
      const code = element(reply.text, 'errCode') ?? element(reply.text, 'result');
      if (code === null) {
        return { kind: 'bad', detail: unreadable(reply.status) };
      }
      const balance = Number(element(reply.text, 'balance') ?? Number.NaN);
      const why = element(reply.text, 'errDesc') ?? element(reply.text, 'message') ?? '';
      return code === '0' && !/^Authenticate/.test(why)
        ? { kind: 'ok', detail: 'Viettel trả lời', balanceVnd: Number.isFinite(balance) ? balance : null }
        : { kind: 'bad', detail: `Viettel từ chối (mã ${code}) ${why}`.trim() };
    },
  };
}
