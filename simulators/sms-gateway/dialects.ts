import { z } from 'zod';
import { json, type Reply } from '../http.ts';
import { type SimulatedSms, SMS_SECRET, type SmsBox } from './box.ts';

const Loose = z.record(z.string(), z.unknown());
type Body = z.output<typeof Loose>;

/** A call, read but for its meaning. */
export interface GatewayCall {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  /** Empty for what is not JSON: SOAP, or a GET. */
  readonly body: Body;
  readonly raw: string;
}

/** How one provider is spoken to. */
interface Dialect {
  serves(path: string): boolean;
  answer(call: GatewayCall, box: SmsBox): Reply;
  /** A refusal by one of its codes. */
  refuse(code: string): Reply;
}

/** The members of a JSON body; none where it is no object. */
export const membersOf = (body: unknown): Body => Loose.catch({}).parse(body);

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const MOBILE = /^(84|0)[35789]\d{8}$/;

/** What eSMS says of a message, asked or by its report. */
export function esmsState({ state }: SimulatedSms): Readonly<Record<string, string | number>> {
  return {
    SendStatus: state === 'under-way' ? '7' : '5',
    SendSuccess: state === 'delivered' ? 1 : 0,
    SendFailed: state === 'undelivered' ? 1 : 0,
    TotalPrice: 790,
    TotalReceiver: 1,
    TotalSent: 1,
    error_info: state === 'undelivered' ? 'thuê bao không liên lạc được' : '',
  };
}

function esms({ path, query, body }: GatewayCall, box: SmsBox): Reply {
  const secret = query.get('SecretKey') ?? text(body['SecretKey']);
  if (secret !== SMS_SECRET) {
    return json({ CodeResult: '101', CodeResponse: '101', ErrorMessage: 'Authorize Failed' });
  }
  if (path.endsWith('GetBalance_json')) {
    return json({ Balance: 500_000, CodeResponse: '100', UserID: 1 });
  }
  if (path.endsWith('GetSendStatus')) {
    const found = box.find(query.get('RefId'));
    return found === undefined
      ? json({ CodeResult: '105', ErrorMessage: 'SMSID not found' })
      : json({ CodeResponse: '100', SMSID: found.id, ...esmsState(found) });
  }
  const requestId = text(body['RequestId']);
  if (box.ofRequest('esms', requestId) !== undefined) {
    return json({ CodeResult: '124', ErrorMessage: 'RequestId duplicate' });
  }
  if (!MOBILE.test(text(body['Phone']))) {
    return json({ CodeResult: '108', ErrorMessage: 'Phone number is invalid' });
  }
  const message = box.take({
    provider: 'esms',
    to: text(body['Phone']),
    text: text(body['Content']),
    requestId,
    callbackUrl: text(body['CallbackUrl']),
  });
  return json({ CodeResult: '100', CountRegenerate: 0, SMSID: message.id });
}

function speedsms({ path, authorization, body }: GatewayCall, box: SmsBox): Reply {
  if (authorization !== `Basic ${Buffer.from(`${SMS_SECRET}:x`).toString('base64')}`) {
    return json({ status: 'error', code: '008', message: 'Authentication failed' });
  }
  if (path.endsWith('/user/info')) {
    return json({ email: 'motcua@example.vn', balance: 250_000, currency: 'VND' });
  }
  const [to] = z.array(z.string()).catch([]).parse(body['to']);
  if (to === undefined || !MOBILE.test(to)) {
    return json({ status: 'error', code: '105', message: 'phone number invalid' });
  }
  const message = box.take({
    provider: 'speedsms',
    to,
    text: text(body['content']),
    requestId: '',
    callbackUrl: '',
  });
  return json({
    status: 'success',
    code: '00',
    data: { tranId: message.id, totalSMS: 1, totalPrice: 790, invalidPhone: [] },
  });
}

function fptToken(body: Body, { tokens }: SmsBox): Reply {
  if (body['client_secret'] !== SMS_SECRET) {
    return json({ error: '1001', error_description: 'Client authentication failed' }, 400);
  }
  const token = `fpt-${tokens.size + 1}`;
  tokens.set(token, text(body['session_id']));
  return json({ access_token: token, expires_in: 3_600, token_type: 'Bearer', scope: 'send_brandname' });
}

function fpt({ path, body }: GatewayCall, box: SmsBox): Reply {
  if (path === '/oauth2/token') {
    return fptToken(body, box);
  }
  if (box.switches.tokensVoid) {
    box.tokens.clear();
    box.switches.tokensVoid = false;
  }
  const session = text(body['session_id']);
  if (box.tokens.get(text(body['access_token'])) !== session || session === '') {
    return json({ error: '1011', error_description: 'Access token invalid' }, 401);
  }
  const message = box.take({
    provider: 'fpt',
    to: text(body['Phone']),
    text: Buffer.from(text(body['Message']), 'base64').toString('utf8'),
    requestId: text(body['RequestId']),
    callbackUrl: '',
  });
  return json({
    MessageId: message.id,
    Phone: message.to,
    BrandName: body['BrandName'],
    Message: message.text,
    PartnerId: '1',
    Telco: 'viettel',
  });
}

const vnptReply = (name: string, error: string, rest: object = {}): Reply =>
  json({ RPLY: { name, ERROR: error, ERROR_DESC: error === '0' ? 'success' : 'fail', ...rest } });

function vnpt({ body }: GatewayCall, box: SmsBox): Reply {
  const rqst = membersOf(body['RQST']);
  const name = text(rqst['name']);
  const requestId = text(rqst['REQID']);
  if (rqst['APIPASS'] !== SMS_SECRET) {
    return vnptReply(name, '1');
  }
  if (name === 'get_contract') {
    return vnptReply(name, '0');
  }
  const before = box.ofRequest('vnpt', requestId);
  if (name === 'get_sms_status_api') {
    const STATUS =
      before === undefined ? '-1' : { 'under-way': '3', delivered: '0', undelivered: '1' }[before.state];
    return vnptReply(name, '0', { STATUS, MT_COUNT: '1' });
  }
  if (before !== undefined) {
    return vnptReply(name, '33');
  }
  if (text(rqst['TEMPLATEID']) === '') {
    return vnptReply(name, '7');
  }
  const params = z
    .array(z.object({ CONTENT: z.string() }))
    .catch([])
    .parse(rqst['PARAMS']);
  box.take({
    provider: 'vnpt',
    to: text(rqst['MOBILELIST']),
    text: params.map(({ CONTENT }) => CONTENT).join(' | '),
    requestId,
    callbackUrl: '',
  });
  return vnptReply(name, '0');
}

const soap = (inner: string): Reply => ({
  type: 'text/xml; charset=utf-8',
  body: `<?xml version="1.0"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><ns2:reply xmlns:ns2="http://impl.bulkSms.ws/"><return>${inner}</return></ns2:reply></S:Body></S:Envelope>`,
});

function viettel({ raw }: GatewayCall, box: SmsBox): Reply {
  const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(raw)?.[1] ?? '';
  if (field('Password') !== SMS_SECRET) {
    return soap('<message>Authenticate: PASSWORD_INVALID</message><result>0</result>');
  }
  if (raw.includes('checkBalance')) {
    return soap('<balance>120000</balance><errCode>0</errCode><errDesc>OK</errDesc>');
  }
  const plain = field('Content')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
  box.take({
    provider: 'viettel',
    to: field('ReceiverID'),
    text: plain,
    requestId: field('RequestID'),
    callbackUrl: '',
  });
  return soap('<message>Insert MT_QUEUE: OK</message><result>1</result>');
}

const DIALECTS: readonly Dialect[] = [
  {
    serves: (path) => path.startsWith('/MainService.svc/json/'),
    answer: esms,
    refuse: (code) => json({ CodeResult: code, ErrorMessage: `mã ${code}` }),
  },
  {
    serves: (path) => path.startsWith('/index.php/'),
    answer: speedsms,
    refuse: (code) => json({ status: 'error', code, message: `code ${code}` }),
  },
  {
    serves: (path) => path === '/oauth2/token' || path === '/api/push-brandname-otp',
    answer: fpt,
    refuse: (code) => json({ error: code, error_description: code }, 400),
  },
  {
    serves: (path) => path === '/smsbn/api',
    answer: vnpt,
    refuse: (code) => json({ RPLY: { name: 'send_sms_list', ERROR: code, ERROR_DESC: `code ${code}` } }),
  },
  {
    serves: (path) => path === '/bulkapi',
    answer: viettel,
    refuse: (code) => ({
      type: 'text/xml',
      body: `<return><message>${code}</message><result>0</result></return>`,
    }),
  },
];

/** Whether a call wants something sent; the others ask. */
export function isSending({ path, raw }: GatewayCall): boolean {
  return (
    /SendMultipleMessage|\/sms\/send$|push-brandname|\/smsbn\/api$|\/bulkapi$/.test(path) &&
    !/get_sms_status_api|get_contract|checkBalance/.test(raw)
  );
}

/** The answer in the dialect of the address; a sending call is refused while the switches say so. */
export function answerIn(call: GatewayCall, box: SmsBox): Reply {
  const dialect = DIALECTS.find((one) => one.serves(call.path));
  if (dialect === undefined) {
    return { status: 404, type: 'text/plain', body: 'không có địa chỉ này' };
  }
  const { code } = box.switches;
  return code !== '' && isSending(call) ? dialect.refuse(code) : dialect.answer(call, box);
}
