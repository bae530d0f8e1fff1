import { z } from 'zod';
import { answerWith, LINE_FAULTS, type LineFault } from '../faults.ts';
import { bytesOf, json, jsonIn, type Reply, send, serveHere } from '../http.ts';
import { pageOf, tableOf } from '../page.ts';

/** An SMS as the gateway holds it. */
export interface SimulatedSms {
  readonly provider: 'esms' | 'speedsms' | 'fpt' | 'viettel' | 'vnpt';
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly requestId: string;
  readonly callbackUrl: string;
  state: 'under-way' | 'delivered' | 'undelivered';
}

/** How the gateway behaves. */
export interface SmsSwitches {
  /** Fault of every sending call; null: none. */
  fault: LineFault | null;
  /** The code it refuses with, in the provider's own codes; '' takes everything. */
  code: string;
  /** What becomes of a message that was taken: `held` until {@link SimulatedSmsGateway.settle}. */
  fate: 'delivered' | 'undelivered' | 'held';
  /** Whether it forgets its tokens (FPT). */
  tokensVoid: boolean;
  slowMs: number;
}

/** A running gateway. */
export interface SimulatedSmsGateway {
  readonly url: string;
  readonly messages: readonly SimulatedSms[];
  readonly switches: SmsSwitches;
  /** Calls by path. */
  readonly calls: Readonly<Record<string, number>>;
  /** Says what became of a message. */
  settle(id: string, state: SimulatedSms['state']): void;
  /** Sends the delivery report of a message (eSMS: GET with query); gives the status it was answered with. */
  report(id: string): Promise<number>;
  stop(): Promise<void>;
}

/** What every provider of this simulator wants as password, key or token. */
export const SMS_SECRET = 'mat-khau-thu';

const Loose = z.record(z.string(), z.unknown());
const Switches = z.object({
  fault: z.enum(LINE_FAULTS).nullable().optional(),
  code: z.string().optional(),
  fate: z.enum(['delivered', 'undelivered', 'held']).optional(),
  tokensVoid: z.boolean().optional(),
  slowMs: z.number().optional(),
});

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Starts one gateway that speaks the five dialects on one port; `/` shows what it holds, `POST /dieu-khien` sets the switches. */
export async function startSmsGateway(port = 0): Promise<SimulatedSmsGateway> {
  const messages: SimulatedSms[] = [];
  const calls: Record<string, number> = {};
  const switches: SmsSwitches = {
    fault: null,
    code: '',
    fate: 'delivered',
    tokensVoid: false,
    slowMs: 3_000,
  };
  const tokens = new Map<string, string>();

  const take = (input: Omit<SimulatedSms, 'id' | 'state'>): SimulatedSms => {
    const message: SimulatedSms = {
      ...input,
      id: `${input.provider}-${messages.length + 1}`,
      state: switches.fate === 'held' ? 'under-way' : switches.fate,
    };
    messages.push(message);
    return message;
  };
  const repeated = (provider: SimulatedSms['provider'], requestId: string) =>
    requestId !== '' && messages.find((one) => one.provider === provider && one.requestId === requestId);

  const esms = (path: string, query: URLSearchParams, body: z.output<typeof Loose>): Reply => {
    const secret = query.get('SecretKey') ?? text(body['SecretKey']);
    if (secret !== SMS_SECRET) {
      return json({ CodeResult: '101', CodeResponse: '101', ErrorMessage: 'Authorize Failed' });
    }
    if (path.endsWith('GetBalance_json')) {
      return json({ Balance: 500_000, CodeResponse: '100', UserID: 1 });
    }
    if (path.endsWith('GetSendStatus')) {
      const found = messages.find(({ id }) => id === query.get('RefId'));
      return found === undefined
        ? json({ CodeResult: '105', ErrorMessage: 'SMSID not found' })
        : json({ CodeResponse: '100', SMSID: found.id, ...esmsState(found) });
    }
    const requestId = text(body['RequestId']);
    if (repeated('esms', requestId)) {
      return json({ CodeResult: '124', ErrorMessage: 'RequestId duplicate' });
    }
    if (!/^(84|0)[35789]\d{8}$/.test(text(body['Phone']))) {
      return json({ CodeResult: '108', ErrorMessage: 'Phone number is invalid' });
    }
    const message = take({
      provider: 'esms',
      to: text(body['Phone']),
      text: text(body['Content']),
      requestId,
      callbackUrl: text(body['CallbackUrl']),
    });
    return json({ CodeResult: '100', CountRegenerate: 0, SMSID: message.id });
  };

  const speedsms = (path: string, auth: string, body: z.output<typeof Loose>): Reply => {
    if (auth !== `Basic ${Buffer.from(`${SMS_SECRET}:x`).toString('base64')}`) {
      return json({ status: 'error', code: '008', message: 'Authentication failed' });
    }
    if (path.endsWith('/user/info')) {
      return json({ email: 'motcua@example.vn', balance: 250_000, currency: 'VND' });
    }
    const [to] = z.array(z.string()).catch([]).parse(body['to']);
    if (to === undefined || !/^(84|0)[35789]\d{8}$/.test(to)) {
      return json({ status: 'error', code: '105', message: 'phone number invalid' });
    }
    const message = take({
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
  };

  const fpt = (path: string, body: z.output<typeof Loose>): Reply => {
    const session = text(body['session_id']);
    if (path === '/oauth2/token') {
      if (body['client_secret'] !== SMS_SECRET) {
        return json({ error: '1001', error_description: 'Client authentication failed' }, 400);
      }
      const token = `fpt-${tokens.size + 1}`;
      tokens.set(token, session);
      return json({ access_token: token, expires_in: 3_600, token_type: 'Bearer', scope: 'send_brandname' });
    }
    if (switches.tokensVoid) {
      tokens.clear();
      switches.tokensVoid = false;
    }
    if (tokens.get(text(body['access_token'])) !== session || session === '') {
      return json({ error: '1011', error_description: 'Access token invalid' }, 401);
    }
    const message = take({
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
  };

  const vnpt = (body: z.output<typeof Loose>): Reply => {
    const rqst = Loose.catch({}).parse(body['RQST']);
    const name = text(rqst['name']);
    const answer = (error: string, rest: object = {}) =>
      json({ RPLY: { name, ERROR: error, ERROR_DESC: error === '0' ? 'success' : 'fail', ...rest } });
    if (rqst['APIPASS'] !== SMS_SECRET) {
      return answer('1');
    }
    const requestId = text(rqst['REQID']);
    if (name === 'get_contract') {
      return answer('0');
    }
    if (name === 'get_sms_status_api') {
      const found = messages.find((one) => one.provider === 'vnpt' && one.requestId === requestId);
      const STATUS =
        found === undefined ? '-1' : { 'under-way': '3', delivered: '0', undelivered: '1' }[found.state];
      return answer('0', { STATUS, MT_COUNT: '1' });
    }
    if (repeated('vnpt', requestId)) {
      return answer('33');
    }
    if (text(rqst['TEMPLATEID']) === '') {
      return answer('7');
    }
    const params = z
      .array(z.object({ CONTENT: z.string() }))
      .catch([])
      .parse(rqst['PARAMS']);
    take({
      provider: 'vnpt',
      to: text(rqst['MOBILELIST']),
      text: params.map(({ CONTENT }) => CONTENT).join(' | '),
      requestId,
      callbackUrl: '',
    });
    return answer('0');
  };

  const viettel = (xml: string): Reply => {
    const field = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
    const soap = (inner: string): Reply => ({
      type: 'text/xml; charset=utf-8',
      body: `<?xml version="1.0"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><ns2:reply xmlns:ns2="http://impl.bulkSms.ws/"><return>${inner}</return></ns2:reply></S:Body></S:Envelope>`,
    });
    if (field('Password') !== SMS_SECRET) {
      return soap('<message>Authenticate: PASSWORD_INVALID</message><result>0</result>');
    }
    if (xml.includes('checkBalance')) {
      return soap('<balance>120000</balance><errCode>0</errCode><errDesc>OK</errDesc>');
    }
    const plain = field('Content')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&apos;/g, "'")
      .replace(/&amp;/g, '&');
    take({
      provider: 'viettel',
      to: field('ReceiverID'),
      text: plain,
      requestId: field('RequestID'),
      callbackUrl: '',
    });
    return soap('<message>Insert MT_QUEUE: OK</message><result>1</result>');
  };

  /** A refusal in the dialect of the address. */
  const refusal = (path: string, code: string): Reply => {
    if (path.startsWith('/MainService')) {
      return json({ CodeResult: code, ErrorMessage: `mã ${code}` });
    }
    if (path.startsWith('/index.php')) {
      return json({ status: 'error', code, message: `code ${code}` });
    }
    if (path === '/smsbn/api') {
      return json({ RPLY: { name: 'send_sms_list', ERROR: code, ERROR_DESC: `code ${code}` } });
    }
    if (path === '/bulkapi') {
      return { type: 'text/xml', body: `<return><message>${code}</message><result>0</result></return>` };
    }
    return json({ error: code, error_description: code }, 400);
  };

  const { url, stop } = await serveHere(port, async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const path = url.pathname;
    const bytes = await bytesOf(request);
    const raw = bytes.toString('utf8');
    // Empty for what is not JSON: SOAP, or a GET.
    const body = Loose.catch({}).parse(jsonIn(bytes));
    calls[path] = (calls[path] ?? 0) + 1;
    if (path === '/') {
      const rows = messages.map((one) => [one.provider, one.id, one.to, one.text, one.requestId, one.state]);
      send(response, pageOf('Cổng SMS mô phỏng', tableOf(rows)));
      return;
    }
    if (path === '/dieu-khien') {
      const read = Switches.safeParse(body);
      Object.assign(switches, read.data ?? {});
      send(
        response,
        json(read.success ? switches : { error: z.prettifyError(read.error) }, read.success ? 200 : 422),
      );
      return;
    }
    const sends =
      /SendMultipleMessage|\/sms\/send$|push-brandname|\/smsbn\/api$|\/bulkapi$/.test(path) &&
      !/get_sms_status_api|get_contract|checkBalance/.test(raw);
    const run = (): Reply => {
      if (sends && switches.code !== '') {
        return refusal(path, switches.code);
      }
      if (path.startsWith('/MainService.svc/json/')) {
        return esms(path, url.searchParams, body);
      }
      if (path.startsWith('/index.php/')) {
        return speedsms(path, request.headers.authorization ?? '', body);
      }
      if (path === '/oauth2/token' || path === '/api/push-brandname-otp') {
        return fpt(path, body);
      }
      if (path === '/smsbn/api') {
        return vnpt(body);
      }
      return path === '/bulkapi'
        ? viettel(raw)
        : { status: 404, type: 'text/plain', body: 'không có địa chỉ này' };
    };
    await answerWith(sends ? switches.fault : null, run, response, switches.slowMs);
  });

  return {
    url,
    messages,
    switches,
    calls,
    settle(id, state) {
      const found = messages.find((one) => one.id === id);
      if (found !== undefined) {
        found.state = state;
      }
    },
    async report(id) {
      const found = messages.find((one) => one.id === id);
      if (found === undefined || found.callbackUrl === '') {
        return 0;
      }
      const query = new URLSearchParams({
        SMSID: found.id,
        RequestId: found.requestId,
        phonenumber: found.to,
        TypeId: '2',
        telcoid: '1',
        ...Object.fromEntries(Object.entries(esmsState(found)).map(([name, value]) => [name, String(value)])),
      });
      const joint = found.callbackUrl.includes('?') ? '&' : '?';
      const answer = await fetch(`${found.callbackUrl}${joint}${query}`);
      await answer.text();
      return answer.status;
    },
    stop,
  };
}

function esmsState({ state }: SimulatedSms): Readonly<Record<string, string | number>> {
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
