import { describe, expect, test } from 'vitest';
import { COMMAND_TYPES, type CommandType, type Dossier } from '../schema.ts';
import { INTAKE, play, STEPS, UNIT_A, UNIT_B } from '../testing/facts.ts';
import { type ActionField, fieldsOf, type Targets } from './action-fields.ts';
import { readAction } from './action-parse.ts';

const DOSSIER: Dossier = play(
  [
    'counter',
    '2026-05-04T08:00+07:00',
    {
      type: 'receive',
      intake: {
        ...INTAKE,
        papers: [{ key: 'c1', name: 'Giấy ví dụ', required: false }],
        fee: { lines: [{ name: 'Lệ phí', amount: 8_000 }] },
        parties: {
          applicant: { name: 'Nguyễn Văn Ví Dụ', birthDate: '1955-09-05', idNumber: '038000000001' },
          submitter: {
            as: 'authorised',
            person: { name: 'Trần Thị Mẫu' },
            authorisation: { document: 'Giấy ủy quyền', date: '2026-05-01' },
          },
        },
      },
    },
  ],
  [
    'counter',
    '2026-05-04T08:30+07:00',
    { type: 'ask-opinion', toUnitId: UNIT_B, question: 'Có vướng quy hoạch không?', hours: 8 },
    { target: { unitId: UNIT_B, unitName: 'Phòng B', accountId: null, name: null } },
  ],
);

const TARGETS: Targets = {
  units: [
    { id: UNIT_A, name: 'Phòng A' },
    { id: UNIT_B, name: 'Phòng B' },
  ],
  people: [
    {
      id: '01900000-0000-7000-8000-000000000011',
      name: 'Cán bộ Một Cửa',
      unitName: 'Trung tâm',
      unitId: DOSSIER.holder.unitId,
    },
    {
      id: '01900000-0000-7000-8000-000000000014',
      name: 'Chuyên viên Thứ Hai',
      unitName: 'Phòng B',
      unitId: UNIT_B,
    },
  ],
  strands: [1],
};

/** Fields that need more than any text. */
const TYPED: Readonly<Record<string, string>> = {
  newDay: '2026-06-01',
  procedureCode: '2.000815',
  'fee.lines.0.amount': '10.000',
  book: 'SCT/CK,ĐC',
};

function fill(fields: readonly ActionField[], everything: boolean): Record<string, string> {
  const form: Record<string, string> = {};
  for (const field of fields) {
    if (field.kind === 'group') {
      Object.assign(form, fill(field.fields, everything));
    } else if (field.kind === 'choose') {
      form[field.name] = field.value ?? (field.blank === undefined ? (field.options[0]?.value ?? '') : '');
    } else if (field.kind === 'hidden') {
      form[field.name] = field.value;
    } else {
      const needed = everything || field.optional !== true;
      form[field.name] = TYPED[field.name] ?? (field.value || (needed ? 'Chữ để thử' : ''));
    }
  }
  return form;
}

/** Forms of their own: intake posts the first two, files come by upload. */
const ELSEWHERE: ReadonlySet<CommandType> = new Set(['keep-draft', 'receive', 'add-file', 'hand-on']);
const WITH_FORM = COMMAND_TYPES.filter((type) => !ELSEWHERE.has(type));

describe('every command has a form that makes exactly that command', () => {
  test.each(WITH_FORM)('%s with what is asked for', (type) => {
    const result = readAction(type, fill(fieldsOf(type, DOSSIER, TARGETS), false));
    expect(result).toMatchObject({ ok: true, command: { type } });
  });

  test.each(['return-hand-over', 'stop', 'record-decision', 'add-note', 'request-supplement'] as const)(
    '%s left empty is refused at its inputs',
    (type) => {
      const names = Object.keys(fill(fieldsOf(type, DOSSIER, TARGETS), true));
      const result = readAction(type, {});
      const paths = result.ok ? [] : result.errors.map((error) => error.path);
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.every((path) => names.some((name) => name === path || name.startsWith(`${path}.`)))).toBe(
        true,
      );
    },
  );
});

test('a supplement keeps only the rows that were filled', () => {
  const form = {
    'items.0.content': 'Giấy A',
    'items.0.reason': 'Thiếu',
    'items.1.paperKey': 'c1',
    'items.3.guidance': 'x',
  };
  expect(readAction('request-supplement', form)).toMatchObject({
    ok: true,
    command: { items: [{ content: 'Giấy A', reason: 'Thiếu', paperKey: null }] },
  });
});

test('documents of a register take several signers, one number each (TT 01/2020 Đ4)', () => {
  const form = {
    book: 'SCT/CK,ĐC',
    'documents.0.name': 'Giấy ủy quyền',
    'documents.0.signers': 'Nguyễn Văn Ví Dụ, Trần Thị Mẫu',
    'documents.0.copies': '2',
    'documents.1.name': 'Sơ yếu lý lịch',
    'documents.2.pages': '1',
  };
  expect(readAction('enter-register', form)).toMatchObject({
    ok: true,
    command: {
      documents: [
        { name: 'Giấy ủy quyền', signers: ['Nguyễn Văn Ví Dụ', 'Trần Thị Mẫu'], copies: 2 },
        { name: 'Sơ yếu lý lịch' },
      ],
    },
  });
});

test('correcting a name keeps the submitter and the authorisation', () => {
  const form = fill(fieldsOf('correct-person', DOSSIER, TARGETS), false);
  const result = readAction('correct-person', { ...form, 'parties.applicant.name': 'Nguyễn Văn Sửa' });
  expect(result).toMatchObject({
    ok: true,
    command: {
      parties: {
        applicant: { ...DOSSIER.parties.applicant, name: 'Nguyễn Văn Sửa' },
        submitter: DOSSIER.parties.submitter,
      },
    },
  });
});

test('steps that a dossier may be sent to are its own', () => {
  const field = fieldsOf('complete-step', DOSSIER, TARGETS).find((one) => one.kind === 'choose');
  expect(field?.kind === 'choose' ? field.options.map((option) => option.value) : []).toEqual(
    STEPS.map((step) => step.key),
  );
});
