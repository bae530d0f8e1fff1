import { z } from 'zod';
import { callLine, jsonOfText, unreadable } from '../line.ts';
import type { CarrierFault, LookUpOutcome, SendOutcome } from '../messaging.ts';
import type { SmsConnection, SmsGateway } from './port.ts';
import { measureSms } from './text.ts';

const Text = z.union([z.string(), z.number()]).transform(String);
const Reply = z.looseObject({ RPLY: z.looseObject({ ERROR: Text, ERROR_DESC: z.string().default('') }) });
const Status = z.looseObject({ RPLY: z.looseObject({ STATUS: Text }) });

/** VNPT `ERROR` by what is to be done. */
const FAULTS: Readonly<Record<string, CarrierFault>> = {
  '1': 'needs-human',
  '2': 'misfit',
  '3': 'misfit',
  '7': 'needs-human',
  '8': 'night',
  '9': 'needs-human',
  '10': 'needs-human',
  '11': 'misfit',
  '12': 'night',
  '13': 'needs-human',
  '14': 'needs-human',
  '15': 'needs-human',
  '16': 'transient',
  '17': 'misfit',
  '20': 'needs-human',
  '21': 'needs-human',
  '22': 'needs-human',
  '23': 'unreachable',
  '24': 'misfit',
  '25': 'unreachable',
  '26': 'tomorrow',
  '30': 'misfit',
  '31': 'needs-human',
  '32': 'needs-human',
};
const DONE = '0';
const DUPLICATE = '33';

/** VNPT (VinaPhone): JSON over HTTP on the address of the contract; only registered templates with numbered parameters. */
export function vnptGateway(connection: SmsConnection, password: string): SmsGateway {
  const timeoutMs = connection.timeoutSeconds * 1_000;
  const login = { AGENTID: connection.agentId, APIUSER: connection.user, APIPASS: password };
  const call = (rqst: object) =>
    callLine(connection.address, {
      timeoutMs,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ RQST: rqst }),
    });
  return {
    provider: 'vnpt',
    dedupes: true,
    async send({ to, requestId, template }): Promise<SendOutcome> {
      if (template === undefined) {
        return {
          kind: 'failed',
          fault: 'misfit',
          code: 'mẫu',
          message: 'tin này chưa gắn với mẫu đã đăng ký ở VNPT',
        };
      }
      const marks = template.params.some((value) => measureSms(value).encoding === 'ucs-2');
      const reply = await call({
        name: 'send_sms_list',
        REQID: requestId,
        LABELID: connection.labelId,
        CONTRACTTYPEID: '1',
        CONTRACTID: connection.contractId,
        TEMPLATEID: template.id,
        PARAMS: template.params.map((value, index) => ({ NUM: String(index + 1), CONTENT: value })),
        SCHEDULETIME: '',
        MOBILELIST: to,
        ISTELCOSUB: '0',
        ...login,
        USERNAME: connection.userName,
        DATACODING: marks ? '8' : '0',
      });
      if (reply.kind === 'lost') {
        return reply.sent ? { kind: 'unknown', why: reply.why } : { kind: 'unavailable', why: reply.why };
      }
      const read = Reply.safeParse(jsonOfText(reply.text));
      if (!read.success) {
        return { kind: 'unknown', why: unreadable(reply.status) };
      }
      const { ERROR: code, ERROR_DESC: message } = read.data.RPLY;
      if (code === DONE || code === DUPLICATE) {
        return { kind: 'accepted', reference: null, costVnd: null };
      }
      const fault = FAULTS[code];
      return fault === undefined
        ? { kind: 'unknown', why: `mã ${code} chưa biết: ${message}` }
        : { kind: 'failed', fault, code, message };
    },
    async lookUp({ message }): Promise<LookUpOutcome> {
      const reply = await call({
        name: 'get_sms_status_api',
        REQID: message.requestId,
        MSISND: message.to,
        CONTRACTID: connection.contractId,
        LABELID: connection.labelId,
        TEMPLATEID: message.template?.id ?? '',
        SCHEDULETIME: '',
        ...login,
      });
      if (reply.kind === 'lost') {
        return { kind: 'silent', why: reply.why };
      }
      const read = Status.safeParse(jsonOfText(reply.text));
      if (!read.success) {
        return { kind: 'silent', why: unreadable(reply.status) };
      }
      switch (read.data.RPLY.STATUS) {
        case '0':
          return { kind: 'delivered', reference: null, at: null };
        case '1':
          return { kind: 'undelivered', code: '1', message: 'nhà mạng không chuyển được' };
        case '2':
        case '3':
        case '4':
        case '5':
          return { kind: 'under-way', reference: null };
        default:
          return { kind: 'silent', why: `VNPT trả lời trạng thái ${read.data.RPLY.STATUS}` };
      }
    },
    async check() {
      const reply = await call({ name: 'get_contract', REQID: 'kiem-tra', ...login });
      if (reply.kind === 'lost') {
        return { kind: 'bad', detail: reply.why };
      }
      const read = Reply.safeParse(jsonOfText(reply.text));
      if (!read.success) {
        return { kind: 'bad', detail: unreadable(reply.status) };
      }
      const { ERROR: code, ERROR_DESC: message } = read.data.RPLY;
      return code === DONE
        ? { kind: 'ok', detail: 'VNPT trả lời', balanceVnd: null }
        : { kind: 'bad', detail: `VNPT từ chối (mã ${code}) ${message}`.trim() };
    },
  };
}
