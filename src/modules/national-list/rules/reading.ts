/** What the catalogue would say if it followed a record of the national list; the centre's own words and what the record leaves open stay. Pure. */

import { Procedure } from '#modules/procedures/schema.ts';
import type { NationalPart, NationalRecord } from '../schema.ts';
import { feesOf, termsOf } from './terms-and-fees.ts';

/** The body that follows the record, the parts in which it differs, and what could not be taken over. */
export interface Reading {
  readonly body: Procedure;
  readonly parts: readonly NationalPart[];
  readonly remarks: readonly string[];
}

/** Letters that count when two texts are compared: marks of emphasis, spaces and stops do not. */
export const essence = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s.;:,–—-]+/gu, ' ')
    .trim();

const sameSet = (a: readonly string[], b: readonly string[]): boolean => {
  const here = new Set(a.map(essence));
  const there = new Set(b.map(essence));
  return here.size === there.size && [...here].every((item) => there.has(item));
};

const LEVELS = {
  ministry: 'ministry',
  province: 'province',
  district: 'other',
  commune: 'commune',
  other: 'other',
} as const;

const DOCUMENT = /\d+\/\d{4}\/[\p{Lu}\d][\p{Lu}\d-]*/gu;
/** Numbers of documents in a list of legal bases; the texts themselves where none has a number. */
const documentsOf = (laws: readonly string[]): readonly string[] =>
  laws.flatMap((law) => law.match(DOCUMENT) ?? [law]);

const SHOWN = /xuất trình|chỉ xem|đối chiếu/iu;
const ONE_OF = /một trong (các|những)/iu;
const IN_CASE = /^(trường hợp|nếu|đối với|khi)\b|(trong|đối với) trường hợp|nếu có\)?\.?$/iu;

function componentsOf(record: NationalRecord, local: Procedure | null): Procedure['components'] {
  const known = new Map((local?.components ?? []).map((paper) => [essence(paper.name), paper]));
  return record.papers.map((paper, at) => {
    const before = known.get(essence(paper.name));
    const said = { originals: paper.originals, copies: paper.copies };
    return before === undefined
      ? {
          id: `c${at + 1}`,
          name: paper.name,
          kind: SHOWN.test(paper.group) && !/phải nộp/iu.test(paper.group) ? 'show' : 'submit',
          ...said,
          need: ONE_OF.test(paper.group) ? 'one-of' : IN_CASE.test(paper.name) ? 'if-applies' : 'always',
          ...(paper.group === '' ? {} : { group: paper.group }),
          ...(paper.form === null ? {} : { formCode: paper.form }),
        }
      : { ...before, id: `c${at + 1}`, ...said };
  });
}

function samePapers(record: NationalRecord, local: Procedure): boolean {
  const key = (paper: { readonly name: string; readonly originals: number; readonly copies: number }) =>
    `${paper.name} ${paper.originals}/${paper.copies}`;
  return sameSet(local.components.map(key), record.papers.map(key));
}

const RESULT_CODE = /^KQ\.G\d{2,3}\.\d{6}$/;

/** Parts as the record says them, without those that say the same as here or nothing. */
function saidBy(record: NationalRecord, local: Procedure | null, remarks: string[]): Partial<Procedure> {
  const said: { -readonly [Part in keyof Procedure]?: Procedure[Part] } = {};
  const text = (
    part:
      | 'name'
      | 'field'
      | 'agency'
      | 'coordinatingAgencies'
      | 'promulgatedBy'
      | 'requirements'
      | 'decision',
    value: string | null,
  ) => {
    if (value !== null && essence(value) !== essence(local?.[part] ?? '')) {
      said[part] = value;
    }
  };
  text('name', record.name);
  text('field', record.field);
  text('agency', record.agency);
  text('coordinatingAgencies', record.coordinating);
  text('promulgatedBy', /^[A-Z]\d/.test(record.promulgatedBy ?? '') ? null : record.promulgatedBy);
  text('requirements', record.requirements);
  text('decision', record.decision);
  const levels = [...new Set(record.levels.map((level) => LEVELS[level]))];
  if (levels.length > 0 && !sameSet(levels, local?.levels ?? [])) {
    said.levels = levels;
  }
  if (record.audience.length > 0 && !sameSet(record.audience, local?.audience ?? [])) {
    said.audience = record.audience;
  }
  const channels = [...new Set(record.channels.map(({ channel }) => channel))];
  if (channels.length > 0 && !sameSet(channels, local?.channels ?? [])) {
    said.channels = channels;
  }
  const terms = termsOf(record, local, remarks);
  if (terms !== null) {
    said.terms = terms;
  }
  const fees = feesOf(record, local);
  if (fees !== null) {
    said.fees = fees;
  }
  if (record.papers.length > 0 && (local === null || !samePapers(record, local))) {
    said.components = componentsOf(record, local);
  }
  const results = record.results.map(({ name, code }) => ({
    name,
    ...(code !== null && RESULT_CODE.test(code) ? { code } : {}),
  }));
  if (
    results.length > 0 &&
    !sameSet(
      results.map(({ name }) => name),
      (local?.results ?? []).map(({ name }) => name),
    )
  ) {
    said.results = results;
  }
  if (record.steps.length > 0 && !sameSet(record.steps, local?.steps ?? [])) {
    said.steps = record.steps;
  }
  const laws = record.legalBasis.map(({ number, name }) =>
    [number, name].filter((part) => part !== '').join(' '),
  );
  if (laws.length > 0 && !sameSet(documentsOf(laws), documentsOf(local?.legalBasis ?? []))) {
    said.legalBasis = laws;
  }
  return said;
}

/** Whose office carries it out, when the level changed: another level's procedure is only received here. */
function executorFor(levels: Procedure['levels'], local: Procedure | null): Procedure['executor'] {
  if (levels.includes('commune') || levels.length === 0) {
    return local === null || local.executor === 'received-at-commune' ? 'commune' : local.executor;
  }
  return 'received-at-commune';
}

/**
 * What the catalogue would say after the record. A part that the record does not name, or says in other words only, stays as it is here; a term without a
 * countable unit is never guessed.
 *
 * @param local the body in force here; null for a procedure that is new
 */
export function readingOf(record: NationalRecord, local: Procedure | null): Reading {
  const remarks: string[] = [];
  const said = saidBy(record, local, remarks);
  const executor =
    said.levels === undefined && local !== null ? local.executor : executorFor(said.levels ?? [], local);
  const body = Procedure.parse({
    ...(local ?? {
      code: record.code,
      name: record.name,
      field: record.field ?? 'Chưa rõ lĩnh vực',
      fieldGroup: record.field ?? 'Chưa rõ lĩnh vực',
      source: 'Cổng Dịch vụ công quốc gia',
    }),
    ...said,
    executor,
  });
  const parts: NationalPart[] = Object.keys(said).filter((part): part is NationalPart => part !== 'executor');
  return {
    body,
    parts: local !== null && local.executor !== executor ? [...parts, 'executor'] : parts,
    remarks,
  };
}
