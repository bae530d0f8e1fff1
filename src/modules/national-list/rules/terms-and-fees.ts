/** Terms and fees of a record in the shape of the catalogue. Nothing is bent: what cannot be counted stays as it is here, with a remark. Pure. */

import type { Fee, Procedure, ProcedureTerm, Term } from '#modules/procedures/schema.ts';
import type { NationalRecord } from '../schema.ts';

const UNITS: readonly (readonly [RegExp, Term['unit']])[] = [
  [/^(ngày làm việc|working_day)$/iu, 'working-day'],
  [/^(giờ|giờ làm việc|hour)$/iu, 'working-hour'],
  [/^(ngày|day)$/iu, 'calendar-day'],
];

function termOf(time: NationalRecord['channels'][number]['times'][number]): Term | null {
  const unit = UNITS.find(([words]) => words.test(time.unit.trim()))?.[1];
  const { amount } = time;
  return unit === undefined || amount === null || !Number.isInteger(amount) || amount < 1 || amount > 3660
    ? null
    : { unit, amount };
}

const keyOf = ({ unit, amount }: Term) => `${amount} ${unit}`;

/** Terms by what they are, with the channels they hold for; no channel where they hold for all. */
function gathered(record: NationalRecord, remarks: string[]): readonly ProcedureTerm[] {
  const found = new Map<string, ProcedureTerm>();
  for (const { channel, times } of record.channels) {
    for (const time of times) {
      const term = termOf(time);
      if (term === null) {
        const text = [time.amount === null ? '' : String(time.amount), time.unit, time.note]
          .filter((part) => part !== '')
          .join(' ');
        const remark = `Thời hạn “${text}” không tính thành ngày, giờ được nên giữ thời hạn đang có; xin đọc văn bản và sửa tay nếu cần.`;
        if (!remarks.includes(remark)) {
          remarks.push(remark);
        }
        continue;
      }
      const key = `${keyOf(term)} ${time.note}`;
      const before = found.get(key);
      found.set(key, {
        term,
        channels: [...new Set([...(before?.channels ?? []), channel])],
        // "Ngày" alone leaves open whether days off count: an administrator confirms it.
        certain: term.unit !== 'calendar-day',
        ...(time.note === '' ? {} : { note: time.note }),
      });
    }
  }
  const all = record.channels.length;
  return [...found.values()].map((term) => (term.channels.length === all ? { ...term, channels: [] } : term));
}

/** The terms of the record; null where they are those that hold here, or where none can be counted. */
export function termsOf(
  record: NationalRecord,
  local: Procedure | null,
  remarks: string[],
): Procedure['terms'] | null {
  const terms = gathered(record, remarks);
  if (terms.length === 0) {
    return null;
  }
  const there = new Set(terms.map(({ term }) => keyOf(term)));
  const here = new Set((local?.terms ?? []).map(({ term }) => keyOf(term)));
  return there.size === here.size && [...there].every((key) => here.has(key)) ? null : [...terms];
}

type Entry = NationalRecord['channels'][number]['fees'][number];

/** The fees of the record; null where the amounts are those that hold here, or where it names none. */
export function feesOf(record: NationalRecord, local: Procedure | null): Procedure['fees'] | null {
  const found = new Map<string, { readonly entry: Entry; readonly channels: Set<Fee['channels'][number]> }>();
  for (const { channel, fees } of record.channels) {
    for (const entry of fees) {
      const key = `${entry.kind} ${entry.amountVnd} ${entry.text}`;
      const known = found.get(key) ?? { entry, channels: new Set() };
      found.set(key, known);
      known.channels.add(channel);
    }
  }
  if (found.size === 0) {
    return null;
  }
  const amounts = (all: readonly { readonly amountVnd: number | null }[]) =>
    [...new Set(all.map(({ amountVnd }) => String(amountVnd)))].toSorted().join();
  const entries = [...found.values()];
  if (local !== null && amounts(entries.map(({ entry }) => entry)) === amounts(local.fees)) {
    return null;
  }
  const all = record.channels.length;
  return entries.map(({ entry, channels }) => ({
    kind: entry.kind ?? 'fee',
    name: entry.kind === 'charge' ? 'Lệ phí' : entry.kind === 'fee' ? 'Phí' : 'Phí, lệ phí',
    amountVnd: entry.amountVnd,
    unit: 'case',
    steps: [],
    channels: channels.size === all ? [] : [...channels],
    setByProvince: false,
    text: entry.text,
    exemptions: [],
  }));
}
