import type { PeriodFigures, ReportChannel } from '../schema.ts';
import type { FormRow } from './forms.ts';

/** Received in the period by the way of handing in. */
export type ReceivedBy = Readonly<Record<ReportChannel, number>>;

/**
 * What was withdrawn or stopped counts as settled on time, as Thanh Hóa counts it: the forms have no column of their own
 * for it, and received = settled + in progress must hold.
 */
function settledOf(figures: PeriodFigures) {
  const onTime = figures.onTime + figures.withdrawn + figures.stopped;
  return { all: figures.early + onTime + figures.late, onTime };
}

/** A row of 07a/BTP/KSTT: a field's figures by the numbers of the form's columns. */
export function row07a(about: string, figures: PeriodFigures, received: ReceivedBy): FormRow {
  const settled = settledOf(figures);
  return {
    about,
    values: {
      3: figures.received + figures.carriedOver,
      4: received['online-full'],
      5: received['online-partial'],
      6: received.postal,
      7: received.direct,
      8: figures.carriedOver,
      9: settled.all,
      10: figures.early,
      11: settled.onTime,
      12: figures.late,
      13: figures.inTerm + figures.overdue,
      14: figures.inTerm,
      15: figures.overdue,
    },
  };
}

/** A row of II.06a/VPCP/KSTT, for periods before 8/2026. */
export function rowII06a(about: string, figures: PeriodFigures, received: ReceivedBy): FormRow {
  const settled = settledOf(figures);
  return {
    about,
    values: {
      3: figures.received + figures.carriedOver,
      4: received['online-full'] + received['online-partial'],
      5: received.postal + received.direct,
      6: figures.carriedOver,
      7: settled.all,
      8: figures.early,
      9: settled.onTime,
      10: figures.late,
      11: figures.inTerm + figures.overdue,
      12: figures.inTerm,
      13: figures.overdue,
    },
  };
}

/** Which dossiers stand behind a column: what a figure on a form or in a table leads to. */
export const BEHIND = [
  'all',
  'online-full',
  'online-partial',
  'online',
  'postal',
  'direct',
  'by-hand',
  'received',
  'carried',
  'settled',
  'form-settled',
  'early',
  'on-time',
  'form-on-time',
  'late',
  'withdrawn',
  'stopped',
  'refused',
  'open',
  'in-term',
  'overdue',
] as const;
export type Behind = (typeof BEHIND)[number];

/** What the columns of the counted forms lead to. */
export const BEHIND_COLUMN: Readonly<Record<'07a' | 'II.06a', Readonly<Record<number, Behind>>>> = {
  '07a': {
    3: 'all',
    4: 'online-full',
    5: 'online-partial',
    6: 'postal',
    7: 'direct',
    8: 'carried',
    9: 'form-settled',
    10: 'early',
    11: 'form-on-time',
    12: 'late',
    13: 'open',
    14: 'in-term',
    15: 'overdue',
  },
  'II.06a': {
    3: 'all',
    4: 'online',
    5: 'by-hand',
    6: 'carried',
    7: 'form-settled',
    8: 'early',
    9: 'form-on-time',
    10: 'late',
    11: 'open',
    12: 'in-term',
    13: 'overdue',
  },
};
