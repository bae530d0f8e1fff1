import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatTime, toLocal, weekday } from '#platform/time.ts';
import { explanationMessages, findingMessages } from '../messages.ts';
import type { DayRange, ExplanationStep } from '../schema.ts';
import type { Finding } from './check.ts';

type Words = ReturnType<typeof explanationMessages>;

/** The sentence that goes with a due date: "nhận 16:45 thứ Năm 23/04, tính từ thứ Sáu 24/04, nghỉ …, hẹn trả …". */
export function renderExplanation(steps: readonly ExplanationStep[], lang: Lang): string {
  return renderSteps(steps, lang).join(', ');
}

/** The same, one text for each step. Years are written where they differ from the year of the due date. */
export function renderSteps(steps: readonly ExplanationStep[], lang: Lang): string[] {
  const due = steps.findLast((step) => step.kind === 'due');
  const writer = new Writer(lang, due ? local(due.at).year : 0);
  return steps.map((step) => writer.step(step));
}

function local(moment: string): Temporal.ZonedDateTime {
  return toLocal(Temporal.Instant.from(moment));
}

/** Words steps in one language, shortening dates of one year. */
class Writer {
  readonly lang: Lang;
  readonly year: number;
  readonly t: Words;

  constructor(lang: Lang, year: number) {
    this.lang = lang;
    this.year = year;
    this.t = explanationMessages(lang);
  }

  step(step: ExplanationStep): string {
    const t = this.t;
    switch (step.kind) {
      case 'received':
        return t('received', { at: this.moment(step.at) });
      case 'counted-as-received':
        return t(`as-${step.why}`, { at: this.moment(step.at) });
      case 'starts':
        return step.amount === 1
          ? t('starts', { day: this.dayWithName(step.on) })
          : t(`starts-${step.unit}`, { amount: step.amount, day: this.dayWithName(step.on) });
      case 'hours':
        return t('hours', { length: this.length(step.minutes), at: this.moment(step.from) });
      case 'cut-off':
        return t(step.after ? 'after-cut-off' : 'before-cut-off', { cutOff: step.cutOff });
      case 'days-off':
      case 'make-up-days':
      case 'paused-days':
      case 'partly-paused-days':
      case 'estimated-days':
        return t(step.kind, { days: this.ranges(step.days) });
      case 'paused-time':
        return t('paused-time', {
          length: this.length(step.minutes),
          from: this.moment(step.from),
          to: this.moment(step.to),
        });
      case 'moved':
        return t('moved', { from: this.dayWithName(step.from), to: this.dayWithName(step.to) });
      case 'due': {
        const at = local(step.at);
        return t('due', { at: `${formatTime(at)} ${weekday(at, this.lang)} ${formatDate(at)}` });
      }
      default:
        return step satisfies never;
    }
  }

  private day(date: { day: number; month: number; year: number }): string {
    const short = `${String(date.day).padStart(2, '0')}/${String(date.month).padStart(2, '0')}`;
    return date.year === this.year ? short : `${short}/${date.year}`;
  }

  private dayWithName(iso: string): string {
    const date = Temporal.PlainDate.from(iso);
    return `${weekday(date, this.lang)} ${this.day(date)}`;
  }

  private moment(iso: string): string {
    const at = local(iso);
    return `${formatTime(at)} ${weekday(at, this.lang)} ${this.day(at)}`;
  }

  private ranges(ranges: readonly DayRange[]): string {
    const texts = ranges.map(({ from, to }) => {
      const first = this.day(Temporal.PlainDate.from(from));
      return from === to ? first : `${first}–${this.day(Temporal.PlainDate.from(to))}`;
    });
    const last = texts.pop() ?? '';
    return texts.length === 0 ? last : `${texts.join(', ')} ${this.t('and')} ${last}`;
  }

  /** "05/02 (Tết Đinh Mùi), 08/02–11/02 (Tết Đinh Mùi)". */
  namedRanges(ranges: readonly DayRange[]): string {
    return ranges.map((range) => `${this.ranges([range])}${range.name ? ` (${range.name})` : ''}`).join(', ');
  }

  private length(minutes: number): string {
    const whole = Math.round(minutes);
    const h = Math.floor(whole / 60);
    const m = whole % 60;
    if (h === 0) {
      return this.t('minute', { n: m });
    }
    return m === 0 ? this.t('hour', { n: h }) : this.t('hour-minute', { h, m });
  }
}

/** What a finding says to the administrator. */
export function renderFinding(finding: Finding, lang: Lang): string {
  const t = findingMessages(lang);
  switch (finding.kind) {
    case 'holiday-worked':
      return t(finding.kind, {
        occasion: t(finding.occasion),
        year: finding.year,
        day: fullDay(finding.day, lang),
      });
    case 'tet-short':
      return t(finding.kind, {
        year: finding.year,
        day: fullDay(finding.day, lang),
        daysOff: finding.daysOff,
      });
    case 'estimates': {
      const writer = new Writer(lang, finding.year);
      return t(finding.kind, { year: finding.year, days: writer.namedRanges(finding.days) });
    }
    case 'next-year-missing':
      return t(finding.kind, { year: finding.year });
    case 'ends-soon':
      return t(finding.kind, { last: fullDay(finding.last, lang) });
    default:
      return finding satisfies never;
  }
}

function fullDay(iso: string, lang: Lang): string {
  const date = Temporal.PlainDate.from(iso);
  return `${weekday(date, lang)} ${formatDate(date)}`;
}
