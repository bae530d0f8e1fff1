import { describe, expect, test } from 'vitest';
import { fillFromCard } from './card-fill.ts';
import { openedAt, readIntake } from './intake-form.ts';
import { dayToIso } from './typed-day.ts';

const stamp = { at: Temporal.Instant.from('2026-05-04T08:00:00+07:00'), by: 'Lê Thị Ví Dụ' };

const FORM = {
  procedureCode: '2.000884',
  'parties.applicant.name': '  Nguyễn Văn Ví Dụ ',
  'parties.applicant.idNumber': '038055000001',
  'parties.applicant.birthDate': '05091955',
  'parties.applicant.phone': '0912 000 001',
  'papers.0.key': 'c1',
  'papers.0.how': 'shown',
  'papers.1.key': 'c2',
  'papers.1.how': 'original',
  'papers.1.count': '2',
  'papers.2.key': 'c3',
  'papers.2.how': '',
  'papers.2.skip': '1',
  'papers.2.note': 'Không cần vì tự đến',
  'fee.lines.0.name': 'Phí chứng thực',
  'fee.lines.0.amount': '10.000',
  'fee.method': 'cash',
  sets: '1',
};

function read(extra: Readonly<Record<string, string>> = {}) {
  return readIntake({ ...FORM, ...extra }, stamp);
}

describe('reading the intake form', () => {
  test('a complete form becomes an intake', () => {
    const result = read();
    expect(result).toMatchObject({
      ok: true,
      intake: {
        procedureCode: '2.000884',
        parties: {
          applicant: {
            name: 'Nguyễn Văn Ví Dụ',
            phone: '0912000001',
            birthDate: Temporal.PlainDate.from('1955-09-05'),
          },
          submitter: { as: 'self' },
        },
        papers: [
          { key: 'c1', satisfied: { how: 'shown' } },
          { key: 'c2', satisfied: { how: 'original' }, originals: 2 },
          { key: 'c3', satisfied: null, required: false, note: 'Không cần vì tự đến' },
        ],
        fee: { lines: [{ name: 'Phí chứng thực', amount: 10_000 }], paid: { method: 'cash' } },
      },
    });
  });

  test('a fee not taken yet stays owed', () => {
    expect(read({ 'fee.method': '' })).toMatchObject({ ok: true, intake: { fee: { paid: null } } });
  });

  test('data from a database carries who looked it up and when', () => {
    const result = read({ 'papers.0.how': 'database', 'papers.0.from': 'CSDL quốc gia về dân cư' });
    expect(result).toMatchObject({
      ok: true,
      intake: {
        papers: [
          { satisfied: { how: 'database', database: 'CSDL quốc gia về dân cư', at: stamp.at, by: stamp.by } },
          {},
          {},
        ],
      },
    });
  });

  const wrong: readonly (readonly [string, Record<string, string>, string, RegExp])[] = [
    ['no procedure', { procedureCode: '' }, 'procedureCode', /chọn thủ tục/],
    ['no name', { 'parties.applicant.name': ' ' }, 'parties.applicant.name', /họ tên/],
    [
      'eleven digits',
      { 'parties.applicant.idNumber': '03805500000' },
      'parties.applicant.idNumber',
      /12 chữ số; ông\/bà mới nhập 11/,
    ],
    ['a phone that is none', { 'parties.applicant.phone': '12' }, 'parties.applicant.phone', /10 chữ số/],
    ['no database named', { 'papers.0.how': 'database' }, 'papers.0.from', /cơ sở dữ liệu/],
    [
      'no authorisation paper',
      { 'parties.submitter.as': 'authorised', 'parties.submitter.person.name': 'Trần Thị Mẫu' },
      'parties.submitter.authorisation.document',
      /giấy ủy quyền/,
    ],
  ];
  test.each(wrong)('%s is told at its field', (_what, extra, path, message) => {
    const result = read(extra);
    const found = result.ok ? undefined : result.errors.find((error) => error.path === path);
    expect(found?.message).toMatch(message);
  });

  test('a field that the form does not have reaches nothing', () => {
    expect(read({ '__proto__.admin': '1', 'parties.applicant.role': 'admin' })).toMatchObject({ ok: true });
  });
});

test.each([
  ['05091955', '1955-09-05'],
  ['5/9/1955', '1955-09-05'],
  ['05-09-1955', '1955-09-05'],
  ['31 12 1999', '1999-12-31'],
  ['1955-09-05', '1955-09-05'],
  ['591955', '591955'],
  ['hôm qua', 'hôm qua'],
])('the day typed as "%s" is %s', (typed, iso) => {
  expect(dayToIso(typed)).toBe(iso);
});

test.each([
  ['2026-05-04T07:55:00+07:00', '2026-05-04T07:55:00+07:00'],
  ['', '2026-05-04T08:00:00+07:00'],
  ['hôm qua', '2026-05-04T08:00:00+07:00'],
  ['2026-05-04T09:00:00+07:00', '2026-05-04T08:00:00+07:00'],
  ['2026-05-01T08:00:00+07:00', '2026-05-04T08:00:00+07:00'],
])('a form opened at "%s" counts as opened at %s', (typed, at) => {
  expect(openedAt({ openedAt: typed }, stamp.at)).toEqual(Temporal.Instant.from(at));
});

describe('an identity card fills the form', () => {
  const good = '038055000001||NGUYỄN VĂN VÍ DỤ|05091955|Nam|Thôn Bái Hà Xuân, Hoa Lộc|12052021';

  test('and keeps what else was typed', () => {
    expect(fillFromCard({ note: 'giữ' }, good)).toEqual({
      tone: 'ok',
      message: 'Đã điền thông tin từ thẻ căn cước. Xin đối chiếu với thẻ.',
      values: {
        note: 'giữ',
        'parties.applicant.idKind': 'personal-id',
        'parties.applicant.idNumber': '038055000001',
        'parties.applicant.name': 'Nguyễn Văn Ví Dụ',
        'parties.applicant.birthDate': '05/09/1955',
        'parties.applicant.sex': 'male',
        'parties.applicant.address': 'Thôn Bái Hà Xuân, Hoa Lộc',
      },
    });
  });

  test('spoilt letters are left empty and named', () => {
    const fill = fillFromCard({}, good.replace('NGUYỄN VĂN VÍ DỤ', 'Nguy?n V?n'));
    expect(fill.values['parties.applicant.name']).toBe('');
    expect(fill).toMatchObject({ tone: 'soon', message: expect.stringContaining('nhập lại họ tên') });
  });

  test('anything else changes nothing', () => {
    const fill = fillFromCard({ 'parties.applicant.name': 'Trần Thị Mẫu' }, 'https://vidu.vn');
    expect(fill).toMatchObject({ tone: 'late', values: { 'parties.applicant.name': 'Trần Thị Mẫu' } });
  });
});
