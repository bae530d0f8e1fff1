import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code128Svg, code128Values } from './rules/code128.ts';
import { addressOf, orderCodeOf, provinceCode } from './rules/parcel.ts';
import { eventKey, itemOf, nextTry, samePerson, standOf } from './rules/tracking.ts';
import { type OpenPost, PostSettingsInput, type TrackingEvent } from './schema.ts';

const RUNS = Number(process.env['POST_RUNS'] ?? 200);
const T0 = Temporal.Instant.from('2026-05-04T01:00:00Z');

function event(kind: TrackingEvent['kind'], hour: number, change: Partial<TrackingEvent> = {}) {
  const told = {
    orderCode: 'H56.99-260504-0001',
    itemCode: 'VD100000001VN',
    kind,
    code: kind,
    at: T0.add({ hours: hour }),
    place: '',
    receiver: kind === 'delivered' ? 'Nguyễn Văn Ví Dụ' : '',
    reason: '',
    ...change,
  };
  return { ...told, key: eventKey(told) };
}

const anyEvent = fc
  .record({
    kind: fc.constantFrom(
      'collected',
      'transit',
      'delivering',
      'failed',
      'returned',
      'lost',
      'delivered',
      'unknown',
    ),
    hour: fc.integer({ min: 0, max: 6 }),
    itemCode: fc.constantFrom('VD100000001VN', 'VD100000002VN', ''),
  } as const)
  .map(({ kind, hour, itemCode }) => event(kind, hour, { itemCode }));

describe('the stand of a shipment', () => {
  it.each([
    ['nothing was told', [], 'none', null],
    ['on the way', [event('collected', 0), event('transit', 1)], 'transit', null],
    ['told in the wrong order', [event('delivering', 3), event('collected', 0)], 'delivering', null],
    ['failed, then out again', [event('failed', 2), event('delivering', 3)], 'delivering', null],
    ['failed', [event('delivering', 1), event('failed', 2)], 'failed', 'failed'],
    ['sent back', [event('returned', 5), event('failed', 4)], 'returned', 'returned'],
    ['lost, whatever comes', [event('lost', 2), event('transit', 3)], 'lost', 'lost'],
    ['found and sent back', [event('lost', 2), event('returned', 1)], 'returned', 'returned'],
    ['delivered', [event('delivered', 4), event('transit', 5)], 'delivered', null],
    [
      'delivered and sent back: a person',
      [event('delivered', 4), event('returned', 5)],
      'delivered',
      'both-ends',
    ],
    ['a code nobody explained', [event('unknown', 4), event('transit', 1)], 'transit', null],
    [
      'the post made the order twice',
      [event('transit', 1), event('delivered', 2, { itemCode: 'VD100000002VN' })],
      'transit',
      'other-item',
    ],
  ] as const)('%s', (_, events, tracking, attention) => {
    expect(standOf(events, 'VD100000001VN')).toMatchObject({ tracking, attention });
  });

  it('keeps the first delivery, with its moment and receiver', () => {
    const events = [event('delivered', 5, { receiver: 'Người khác' }), event('delivered', 4)];
    expect(standOf(events, null)).toMatchObject({ at: T0.add({ hours: 4 }), receivedBy: 'Nguyễn Văn Ví Dụ' });
  });

  it('is the same in any order and however often events are told', () => {
    const shuffled = fc
      .array(anyEvent, { maxLength: 8 })
      .chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([events, again]) => {
        const once = new Map(again.map((told) => [told.key, told]));
        const item = itemOf(events);
        expect(itemOf([...once.values()])).toBe(item);
        expect(standOf([...once.values()], item)).toEqual(standOf(events, item));
      }),
      { numRuns: RUNS },
    );
  });

  it('never leaves a delivery again', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), (events) => {
        const own = event('delivered', 3);
        expect(standOf([...events, own], own.itemCode).tracking).toBe('delivered');
      }),
      { numRuns: RUNS },
    );
  });
});

describe('an order', () => {
  it('has the dossier’s number, and a count from the second on', () => {
    expect(orderCodeOf('H56.99-260504-0001', 0)).toBe('H56.99-260504-0001');
    expect(orderCodeOf('H56.99-260504-0001', 2)).toBe('H56.99-260504-0001.3');
  });

  it('is tried for about two days, then a person is asked', () => {
    const waits = Array.from({ length: 9 }, (_, index) => nextTry(index + 1));
    expect(waits[8]).toBeNull();
    const hours = waits.reduce<number>((sum, wait) => sum + (wait ?? 0), 0) / 3600;
    expect(hours).toBeGreaterThan(36);
    expect(hours).toBeLessThan(60);
  });
});

describe('where it goes', () => {
  const connection = { provinces: 'Thanh Hóa = 44\nTP. Hồ Chí Minh = 70' } as OpenPost;
  it.each([
    ['Thanh Hóa', 44],
    ['tỉnh thanh hoa', 44],
    ['Thành phố Hồ Chí Minh', 70],
    ['Hồ Chí Minh', 70],
    ['Nghệ An', null],
  ])('the code of %s is %s', (name, code) => {
    expect(provinceCode(connection, name)).toBe(code);
  });

  it('takes a whole line apart, and prefers the parts that were written', () => {
    const applicant = {
      name: 'Nguyễn Văn Ví Dụ',
      phone: '0900000001',
      address: 'Số 5, Thôn Ví Dụ, Xã Ví Dụ, Tỉnh Thanh Hóa',
    };
    const parties = { applicant, contact: { phone: null } } as Parameters<typeof addressOf>[0]['parties'];
    const line = addressOf({ parties, delivery: { how: 'post', address: '' } });
    expect(line).toEqual({
      name: 'Nguyễn Văn Ví Dụ',
      tel: '0900000001',
      village: 'Số 5, Thôn Ví Dụ',
      commune: 'Xã Ví Dụ',
      province: 'Tỉnh Thanh Hóa',
    });
    const parts = {
      how: 'post',
      address: 'Thôn Khác, ngõ 2',
      commune: 'Xã Khác',
      province: 'Nghệ An',
      phone: '0900000002',
    } as const;
    expect(addressOf({ parties, delivery: parts })).toMatchObject({
      tel: '0900000002',
      village: 'Thôn Khác, ngõ 2',
      commune: 'Xã Khác',
      province: 'Nghệ An',
    });
  });

  it('knows the applicant’s name without diacritics', () => {
    expect(samePerson('NGUYEN VAN  VI DU', 'Nguyễn Văn Ví Dụ')).toBe(true);
    expect(samePerson('Trần Thị Khác', 'Nguyễn Văn Ví Dụ')).toBe(false);
    expect(samePerson('', 'Nguyễn Văn Ví Dụ')).toBe(false);
  });
});

describe('Code 128 (ISO/IEC 15417)', () => {
  it('has start, characters, check character', () => {
    // Worked by hand: 104 + 1·54 + 2·36 + 3·17 = 281 = 2·103 + 75.
    expect(code128Values('VD1')).toEqual([104, 54, 36, 17, 75]);
    expect(() => code128Values('Đ')).toThrow(RangeError);
  });

  it('draws eleven modules a character, thirteen for the stop, ten of white on each side; every character its own', () => {
    const all = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(32 + index));
    for (const one of all) {
      expect(code128Svg(one)).toContain(`viewBox="0 0 ${10 + 11 * 3 + 13 + 10} 30"`);
    }
    expect(new Set(all.map(code128Svg)).size).toBe(95);
  });
});

describe('the settings', () => {
  const good = {
    requestId: '018f0000-0000-7000-8000-000000000001',
    mode: 'lgsp',
    orderUrl: 'https://post.example/don',
    customerCode: 'VIDU',
    senderProvince: '44',
    senderName: 'Trung tâm Ví Dụ',
    senderAddress: 'Xã Ví Dụ',
    senderTel: '0900000000',
    provinces: 'Thanh Hóa = 44',
    statuses: '45 = Phát chưa được\n50 = đã phát\n60 = returned',
  };
  it('takes what the post gives', () => {
    expect(PostSettingsInput.safeParse(good).success).toBe(true);
  });
  it.each([
    ['provinces', 'Thanh Hóa 44', 'Thanh Hóa = 44'],
    ['provinces', 'Thanh Hóa = bốn', 'Thanh Hóa = 44'],
    ['statuses', '50 = xong', '50 = đã phát'],
    ['senderProvince', 'x', 'một số'],
    ['callBackKey', 'ngắn', '16 ký tự'],
  ])('names the field %s and how to mend “%s”', (name, value, mend) => {
    const read = PostSettingsInput.safeParse({ ...good, [name]: value });
    const issues = read.error?.issues ?? [];
    expect(issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      [name, expect.stringContaining(mend)],
    ]);
  });
});
