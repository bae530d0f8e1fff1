import { describe, expect, it } from 'vitest';
import { Dossier } from '#modules/dossiers/schema.ts';
import { answerable, labelFor, watchedStrands } from './strands.ts';

const at = (text: string) => Temporal.Instant.from(`2026-05-${text}:00+07:00`);
const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const holder = { unitId: id(1), unitName: 'Phòng Kinh tế', accountId: id(2), name: 'Nguyễn Văn Ví Dụ' };

const Strands = Dossier.shape.strands;
const strand = (no: number, due: string | null, closed: boolean) => ({
  no,
  kind: 'opinion' as const,
  number: `H56.99-260504-0001/0${no}`,
  title: `Ý kiến ${no}`,
  question: '',
  stepKey: null,
  joinKey: 'tong-hop',
  unitId: id(5),
  unitName: `Phòng ${no}`,
  accountId: null,
  name: null,
  why: '',
  agency: null,
  reference: '',
  openedAt: String(at('04T08:00')),
  openedBy: 'Nguyễn Văn Ví Dụ',
  due: due === null ? null : String(at(due)),
  silence: 'wait' as const,
  legs: [],
  closedAt: closed ? String(at('05T08:00')) : null,
  outcome: closed ? ('agree' as const) : null,
  answer: '',
  answeredBy: '',
});
const strands = Strands.parse([
  strand(1, '05T08:00', true),
  strand(2, null, false),
  strand(3, '08T08:00', false),
  strand(4, '07T08:00', false),
]);

describe('strands as watching sees them', () => {
  it('only open ones with a term', () => {
    expect(watchedStrands({ strands }).map(({ key }) => key)).toEqual(['3', '4']);
  });

  it('a warning names who has the strand; any other the holder', () => {
    const label = {
      number: '1',
      procedureName: 'Ví dụ',
      stepName: 'Thẩm định',
      unitName: 'Phòng Kinh tế',
      holderName: 'A',
    };
    const facts = { label, strands: watchedStrands({ strands }) };
    expect(labelFor(facts, { kind: 'strand', stepKey: '4' })).toMatchObject({
      stepName: 'Ý kiến 4',
      unitName: 'Phòng 4',
      holderName: '',
    });
    expect(labelFor(facts, { kind: 'step', stepKey: '4' })).toBe(label);
  });

  it.each([
    ['no gate: the holder', null, 'Phòng Kinh tế'],
    ['at a gate: the strand due first', { stepKey: 'tong-hop', since: at('06T08:00') }, 'Phòng 4'],
  ])('%s', (_, gate, unit) => {
    expect(answerable({ strands, gate, holder }).unitName).toBe(unit);
  });
});
