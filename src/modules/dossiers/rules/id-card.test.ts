import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IdCard, type IdCardWarning, readIdCard } from './id-card.ts';

const NAME = 'Nguyễn Văn Ví Dụ';
const ADDRESS = 'Thôn Bái Hà Xuân, Hoa Lộc, Hậu Lộc, Thanh Hóa';
const GOOD = `038055000001|171234567|${NAME}|05091955|Nam|${ADDRESS}|12052021`;

function card(raw: string): IdCard {
  const result = readIdCard(raw);
  if (!result.ok) {
    throw new Error(`refused: ${result.fault}`);
  }
  return result.card;
}

describe('the seven fields of the card', () => {
  test('are read as they stand', () => {
    expect(card(GOOD)).toEqual({
      personalNumber: '038055000001',
      oldNumber: '171234567',
      fullName: NAME,
      birthDate: '1955-09-05',
      sex: 'male',
      address: ADDRESS,
      issuedOn: '2021-05-12',
      extra: [],
      warnings: [],
    });
  });

  const same: readonly (readonly [string, string])[] = [
    ['carriage return', `${GOOD}\r`],
    ['CR LF', `${GOOD}\r\n`],
    ['tab', `${GOOD}\t`],
    ['byte order mark', `\ufeff${GOOD}`],
    ['STX and ETX', `\u0002${GOOD}\u0003`],
    ['AIM id of QR', `]Q1${GOOD}`],
    ['decomposed letters', GOOD.normalize('NFD')],
    ['broken bar', GOOD.replaceAll('|', '¦')],
    ['bar typed as tilde', GOOD.replaceAll('|', '~')],
    ['spaces around fields', GOOD.replaceAll('|', ' | ').replace(' |', '|')],
    ['dates with slashes', GOOD.replace('05091955', '05/09/1955').replace('12052021', '12/05/2021')],
    ['name in capitals', GOOD.replace(NAME, NAME.toLocaleUpperCase('vi'))],
    ['name in small letters', GOOD.replace(NAME, NAME.toLocaleLowerCase('vi'))],
    ['empty trailing fields', `${GOOD}|||`],
  ];
  test.each(same)('survive a reader with %s', (_what, raw) => {
    expect(card(raw)).toEqual(card(GOOD));
  });

  test('UTF-8 read as Latin-1 is read again', () => {
    const latin1 = [...new TextEncoder().encode(GOOD)].map((byte) => String.fromCharCode(byte)).join('');
    expect(card(latin1)).toEqual(card(GOOD));
  });

  test('UTF-8 read as Windows-1252 is read again', () => {
    const windows = new TextDecoder('windows-1252').decode(new TextEncoder().encode(GOOD));
    expect(card(windows).fullName).toBe(NAME);
    expect(card(windows).warnings).toEqual([]);
  });

  test('no old number', () => {
    expect(card(GOOD.replace('171234567', '')).oldNumber).toBeNull();
  });

  test('a reader that drops the empty second field', () => {
    const six = `038055000001|${NAME}|05091955|Nam|${ADDRESS}|12052021`;
    expect(card(six)).toEqual({ ...card(GOOD), oldNumber: null });
  });

  test('six fields without the issue date', () => {
    const six = GOOD.replace('|12052021', '');
    expect(card(six)).toMatchObject({ address: ADDRESS, issuedOn: null, warnings: ['issue-date-missing'] });
  });

  test('further fields of the 2024 card are kept apart', () => {
    expect(card(`${GOOD}|038055000009|Trần Thị Mẫu`).extra).toEqual(['038055000009', 'Trần Thị Mẫu']);
  });

  test.each([
    ['00091955', '1955-09'],
    ['00001955', '1955'],
    ['1955', '1955'],
    ['29021956', '1956-02-29'],
  ])('birth date %s is %s', (typed, date) => {
    expect(card(GOOD.replace('05091955', typed).replace('038055', `0380${date.slice(2, 4)}`)).birthDate).toBe(
      date,
    );
  });
});

describe('what has to be looked at again', () => {
  const cases: readonly (readonly [string, string, readonly IdCardWarning[]])[] = [
    ['letters lost on the way', GOOD.replace(NAME, 'Nguy?n V?n V? D?'), ['name-letters']],
    ['replacement signs', GOOD.replace(ADDRESS, 'Thôn Bái H\ufffd Xuân'), ['address-letters']],
    [
      'all diacritics gone',
      GOOD.replace(NAME, 'Nguyen Van Vi Du').replace(ADDRESS, 'Thon Bai Ha Xuan'),
      ['name-letters', 'address-letters'],
    ],
    ['Telex left-overs', GOOD.replace(NAME, 'Nguyeenx Vawn Vis Duj'), ['name-letters']],
    ['VNI left-overs', GOOD.replace(NAME, 'Nguye6n4 Va8n Vi1 Du5'), ['name-letters']],
    ['doubled letters', GOOD.replace(ADDRESS, 'Thôn Bái Hà Xuaan'), ['address-letters']],
    ['sex against the number', GOOD.replace('|Nam|', '|Nữ|'), ['sex-clash']],
    ['birth year against the number', GOOD.replace('05091955', '05091965'), ['birth-clash']],
    ['sex unreadable', GOOD.replace('|Nam|', '||'), ['sex-unread']],
  ];
  test.each(cases)('%s', (_what, raw, warnings) => {
    expect(card(raw).warnings).toEqual(warnings);
    expect(card(raw).personalNumber).toBe('038055000001');
  });

  test.each(['Nữ', 'NỮ', 'Nu', 'N?', 'Nuwx', 'N\ufffd'])('"%s" is a woman', (word) => {
    const raw = GOOD.replace('038055', '038155').replace('|Nam|', `|${word}|`);
    expect(card(raw)).toMatchObject({ sex: 'female', warnings: [] });
  });

  test.each(['Nguyễn Văn A', 'Lê Hoàng Bảo Ngọc', 'Trần Xoong', 'Đặng Thị Xoan', 'Y Bih', 'Đỗ Ngọc Oanh'])(
    'the real name %s is not suspected',
    (name) => {
      expect(card(GOOD.replace(NAME, name)).warnings).toEqual([]);
    },
  );
});

describe('what is no identity card', () => {
  test.each([
    ['', 'not-an-id-card'],
    ['038055000001', 'not-an-id-card'],
    ['https://vneid.example/abc|1|2|3|4|5|6', 'not-an-id-card'],
    ['DN4380000000001|4e677579|01/01/1955|1|X', 'not-an-id-card'],
    [GOOD.replace('038055000001', '03805500001'), 'not-an-id-card'],
    [GOOD.replace('038055000001', '938055000001'), 'bad-number'],
    [GOOD.replace('05091955', '31021955'), 'bad-birth-date'],
    [GOOD.replace('05091955', '05131955'), 'bad-birth-date'],
    [GOOD.replace('05091955', 'không rõ'), 'not-an-id-card'],
  ])('%s', (raw, fault) => {
    expect(readIdCard(raw)).toEqual({ ok: false, fault });
  });
});

test('never throws, and a card that was read keeps its number and a real date', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
      const result = readIdCard(raw);
      if (result.ok) {
        expect(result.card.personalNumber).toMatch(/^\d{12}$/);
      }
    }),
  );
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      (day) => {
        const [y = '', m = '', d = ''] = day.toISOString().slice(0, 10).split('-');
        expect(card(GOOD.replace('05091955', `${d}${m}${y}`)).birthDate).toBe(`${y}-${m}-${d}`);
      },
    ),
  );
});
