import { describe, expect, it } from 'vitest';
import { sortedJson } from './casso.ts';
import { payosText } from './payos.ts';
import { hmac } from './port.ts';
import { NOTICE_READERS } from './readers.ts';

const body = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const at = (epochMs: number) => Temporal.Instant.fromEpochMilliseconds(epochMs);

describe('the published vectors of the services', () => {
  it('SePay', () => {
    const text = '{"id":1,"transferType":"in","transferAmount":3000}';
    expect(hmac('sha256', 'secret', `1700000000.${text}`)).toBe(
      '6184b33528e6872f3f7aeeb51931281cc30faba95a60a9cd59eaaf52a043a744',
    );
  });
  it('Casso', () => {
    const json = { error: 0, data: { id: 1, description: 'LP01', amount: 3000 } };
    expect(sortedJson(json)).toBe('{"data":{"amount":3000,"description":"LP01","id":1},"error":0}');
    expect(hmac('sha512', 'checksum-key', `1700000000000.${sortedJson(json)}`)).toBe(
      '84384e8500feef7fa5105d3d2ea510fde6bea6ea400efdec422845e7eab0bc36a499c95f8c91dfc32f2af037bbf39c6c9badd6650749428e66bbf406fe67eca5',
    );
  });
  it('payOS', () => {
    const text = payosText({ orderCode: 123, amount: 3000, reference: null, description: 'LP01' });
    expect(text).toBe('amount=3000&description=LP01&orderCode=123&reference=');
    expect(hmac('sha256', 'checksum-key', text)).toBe(
      '06c937f82a90c20293249c770b207cda448c8df462bf864d3a021ca81ca30f6f',
    );
  });
});

const NOW = 1_764_000_000_000;
const SEPAY = {
  id: 92704,
  accountNumber: '0101234567',
  content: 'mc ab cd',
  transferType: 'in',
  transferAmount: 8000,
};
function sepay(value: unknown, secret = 's', stamp = NOW / 1000) {
  const bytes = body(value);
  const signature = `sha256=${hmac('sha256', secret, Buffer.concat([Buffer.from(`${stamp}.`), bytes]))}`;
  return { headers: { 'x-sepay-signature': signature, 'x-sepay-timestamp': String(stamp) }, body: bytes };
}
function casso(data: Record<string, unknown>, stamp = NOW) {
  const json = { error: 0, data };
  const signature = `t=${stamp},v1=${hmac('sha512', 's', `${stamp}.${sortedJson(json)}`)}`;
  return { headers: { 'x-casso-signature': signature }, body: body(json) };
}
function payos(data: Record<string, unknown>, code = '00') {
  return { headers: {}, body: body({ code, data, signature: hmac('sha256', 's', payosText(data)) }) };
}

describe('what is taken, ignored and refused', () => {
  it('money that came in, in one shape', () => {
    const expected = { externalId: '92704', accountNo: '0101234567', amountVnd: 8000, content: 'mc ab cd' };
    expect(NOTICE_READERS.sepay(sepay(SEPAY), 's', at(NOW))).toMatchObject({
      kind: 'notices',
      notices: [expected],
    });
    const data = { amount: 8000, description: 'mc ab cd', accountNumber: '0101234567' };
    expect(NOTICE_READERS.casso(casso({ ...data, id: 92704 }), 's', at(NOW))).toMatchObject({
      notices: [expected],
    });
    expect(NOTICE_READERS.payos(payos({ ...data, reference: '92704' }), 's', at(NOW))).toMatchObject({
      notices: [expected],
    });
  });
  it.each([
    ['money that went out', NOTICE_READERS.sepay(sepay({ ...SEPAY, transferType: 'out' }), 's', at(NOW))],
    ['the trial post of Casso', NOTICE_READERS.casso(casso({ id: 0, amount: 599000 }), 's', at(NOW))],
    [
      'a failed payment of payOS',
      NOTICE_READERS.payos(payos({ amount: 1, reference: 'x' }, '01'), 's', at(NOW)),
    ],
  ])('%s is ignored', (_, read) => {
    expect(read).toEqual({ kind: 'ignored' });
  });
  it.each([
    ['another secret', NOTICE_READERS.sepay(sepay(SEPAY, 'x'), 's', at(NOW)), 'signature'],
    [
      'an old post sent again',
      NOTICE_READERS.sepay(sepay(SEPAY, 's', NOW / 1000 - 301), 's', at(NOW)),
      'clock',
    ],
    [
      'an old post of Casso',
      NOTICE_READERS.casso(casso({ id: 1, amount: 1 }, NOW - 300_001), 's', at(NOW)),
      'clock',
    ],
    ['no signature', NOTICE_READERS.casso({ headers: {}, body: body('{}') }, 's', at(NOW)), 'signature'],
    ['a web page', NOTICE_READERS.payos({ headers: {}, body: body('<html>') }, 's', at(NOW)), 'shape'],
    [
      'an amount in words',
      NOTICE_READERS.sepay(sepay({ ...SEPAY, transferAmount: 'tám nghìn' }), 's', at(NOW)),
      'shape',
    ],
  ])('%s is refused', (_, read, reason) => {
    expect(read).toEqual({ kind: 'refused', reason });
  });
});
