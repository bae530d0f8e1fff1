import type { z } from 'zod';
import { CalendarFile, ClockTime, type Term, TermUnit } from '../schema.ts';
import { CalendarError } from './error.ts';

/**
 * Reads a calendar as programs exchange it.
 * @throws CalendarError `bad-calendar` naming every wrong place
 */
export function parseCalendarFile(value: unknown): CalendarFile {
  const parsed = CalendarFile.safeParse(value);
  if (!parsed.success) {
    throw new CalendarError('bad-calendar', { problems: problemsOf(parsed.error) });
  }
  return parsed.data;
}

function problemsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || '(gốc)'}: ${issue.message}`).join('; ');
}

/** Loose parts of a term, as a command line or a batch line has them. */
export interface TermParts {
  readonly amount: unknown;
  readonly unit: unknown;
  readonly cutOff?: unknown;
}

/**
 * Reads a term. A same-day term needs no amount. Text and numbers are both taken for the amount when `textAmount`.
 * @throws CalendarError `unknown-unit`, `unreadable-term` or `unreadable-cut-off`
 */
export function parseTerm(parts: TermParts, textAmount: boolean): Term {
  const unit = TermUnit.safeParse(parts.unit);
  if (!unit.success) {
    throw new CalendarError('unknown-unit', {
      text: String(parts.unit ?? ''),
      units: TermUnit.options.join(', '),
    });
  }
  const amount = parseAmount(parts.amount, unit.data, textAmount);
  if (parts.cutOff === undefined || parts.cutOff === null) {
    return { amount, unit: unit.data };
  }
  const cutOff = ClockTime.safeParse(parts.cutOff);
  if (!cutOff.success) {
    throw new CalendarError('unreadable-cut-off', { text: String(parts.cutOff) });
  }
  return { amount, unit: unit.data, cutOff: cutOff.data };
}

function parseAmount(value: unknown, unit: TermUnit, textAmount: boolean): number {
  if ((value === undefined || value === null) && unit === 'same-day') {
    return 0;
  }
  if (typeof value === 'number' && Number.isFinite(value)) {
    return value;
  }
  if (textAmount && typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value.trim())) {
    return Number(value.trim());
  }
  throw new CalendarError('unreadable-term', { text: value === undefined ? '' : String(value) });
}
