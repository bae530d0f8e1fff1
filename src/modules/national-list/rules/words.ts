/** Differences in words, part by part: what goes, what comes. Pure. */
import type { Component, Fee, Procedure, ProcedureTerm } from '#modules/procedures/schema.ts';
import type { NationalPart } from '../schema.ts';
import { essence } from './reading.ts';

const CHANNELS = { 'in-person': 'trực tiếp', online: 'trực tuyến', postal: 'qua bưu chính' } as const;
const LEVELS = { ministry: 'cấp bộ', province: 'cấp tỉnh', commune: 'cấp xã', other: 'cấp khác' } as const;
const EXECUTORS = {
  commune: 'Ủy ban nhân dân xã giải quyết',
  police: 'Công an xã giải quyết',
  military: 'Ban Chỉ huy quân sự xã giải quyết',
  'land-office': 'Văn phòng đăng ký đất đai giải quyết',
  'received-at-commune': 'Trung tâm chỉ tiếp nhận, cơ quan cấp khác giải quyết',
} as const;
const UNITS = {
  'working-day': 'ngày làm việc',
  'calendar-day': 'ngày',
  'working-hour': 'giờ làm việc',
  'same-day': 'trong ngày',
} as const;

const of = (channels: readonly Procedure['channels'][number][]): string =>
  channels.length === 0 ? '' : ` (nộp ${channels.map((channel) => CHANNELS[channel]).join(', ')})`;

const termLine = ({ term, channels, condition, note }: ProcedureTerm): string => {
  const amount = term.unit === 'same-day' ? UNITS['same-day'] : `${term.amount} ${UNITS[term.unit]}`;
  const more = [condition, note].filter((part) => part !== undefined);
  return `${amount}${of(channels)}${more.length === 0 ? '' : `: ${more.join('; ')}`}`;
};

const money = new Intl.NumberFormat('vi-VN');
const feeLine = (fee: Fee): string => {
  const amount = fee.amountVnd === null ? 'theo văn bản' : `${money.format(fee.amountVnd)} đồng`;
  return `${fee.name}: ${amount}${of(fee.channels)}${fee.text === '' ? '' : `, ghi là “${fee.text}”`}`;
};

const paperLine = ({ name, originals, copies, formCode }: Component): string => {
  const counts = [originals > 0 ? `bản chính ${originals}` : '', copies > 0 ? `bản sao ${copies}` : ''];
  const said = [...counts, formCode ?? ''].filter((part) => part !== '');
  return said.length === 0 ? name : `${name} (${said.join(', ')})`;
};

/** What a procedure says in one part, line by line. */
export function linesOf(part: NationalPart, body: Procedure): readonly string[] {
  switch (part) {
    case 'name':
    case 'field':
      return [body[part]];
    case 'agency':
    case 'coordinatingAgencies':
    case 'promulgatedBy':
    case 'requirements':
    case 'decision':
      return (body[part] ?? '').split(/\r?\n+/).filter((line) => line.trim() !== '');
    case 'levels':
      return body.levels.map((level) => LEVELS[level]);
    case 'executor':
      return [EXECUTORS[body.executor]];
    case 'audience':
    case 'steps':
    case 'legalBasis':
      return body[part];
    case 'channels':
      return body.channels.map((channel) => CHANNELS[channel]);
    case 'terms':
      return body.terms.map(termLine);
    case 'fees':
      return body.fees.map(feeLine);
    case 'components':
      return body.components.map(paperLine);
    case 'results':
      return body.results.map(({ name, code }) => (code === undefined ? name : `${name} (${code})`));
    default:
      return part satisfies never;
  }
}

/** One part that changes: lines that go and lines that come. What stays is counted. */
export interface PartChange {
  readonly part: NationalPart;
  readonly gone: readonly string[];
  readonly come: readonly string[];
  readonly kept: number;
}

/** The changes of each part in words. */
export function changesOf(
  before: Procedure,
  after: Procedure,
  parts: readonly NationalPart[],
): readonly PartChange[] {
  return parts.map((part) => {
    const old = linesOf(part, before);
    const next = linesOf(part, after);
    const oldOnes = new Set(old.map(essence));
    const newOnes = new Set(next.map(essence));
    return {
      part,
      gone: old.filter((line) => !newOnes.has(essence(line))),
      come: next.filter((line) => !oldOnes.has(essence(line))),
      kept: next.filter((line) => oldOnes.has(essence(line))).length,
    };
  });
}
