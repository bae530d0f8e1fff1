import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNELS, type Content, PRIORITIES } from '../schema.ts';
import { templateFaults } from './check-template.ts';
import { fillOf } from './limits.ts';
import { findPersonalData, PERSONAL_KINDS, type PersonalKind, type Severity } from './personal-data.ts';
import { propose } from './propose.ts';
import { fillTemplate, NEWS_TEMPLATES } from './templates.ts';

/** What a text must not tell, one line a rule of the table; examples are invented. */
const TOLD: readonly (readonly [kind: PersonalKind, severity: Severity, text: string, words: string])[] = [
  ['id-number', 'never', 'căn cước 038000000001 của bà', '038000000001'],
  ['id-number', 'never', 'số 038 000 000 001', '038 000 000 001'],
  ['id-number', 'never', 'CMND cũ số 171000001', 'CMND cũ số 171000001'],
  ['passport', 'never', 'hộ chiếu số C0000001', 'hộ chiếu số C0000001'],
  ['insurance', 'never', 'mã BHXH 3800000001', 'BHXH 3800000001'],
  ['insurance', 'never', 'thẻ BHYT HT2380000000001', 'BHYT HT2380000000001'],
  ['bank-account', 'reason', 'chuyển vào STK 0000123456789', 'STK 0000123456789'],
  ['dossier-number', 'never', 'hồ sơ H56.58.12-260504-0007', 'H56.58.12-260504-0007'],
  ['health', 'never', 'ông Nguyễn Văn Ví Dụ bị ung thư', 'ông Nguyễn Văn Ví Dụ bị ung thư'],
  ['debt', 'never', 'hộ bà Trần Thị Ví Dụ còn nợ thuế', 'hộ bà Trần Thị Ví Dụ còn nợ thuế'],
  ['birth', 'never', 'chị Lê Thị Ví Dụ sinh năm 1980', 'chị Lê Thị Ví Dụ sinh năm 1980'],
  ['mobile', 'reason', 'gọi 0900 000 001', '0900 000 001'],
  ['mobile', 'reason', 'gọi +84900000001', '+84900000001'],
  ['email', 'reason', 'gửi về vidu@thu.example', 'vidu@thu.example'],
  ['home', 'reason', 'anh Phạm Ví Dụ trú tại thôn Đông', 'anh Phạm Ví Dụ trú tại thôn Đông'],
  ['home', 'reason', 'đến số nhà 12 ngõ Ví Dụ', 'số nhà 12 ngõ Ví Dụ'],
  ['plate', 'reason', 'xe 36B1-123.45 để quên', '36B1-123.45'],
];

/** What is nobody's secret. */
const FREE: readonly string[] = [
  'Điện thoại trực 0237 3860 001, tổng đài 1022, 18001096, cấp cứu 115.',
  'Thư: hoaloc@thanhhoa.gov.vn.',
  'Quyết định số 45/QĐ-UBND ngày 30/12/2025; Nghị định 118/2025/NĐ-CP.',
  'Lệ phí 1.500.000 đồng, hỗ trợ 12.000.000.000 đồng cho 250 hộ.',
  'Thủ tục 1.001193, quầy số 2, từ 07:30 đến 11:30.',
  'Ông Nguyễn Văn Ví Dụ, Chủ tịch Ủy ban nhân dân xã, tiếp công dân.',
  'Phòng bệnh sốt xuất huyết; tiêm phòng lao cho trẻ sinh năm 2026.',
  'Gia hạn nộp thuế sử dụng đất phi nông nghiệp đến 31/10/2026.',
];

describe('Luật 91/2025/QH15: personal data is found before it is told', () => {
  it.each(TOLD)('%s (%s): %s', (kind, severity, text, words) => {
    expect(findPersonalData(text)).toEqual([{ kind, severity, words }]);
    // Typed with loose marks, as some phones do.
    expect(findPersonalData(text.normalize('NFD'))).toEqual([{ kind, severity, words }]);
  });

  it('every kind of the table has an example', () => {
    expect(new Set(TOLD.map(([kind]) => kind))).toEqual(new Set(PERSONAL_KINDS));
  });

  it.each(FREE)('may be told: %s', (text) => {
    expect(findPersonalData(text)).toEqual([]);
  });

  it('a place is told once, however often it stands there', () => {
    expect(findPersonalData('038000000001, nhắc lại 038000000001')).toHaveLength(1);
  });
});

const WORDS = [
  'Ủy',
  'ban',
  'nghỉ',
  'lễ',
  'Quốc',
  'khánh',
  'đường',
  '1.500.000',
  'đồng',
  '“mới”',
  '😀',
  '2/9.',
];
/** Some words, said again until they are as long as an officer may write. */
const limited = (letters: number) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...WORDS, 'x'.repeat(90)), { minLength: 2, maxLength: 20 }),
      fc.integer({ min: 1, max: letters }),
    )
    .map(([all, length]) => {
      const once = `${all.join(' ')} `;
      return once
        .repeat(Math.ceil(length / once.length) + 1)
        .slice(0, Math.max(5, length))
        .toWellFormed()
        .trim();
    });
const contents: fc.Arbitrary<Content> = fc.record({
  title: limited(200),
  body: limited(10_000),
  priority: fc.constantFrom(...PRIORITIES),
  place: fc.oneof(fc.constant(''), limited(200)),
  villages: fc.array(limited(80), { maxLength: 60 }),
  validFrom: fc.constant(Temporal.Instant.from('2026-05-04T08:00:00+07:00')),
  validTo: fc.constant(Temporal.Instant.from('2026-05-20T17:00:00+07:00')),
  airTimes: fc.constant([]),
  airRepeat: fc.constant(1),
  picture: fc.constant(null),
  correction: fc.oneof(fc.constant(null), limited(500)),
});
const SENDER = {
  centre: 'Trung tâm Phục vụ hành chính công phường Thanh Xuân Bắc Trung Nam',
  commune: 'Ủy ban nhân dân phường Thanh Xuân Bắc Trung Nam',
  url: 'https://motcua.thanhxuanbactrungnam.example.gov.vn/tin-tuc/20260504-thay-doi-le-phi-dang-ky-bien-dong-dat-dai-tai-trung-tam-phuc-vu-1a2b3c',
};

describe('proposals', () => {
  it.each(CHANNELS)(
    'of %s fit whatever an officer may write, and say who speaks or where to read on',
    (channel) => {
      fc.assert(
        fc.property(contents, (content) => {
          const { title, text } = propose(channel, content, SENDER);
          expect(fillOf(channel, title, text)).toMatchObject({ fits: true });
          expect(text.isWellFormed()).toBe(true);
          if (channel === 'sms') {
            expect(text).toMatch(/^[ -~\n]+$/u);
            expect(text.endsWith(SENDER.url)).toBe(true);
          }
          if (channel === 'facebook' || channel === 'group' || channel === 'email') {
            expect(text).toContain(SENDER.url);
          }
          if (content.correction !== null && channel !== 'push') {
            expect(`${title}\n${text}`).toMatch(/đính chính|DINH CHINH/iu);
          }
        }),
        { numRuns: Number(process.env['MOTCUA_NEWS_RUNS'] ?? 5), seed: 7 },
      );
    },
  );
});

describe('templates', () => {
  const blank = (key: string) => ({ key, label: 'Ô', hint: '', type: 'text', optional: false }) as const;
  it.each([
    ['Tin {a}', ['Câu {a}.'], ['a'], []],
    ['Tin {a}', ['Câu {b}.'], ['a'], ['unknown b']],
    ['Tin', ['Câu.'], ['a'], ['unused a']],
    ['Tin {a}', ['Câu {a}.'], ['a', 'a'], ['twice a']],
    ['Tin {a', ['Câu {a}.'], ['a'], ['brace {a']],
    ['Tin {}', ['Câu {a}.'], ['a'], ['empty-brace {}']],
    ['Tin {từ ngày}', ['Câu {a}}.'], ['a'], ['brace {từ ngày}', 'brace }']],
  ] as const)('%s %j with %j: %j', (title, lines, keys, faults) => {
    const found = templateFaults({ title, lines, fields: keys.map(blank) });
    expect(found.map(({ kind, words }) => `${kind} ${words}`)).toEqual(faults);
  });

  it.each(NEWS_TEMPLATES)(
    '$name: built in, without a fault; what is filled in stands in the text',
    (template) => {
      expect(templateFaults(template)).toEqual([]);
      const values = Object.fromEntries(template.fields.map(({ key }) => [key, `điền ${key}`]));
      const { title, body, missing } = fillTemplate(template, values);
      expect(missing).toEqual([]);
      expect(`${title}${body}`).not.toMatch(/[{}]/);
      for (const { key } of template.fields) {
        expect(`${title} ${body}`).toContain(`điền ${key}`);
      }
    },
  );
});
