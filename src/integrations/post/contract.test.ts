import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LineReply } from '../line.ts';
import { orderMessage, readOrder } from './order.ts';
import { type OpenPost, PostConnection, type PostOrder } from './port.ts';
import { isGenuine, readEvents, readMoment, readTrack, signCallBack } from './tracking.ts';

function open(change: Record<string, unknown> = {}): OpenPost {
  const read = PostConnection.parse({
    mode: 'lgsp',
    orderUrl: 'https://post.example/don',
    customerCode: 'VIDU01',
    senderProvince: 44,
    senderName: 'Trung tâm Phục vụ hành chính công xã Ví Dụ',
    senderAddress: 'Thôn Ví Dụ, xã Ví Dụ',
    senderTel: '0900000000',
    provinces: 'Thanh Hóa = 44',
    statuses: '40 = delivering\n50 = delivered',
    ...change,
  });
  if (read.mode === 'off') {
    throw new Error('the connection is off');
  }
  return read;
}

const party = {
  name: 'Nguyễn Văn Ví Dụ',
  tel: '0900000001',
  address: 'Thôn Ví Dụ',
  email: '',
  province: 44,
  district: 0,
};
const ORDER: PostOrder = {
  orderCode: 'H56.99-260504-0001',
  itemCode: null,
  sender: { ...party, name: 'Trung tâm Ví Dụ' },
  receiver: party,
  codVnd: 8_000,
  contents: 'Kết quả hồ sơ H56.99-260504-0001',
  note: '',
};
const answer = (body: unknown, status = 200): LineReply => ({
  kind: 'answer',
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  headers: new Headers(),
});

describe('an order to the public post', () => {
  it('has the names of the interface, and no others', () => {
    expect(orderMessage(open(), ORDER)).toEqual({
      CustomerCode: 'VIDU01',
      OrderNumber: 'H56.99-260504-0001',
      CODAmount: 8_000,
      SenderProvince: 44,
      SenderDistrict: 0,
      SenderAddress: 'Thôn Ví Dụ',
      SenderName: 'Trung tâm Ví Dụ',
      SenderEmail: '',
      SenderTel: '0900000001',
      SenderDesc: '',
      Description: 'Kết quả hồ sơ H56.99-260504-0001',
      ReceiverName: 'Nguyễn Văn Ví Dụ',
      ReceiverAddress: 'Thôn Ví Dụ',
      ReceiverTel: '0900000001',
      ReceiverProvince: 44,
      ReceiverDistrict: 0,
      ReceiverEmail: '',
      FlagConfig: '2',
    });
    expect(orderMessage(open(), { ...ORDER, itemCode: 'VD100000001VN' }).ItemCode).toBe('VD100000001VN');
  });

  it('does not leave without what the post needs', () => {
    expect(() => orderMessage(open(), { ...ORDER, receiver: { ...party, tel: '' } })).toThrow();
  });

  it.each([
    [
      '100',
      { Status: '100', Message: 'x', ItemCode: 'VD1234' },
      { kind: 'accepted', itemCode: 'VD1234', repeated: false },
    ],
    [
      '100 as a number',
      { Status: 100, Message: null },
      { kind: 'accepted', itemCode: null, repeated: false },
    ],
    [
      '101: there already',
      { Status: '101', Message: '' },
      { kind: 'accepted', itemCode: null, repeated: true },
    ],
    ['anything else', { Status: '300', Message: 'Sai mã' }, { kind: 'refused', why: 'Sai mã (mã 300)' }],
    ['no reason', { Status: 7, Message: {} }, { kind: 'refused', why: 'không nói lý do (mã 7)' }],
    ['wrong types', { Status: [100] }, { kind: 'unavailable', sent: true }],
    ['HTML', '<html>Bảo trì</html>', { kind: 'unavailable', sent: true }],
  ])('the answer %s', (_, body, meant) => {
    expect(readOrder(answer(body))).toMatchObject(meant);
  });

  it('believes no answer with a 502, and tells what was never sent', () => {
    expect(readOrder(answer({ Status: '100' }, 502)).kind).toBe('unavailable');
    expect(readOrder({ kind: 'lost', sent: false, why: 'x' })).toMatchObject({ sent: false });
  });
});

describe('tracking', () => {
  const EVENT = {
    OrderNumber: 'H56.99-260504-0001',
    ItemCode: 'VD1234',
    StatusCode: 50,
    StatusTime: '04/05/2026 09:30',
    ReceiverName: 'Nguyễn Văn Ví Dụ',
  };

  it.each([
    ['2026-05-04T09:30:00+07:00', '2026-05-04T02:30:00Z'],
    ['2026-05-04T09:30:00', '2026-05-04T02:30:00Z'],
    ['2026-05-04 09:30:00', '2026-05-04T02:30:00Z'],
    ['20260504093000', '2026-05-04T02:30:00Z'],
    ['04/05/2026 09:30', '2026-05-04T02:30:00Z'],
    ['04/13/2026 09:30', null],
    ['hôm qua', null],
  ])('the moment %s', (text, meant) => {
    expect(readMoment(text)?.toString() ?? null).toBe(meant);
  });

  it.each([
    ['one', EVENT, 1],
    ['several', [EVENT, EVENT], 2],
    ['under Data', { Data: [EVENT] }, 1],
    ['without a moment', { ...EVENT, StatusTime: '' }, null],
    ['a text', 'xong', null],
  ])('reads %s', (_, body, count) => {
    expect(readEvents(open(), body)?.length ?? null).toBe(count);
  });

  it('reads under the names of the settings; a code nobody explained is kept as such', () => {
    const { StatusCode, ...rest } = EVENT;
    const [event] = readEvents(open({ fieldStatus: 'TrangThai' }), { ...rest, TrangThai: '99' }) ?? [];
    expect(event).toMatchObject({ kind: 'unknown', code: '99', itemCode: 'VD1234' });
    expect(StatusCode).toBe(50);
  });

  it('asked after: events, nothing, or no answer', () => {
    expect(readTrack(open(), answer({ Data: [EVENT] })).kind).toBe('events');
    expect(readTrack(open(), answer({ Status: '404' }, 404)).kind).toBe('none');
    expect(readTrack(open(), answer('<html>')).kind).toBe('unavailable');
    expect(readTrack(open(), answer({ Status: '500' })).kind).toBe('unavailable');
  });

  it('is genuine by an HMAC-SHA256 of its bytes or by the key; without a key nothing is', () => {
    const bytes = Buffer.from('{"a":1}');
    const secrets = { token: '', callBackKey: 'khoa-goi-lai-vi-du' };
    const right = createHmac('sha256', secrets.callBackKey).update(bytes).digest('hex');
    expect(signCallBack(bytes, secrets.callBackKey)).toBe(right);
    expect(isGenuine(open(), secrets, right.toUpperCase(), bytes)).toBe(true);
    expect(isGenuine(open(), secrets, right, Buffer.from('{"a":2}'))).toBe(false);
    expect(isGenuine(open(), secrets, '', bytes)).toBe(false);
    expect(isGenuine(open({ proof: 'key' }), secrets, secrets.callBackKey, bytes)).toBe(true);
    expect(isGenuine(open({ proof: 'key' }), { token: '', callBackKey: '' }, '', bytes)).toBe(false);
  });
});
