import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SimulatedSmsGateway, SMS_SECRET, startSmsGateway } from '#simulators/sms-gateway/start.ts';
import { readEsmsReport } from './esms.ts';
import { smsGateway } from './gateway.ts';
import { SMS_PROVIDERS, SmsConnection, type SmsProvider } from './port.ts';

let line: SimulatedSmsGateway;
beforeAll(async () => {
  line = await startSmsGateway();
});
afterAll(() => line.stop());
beforeEach(() => {
  Object.assign(line.switches, { fault: null, code: '', fate: 'delivered', tokensVoid: false });
});

const PATHS = { esms: '', speedsms: '', fpt: '', viettel: '/bulkapi', vnpt: '/smsbn/api' } as const;

function gateway(provider: SmsProvider, { secret = SMS_SECRET, timeoutSeconds = 5 } = {}) {
  const connection = SmsConnection.parse({
    provider,
    address: `${line.url}${PATHS[provider]}`,
    brandname: 'UBND ViDu',
    user: 'vidu',
    cpCode: 'VIDU',
    labelId: '1',
    contractId: '2',
    agentId: '3',
    timeoutSeconds,
  });
  return smsGateway(connection, secret, 'http://127.0.0.1/bao-cao');
}

let serial = 0;
const message = (over: { readonly to?: string } = {}) => {
  serial += 1;
  return {
    to: '84912345678',
    text: `Ho so ${serial} <da> "xong" & cho nhan`,
    requestId: `tin-${serial}`,
    template: { id: '77', params: [`Ho so ${serial}`, 'xong'] },
    ...over,
  };
};

describe.each(SMS_PROVIDERS)('SMS gateway %s', (provider) => {
  it('takes a message as it was written, and its balance is read', async () => {
    const sent = message();
    expect(await gateway(provider).send(sent)).toMatchObject({ kind: 'accepted' });
    const { text, to, requestId } = line.messages.at(-1) ?? {};
    expect(to).toBe(sent.to);
    expect(text).toBe(provider === 'vnpt' ? sent.template.params.join(' | ') : sent.text);
    expect(requestId).toBe(provider === 'speedsms' ? '' : sent.requestId);
    expect(await gateway(provider).check()).toMatchObject({ kind: 'ok' });
  });

  it('a wrong password is a matter for a person', async () => {
    const wrong = gateway(provider, { secret: 'sai' });
    const before = line.messages.length;
    expect(await wrong.send(message())).toMatchObject({ kind: 'failed', fault: 'needs-human' });
    expect(await wrong.check()).toMatchObject({ kind: 'bad' });
    expect(line.messages).toHaveLength(before);
  });

  it.each(['drop-before', 'drop-after', '502', 'html'] as const)(
    'after %s nobody knows whether it went out',
    async (fault) => {
      line.switches.fault = fault;
      expect(await gateway(provider).send(message())).toMatchObject({ kind: 'unknown' });
    },
  );

  it('a code that stands in no table is unknown, never a success', async () => {
    line.switches.code = '987654';
    expect(await gateway(provider).send(message())).toMatchObject({ kind: 'unknown' });
  });

  it('sent again after an unknown outcome, a gateway that promises it delivers once', async () => {
    const one = message();
    const port = gateway(provider);
    const before = line.messages.length;
    line.switches.fault = 'drop-after';
    await port.send(one);
    line.switches.fault = null;
    if (port.dedupes) {
      expect(await port.send(one)).toMatchObject({ kind: 'accepted' });
    }
    expect(line.messages).toHaveLength(before + 1);
  });
});

describe('what gateways refuse', () => {
  it.each([
    ['esms', '108', 'unreachable'],
    ['esms', '103', 'needs-human'],
    ['esms', '146', 'misfit'],
    ['esms', '160', 'transient'],
    ['speedsms', '105', 'unreachable'],
    ['speedsms', '300', 'needs-human'],
    ['speedsms', '113', 'misfit'],
    ['fpt', 'phone invalid', 'unreachable'],
    ['viettel', 'Authenticate: IP_INVALID', 'needs-human'],
    ['viettel', 'Check template: CONTENT_NOT_MATCH_TEMPLATE', 'misfit'],
    ['vnpt', '8', 'night'],
    ['vnpt', '26', 'tomorrow'],
    ['vnpt', '16', 'transient'],
    ['vnpt', '23', 'unreachable'],
  ] as const)('%s %s → %s', async (provider, code, fault) => {
    line.switches.code = code;
    expect(await gateway(provider).send(message())).toMatchObject({ kind: 'failed', fault });
  });

  it('nobody listening: certain that nothing went out', async () => {
    const gone = await startSmsGateway();
    await gone.stop();
    const connection = SmsConnection.parse({
      provider: 'esms',
      address: gone.url,
      brandname: 'X',
      user: 'x',
    });
    expect(await smsGateway(connection, 'x').send(message())).toMatchObject({ kind: 'unavailable' });
  });

  it('FPT: a token that was forgotten is fetched again, once', async () => {
    const port = gateway('fpt');
    await port.send(message());
    line.switches.tokensVoid = true;
    expect(await port.send(message())).toMatchObject({ kind: 'accepted' });
  });
});

describe('what became of a message', () => {
  it.each(['esms', 'vnpt'] as const)('%s is asked', async (provider) => {
    line.switches.fate = 'held';
    const sent = message();
    const port = gateway(provider);
    const outcome = await port.send(sent);
    const reference = outcome.kind === 'accepted' ? outcome.reference : null;
    const ask = () => port.lookUp({ message: sent, reference });
    expect(await ask()).toMatchObject({ kind: 'under-way' });
    const id = line.messages.at(-1)?.id ?? '';
    line.settle(id, 'delivered');
    expect(await ask()).toMatchObject({ kind: 'delivered' });
    line.settle(id, 'undelivered');
    expect(await ask()).toMatchObject({ kind: 'undelivered' });
  });

  it.each(['speedsms', 'fpt', 'viettel'] as const)('%s cannot say', async (provider) => {
    expect(await gateway(provider).lookUp({ message: message(), reference: 'x' })).toEqual({
      kind: 'cannot-say',
    });
  });

  it.each([
    [{ SMSID: 'a', SendStatus: '5', SendSuccess: '1', SendFailed: '0', TotalPrice: '790' }, 'delivered', 790],
    [{ SMSID: 'a', SendStatus: '5', SendSuccess: '0', SendFailed: '1' }, 'undelivered', null],
    [{ SMSID: 'a', SendStatus: '4' }, 'undelivered', null],
    [{ RequestId: 'tin', SendStatus: '7' }, 'under-way', null],
  ] as const)('eSMS reports %o', (query, state, costVnd) => {
    expect(readEsmsReport({ query: { ...query }, body: '' })).toMatchObject({ state, costVnd });
  });

  it('what is no report is none', () => {
    expect(readEsmsReport({ query: { x: '1' }, body: '' })).toBeNull();
    expect(readEsmsReport({ query: { SendStatus: '5' }, body: '' })).toBeNull();
  });
});

describe('settings of a gateway', () => {
  const good = { provider: 'esms', brandname: 'UBND', user: 'k' };
  it.each([
    [{ ...good, brandname: 'Xã Ví Dụ' }, 'brandname'],
    [{ ...good, brandname: 'MotTenQuaDai' }, 'brandname'],
    [{ ...good, user: '' }, 'user'],
    [{ ...good, address: 'http://gateway.example.vn' }, 'address'],
    [{ ...good, provider: 'viettel', cpCode: 'A' }, 'address'],
    [{ ...good, provider: 'viettel', address: 'http://10.0.0.1:8998/bulkapi' }, 'cpCode'],
    [{ ...good, provider: 'vnpt', address: 'http://10.0.0.1:8888/smsbn/api' }, 'labelId'],
  ])('%o is refused at %s', (input, field) => {
    const read = SmsConnection.safeParse(input);
    expect(read.error?.issues.map(({ path }) => path[0])).toContain(field);
  });
});
