import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFormFile, printFormFile } from './file.ts';
import { readForms } from './files.ts';
import { checkAnswers, missing } from './rules/check.ts';
import { compareDays, keptDay, readDay, yearsBetween } from './rules/day.ts';
import { definitionOf, draftOf } from './rules/draft.ts';
import { officialBlocks } from './rules/official.ts';
import { parseAnswers, pressGroup, readGroupPress } from './rules/parse.ts';
import { fillFromPerson } from './rules/prefill.ts';
import { editRows } from './rules/rows.ts';
import { unsound } from './rules/sound.ts';
import { summary } from './rules/summary.ts';
import { questionView } from './rules/view.ts';
import { cleanAnswers, visiblePages } from './rules/visible.ts';
import { checkWords, conditionWords, readCheck, readCondition } from './rules/words.ts';
import { Answers, FormDefinition } from './schema.ts';

const RUNS = Number(process.env['FORM_RUNS'] ?? 60);
const NOW = { today: '2026-11-23' };
const SHIPPED = await readForms();

const form = FormDefinition.parse({
  code: 'thu-nghiem',
  name: 'Tờ khai thử',
  source: 'Bộ thử nghiệm',
  pages: [
    { key: 'ten', title: 'Tên?', fields: [{ kind: 'name', key: 'ten', label: 'Họ tên', prefill: 'name' }] },
    {
      key: 'ket-hon',
      title: 'Kết hôn chưa?',
      fields: [{ kind: 'yes-no', key: 'ket-hon', label: 'Đã kết hôn' }],
    },
    {
      key: 'vo-chong',
      title: 'Vợ, chồng',
      when: { clauses: [{ field: 'ket-hon', is: ['yes'] }] },
      fields: [
        { kind: 'name', key: 'vo-chong', label: 'Họ tên vợ, chồng' },
        { kind: 'day', key: 'ngay-cuoi', label: 'Ngày cưới', checks: [{ rule: 'not-future' }] },
      ],
    },
    {
      key: 'con',
      title: 'Các con',
      when: { clauses: [{ field: 'vo-chong', answered: true }] },
      fields: [
        {
          kind: 'group',
          key: 'con',
          label: 'Các con',
          item: 'người con',
          fields: [
            { kind: 'name', key: 'con-ten', label: 'Tên con' },
            {
              kind: 'day',
              key: 'con-sinh',
              label: 'Ngày sinh',
              partial: true,
              checks: [{ rule: 'not-before', field: 'ngay-cuoi' }],
            },
          ],
        },
      ],
    },
  ],
});

describe('days as people know them', () => {
  test.each([
    ['14/2/1950', '1950-02-14'],
    ['/2/1950', '1950-02'],
    ['//1950', '1950'],
    ['unknown', 'unknown'],
    ['29/2/2024', '2024-02-29'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(keptDay(typed)).toBe(kept);
    expect(keptDay(kept)).toBe(kept);
  });

  test.each(['31/4/2026', '29/2/2023', '14//1950', '1/13/2000', 'x/y/z', '1/1/17', '0/1/2000'])(
    '%s is no day',
    (typed) => {
      expect(readDay(typed)).toBeNull();
    },
  );

  test('what is not known breaks no order, and an age is a span', () => {
    const [year, day] = [readDay('1950'), readDay('1950-02-14')];
    expect(year && day && compareDays(year, day)).toBe(0);
    const today = readDay(NOW.today);
    expect(year && today && yearsBetween(year, today)).toEqual({ least: 75, most: 76 });
    expect(day && today && yearsBetween(day, today)).toEqual({ least: 76, most: 76 });
  });
});

describe('questions that hang on answers', () => {
  const married = {
    ten: 'Trần Văn Mẫu',
    'ket-hon': 'yes',
    'vo-chong': 'Lê Thị Mẫu',
    'ngay-cuoi': '1/2/2020',
  };

  test('a page is asked when its condition holds, and pages behind it with it', () => {
    expect(visiblePages(form, { 'ket-hon': 'no' }, NOW).map(({ key }) => key)).toEqual(['ten', 'ket-hon']);
    expect(visiblePages(form, married, NOW).map(({ key }) => key)).toEqual([
      'ten',
      'ket-hon',
      'vo-chong',
      'con',
    ]);
  });

  test('an answer that is no longer asked for is dropped, and opens nothing', () => {
    const changed = { ...married, 'ket-hon': 'no' };
    expect(cleanAnswers(form, changed, NOW)).toEqual({ ten: 'Trần Văn Mẫu', 'ket-hon': 'no' });
    expect(checkAnswers(form, changed, NOW)).toEqual([]);
  });

  test('what is missing and what is wrong are told in words, with page and place', () => {
    const answers = { ten: 'Trần 1', 'ket-hon': 'yes', 'ngay-cuoi': '1/1/2027' };
    expect(checkAnswers(form, answers, NOW)).toEqual([
      {
        path: 'ten',
        page: 'ten',
        kind: 'wrong',
        message: 'Họ tên: họ tên chỉ gồm chữ cái, viết cả họ, chữ đệm và tên như trên căn cước.',
      },
      { path: 'vo-chong', page: 'vo-chong', kind: 'missing', message: 'Xin ghi: Họ tên vợ, chồng.' },
      { path: 'ngay-cuoi', page: 'vo-chong', kind: 'wrong', message: 'Ngày cưới: không thể sau hôm nay.' },
    ]);
    expect(missing(form, answers, NOW)).toHaveLength(1);
    expect(checkAnswers(form, answers, { ...NOW, upTo: 'ten' })).toHaveLength(1);
  });

  test('entries of a group are checked each, and against earlier answers', () => {
    const con = [
      { 'con-ten': 'Trần Minh Mẫu', 'con-sinh': '5/6/2019' },
      {},
      { 'con-ten': 'Trần An Mẫu', 'con-sinh': '//2020' },
    ];
    expect(checkAnswers(form, { ...married, con }, NOW).map(({ path, message }) => [path, message])).toEqual([
      ['con.0.con-sinh', 'Ngày sinh (người con thứ 1): không thể trước “Ngày cưới”.'],
    ]);
    expect(cleanAnswers(form, { ...married, con }, NOW)['con']).toHaveLength(2);
  });

  test('the summary reads as a person reads', () => {
    const rows = summary(
      form,
      { ...married, con: [{ 'con-ten': 'Trần An Mẫu', 'con-sinh': '//2021' }] },
      NOW,
    ).flatMap((section) => section.rows.map(({ label, value }) => `${label}: ${value}`));
    expect(rows).toEqual([
      'Họ tên: Trần Văn Mẫu',
      'Đã kết hôn: Có',
      'Họ tên vợ, chồng: Lê Thị Mẫu',
      'Ngày cưới: 01/02/2020',
      'Người con 1: Tên con: Trần An Mẫu; Ngày sinh: năm 2021',
    ]);
  });

  test('only what is empty is filled from the card', () => {
    expect(fillFromPerson(form, {}, { name: 'Nguyễn Văn Ví Dụ' })).toEqual({
      answers: { ten: 'Nguyễn Văn Ví Dụ' },
      filled: ['ten'],
    });
    expect(fillFromPerson(form, { ten: 'X' }, { name: 'Y' }).filled).toEqual([]);
  });
});

describe('a posted page', () => {
  const group = form.pages[3];
  test('entries are added and taken away, the rest stays', () => {
    if (group === undefined) {
      throw new Error('the group page is missing');
    }
    const body = { 'con.0.con-ten': 'A', 'con.0.con-sinh.year': '2019', muc: 'them:con' };
    const press = readGroupPress(body);
    const answers = parseAnswers(group, body);
    expect(answers).toEqual({ con: [{ 'con-ten': 'A', 'con-sinh': '//2019' }] });
    expect(press && pressGroup(group, answers, press)).toEqual({
      con: [{ 'con-ten': 'A', 'con-sinh': '//2019' }, {}],
    });
    expect(pressGroup(group, answers, { what: 'remove', field: 'con', at: 0 })).toEqual({ con: [] });
  });

  test('whatever is sent, reading and checking never fail, and answers stay within their schema', () => {
    const name = fc.constantFrom(
      'hoi',
      'ten',
      'ket-hon',
      'ngay-cuoi.day',
      'ngay-cuoi.year',
      'con.0.con-ten',
      'con.1.con-ten',
      '__proto__',
      'con.0.__proto__',
    );
    const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(fc.dictionary(name, value), (body) => {
        for (const page of form.pages) {
          const answers = Answers.parse(parseAnswers(page, body));
          const issues = checkAnswers(form, answers, NOW);
          expect(questionView(form, page, answers, issues, NOW).key).toBe(page.key);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('words of conditions and checks', () => {
  test.each([
    'tinh-trang là da-ly-hon, goa',
    'ket-hon là có và tuoi từ 18',
    'email có trả lời hoặc dien-thoai không trả lời',
    'sinh từ đủ 80 tuổi',
    'sinh dưới 14 tuổi',
    'tinh-trang không là doc-than',
  ])('condition: %s', (words) => {
    const read = readCondition(words);
    expect(read.ok && conditionWords(read.value)).toBe(words);
  });

  test.each([
    'dạng ########## hoặc @@#######',
    'dài 2-50 ký tự',
    'từ 1 đến 10',
    'từ 18 tuổi : Phải từ đủ 18 tuổi.',
    'không sau hôm nay',
    'không trước ngay-cap',
    'trong 12 tháng sau ngay-lap',
    'khác so',
  ])('check: %s', (words) => {
    const read = readCheck(words);
    expect(read.ok && checkWords(read.value)).toBe(words);
  });

  test.each(['', 'là', 'a là', 'a bằng b', 'a là x và b là y hoặc c là z'])(
    '“%s” is refused with an example',
    (words) => {
      const read = readCondition(words);
      expect(read.ok ? '' : read.message).toMatch(/Ví dụ|Xin tách/);
    },
  );
});

describe('a definition that cannot be right is refused, the place named', () => {
  const [first, second, third] = form.pages;
  const bad = (change: object) =>
    unsound(FormDefinition.parse({ ...form, ...change }), NOW.today).map(({ message }) => message);
  const one = (clause: object) => ({ when: { clauses: [clause] } });

  test.each<[string, object, RegExp]>([
    [
      'a page twice',
      { pages: [first, { ...second, key: 'ten' }] },
      /Trang 2 .*tên “ten” đã dùng cho trang khác/,
    ],
    [
      'a later field',
      { pages: [first, { ...second, ...one({ field: 'ngay-cuoi', answered: true }) }, third] },
      /Trang 2 .*“ngay-cuoi”, được hỏi cùng trang hoặc sau đó/,
    ],
    [
      'the same page',
      { pages: [{ ...first, ...one({ field: 'ten', answered: true }) }] },
      /cùng trang hoặc sau đó/,
    ],
    [
      'an unknown field',
      { pages: [first, { ...second, ...one({ field: 'khong-co', answered: true }) }] },
      /không có ô nào tên “khong-co”/,
    ],
    [
      'an unknown value',
      { pages: [first, second, { ...third, ...one({ field: 'ket-hon', is: ['goa'] }) }] },
      /không có mục “goa”. Các mục: có, không/,
    ],
    [
      'an age of a name',
      { pages: [first, { ...second, ...one({ field: 'ten', ageFrom: 18 }) }] },
      /không dùng được với loại ô của “ten”/,
    ],
    [
      'a page nobody reaches',
      {
        pages: [
          first,
          second,
          {
            ...third,
            when: {
              join: 'all',
              clauses: [
                { field: 'ket-hon', is: ['yes'] },
                { field: 'ket-hon', is: ['no'] },
              ],
            },
          },
        ],
      },
      /Trang 3 .*không bao giờ được hỏi/,
    ],
    [
      'a paper with an unknown field',
      { official: 'Tên: {ten}\nQuê: {que}' },
      /Bản in, dòng 2: không có ô nào tên “que”/,
    ],
    [
      'a sample that the form refuses',
      { sample: { ten: 'Trần Văn Mẫu' } },
      /Ví dụ điền sẵn: Xin chọn: Đã kết hôn/,
    ],
  ])('%s', (_, change, words) => {
    expect(bad(change)).toEqual([expect.stringMatching(words)]);
  });

  test('the form itself is sound', () => {
    expect(unsound(form, NOW.today)).toEqual([]);
  });
});

describe('the forms that come with the product', () => {
  test('there are at least ten, the pension authorisation (Mẫu 13-HSB) among them', () => {
    expect(SHIPPED.length).toBeGreaterThanOrEqual(10);
    expect(SHIPPED.map(({ number }) => number)).toContain('Mẫu số 13-HSB');
  });

  test.each(SHIPPED.map((one) => [one.code, one] as const))(
    '%s is sound, round through file and builder, and fills its paper',
    (_, one) => {
      expect(unsound(one, NOW.today)).toEqual([]);
      expect(parseFormFile(printFormFile(one), 'x')).toEqual(one);
      expect(definitionOf(draftOf(one), one.code, NOW.today)).toEqual({ ok: true, definition: one });
      const then = { today: one.sampledOn ?? NOW.today };
      const answers = cleanAnswers(one, one.sample ?? {}, then);
      expect(cleanAnswers(one, answers, then)).toEqual(answers);
      const answered = (filled: Answers) =>
        officialBlocks(one, filled)
          .flatMap((block) => ('runs' in block ? block.runs : []))
          .filter((run) => run.kind === 'answer').length;
      expect(answered(answers)).toBeGreaterThan(5);
      expect(answered({})).toBe(0);
    },
  );

  test('Luật BHXH 2024 Điều 10: the pension authorisation is for at most 12 months', () => {
    const authorisation = SHIPPED.find(({ code }) => code === 'uy-quyen-13-hsb');
    const answers = { ...authorisation?.sample, 'den-ngay': '2027-11-24' };
    const issues = authorisation && checkAnswers(authorisation, answers, { today: '2026-11-20' });
    expect(issues?.map(({ path }) => path)).toEqual(['den-ngay']);
    expect(issues?.[0]?.message).toContain('12 tháng');
  });

  test('cleaning twice is cleaning once, whatever was answered', () => {
    const [birth] = SHIPPED.filter(({ code }) => code === 'khai-sinh');
    const keys = birth?.pages.flatMap(({ fields }) => fields.map(({ key }) => key)) ?? [];
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('yes', 'no', '1/2/1990', '1.000'),
      fc.array(fc.string({ maxLength: 9 })),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value), (answers) => {
        if (birth !== undefined) {
          const once = cleanAnswers(birth, answers, NOW);
          expect(cleanAnswers(birth, once, NOW)).toEqual(once);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('the table of the builder', () => {
  const draft = draftOf(form);
  test('a page moves with its fields, a group with its own', () => {
    const down = editRows(draft, { what: 'down', at: 0 });
    expect(down.rows.slice(0, 4).map(({ key }) => key)).toEqual(['ket-hon', 'ket-hon', 'ten', 'ten']);
    expect(editRows(down, { what: 'up', at: 2 })).toEqual(draft);
    expect(editRows(draft, { what: 'remove', at: 4 }).rows.map(({ key }) => key)).not.toContain('ngay-cuoi');
  });

  test('what cannot be read leads back to its input', () => {
    const rows = draft.rows.map((row, i) => (i === 4 ? { ...row, when: 'ket-hon bằng có' } : row));
    const read = definitionOf({ ...draft, rows }, form.code, NOW.today);
    expect(read.ok ? [] : read.fields.map(({ path }) => path)).toEqual(['rows.4.when']);
  });
});
