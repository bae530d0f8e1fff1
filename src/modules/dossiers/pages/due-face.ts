import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { workingDaysBetween } from '#modules/calendar/rules/workdays.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatTime, localDay, toLocal } from '#platform/time.ts';
import type { Tone } from '#ui/components.ts';
import type { Standing } from '../schema.ts';
import { dueMessages } from './due-messages.ts';

/** What a due chip is made of. `due` is the moment officers work towards, `judgedDue` the one lateness is judged by. */
export interface DueFacts {
  readonly standing: Standing;
  readonly due: Temporal.Instant | null;
  readonly judgedDue: Temporal.Instant | null;
  readonly waiting: string | null;
  readonly ending: string | null;
}

const SHORT_DAYS = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'] as const;

/** "T6 27/11 17:30", in Viet Nam's time. */
function shortMoment(at: Temporal.Instant): string {
  const local = toLocal(at);
  return `${SHORT_DAYS[local.dayOfWeek - 1]} ${local.day}/${local.month} ${formatTime(local)}`;
}

/** Working days, or undefined where the calendar does not reach: then the date alone is said. */
function days(from: Temporal.Instant, to: Temporal.Instant, calendar: CompiledCalendar): number | undefined {
  try {
    return workingDaysBetween(from, to, calendar);
  } catch {
    return undefined;
  }
}

function openFace(due: Temporal.Instant, now: Temporal.Instant, calendar: CompiledCalendar, lang: Lang) {
  const t = dueMessages(lang);
  const when = shortMoment(due);
  const sameDay = localDay(now).equals(localDay(due));
  const n = days(now, due, calendar);
  if (Temporal.Instant.compare(now, due) > 0) {
    if (sameDay) {
      return { tone: 'late', text: t('lateToday', { time: formatTime(toLocal(due)) }) } as const;
    }
    const late = n === undefined ? 0 : -n;
    return {
      tone: 'late',
      text: late > 0 ? t('late', { n: late, when }) : t('lateSince', { when }),
    } as const;
  }
  if (sameDay) {
    return { tone: 'soon', text: t('today', { time: formatTime(toLocal(due)) }) } as const;
  }
  const text = n === undefined ? when : t('left', { n, when });
  return { tone: n !== undefined && n <= 1 ? 'soon' : 'ok', text } as const;
}

/** The words, tone and shape of a due chip: the same on every list and page. */
export function dueFace(
  facts: DueFacts,
  now: Temporal.Instant,
  calendar: CompiledCalendar,
  lang: Lang = 'vi',
): { readonly tone: Tone; readonly text: string } {
  const t = dueMessages(lang);
  switch (facts.standing) {
    case 'waiting':
      return { tone: 'waiting', text: t(facts.waiting === 'payment' ? 'payment' : 'supplement') };
    case 'not-counted':
      return { tone: 'neutral', text: t('notCounted') };
    case 'early':
      return { tone: 'done', text: t('early') };
    case 'on-time':
      return facts.ending === null || facts.ending === 'finished'
        ? { tone: 'done', text: t('on-time') }
        : { tone: 'neutral', text: t('ended') };
    case 'late':
      return { tone: 'late', text: t('lateDone') };
    case 'in-term':
    case 'overdue': {
      const { due, judgedDue } = facts;
      if (due === null) {
        return { tone: 'neutral', text: t('noDate') };
      }
      const moved = judgedDue !== null && Temporal.Instant.compare(due, judgedDue) > 0;
      if (facts.standing === 'overdue' && moved && Temporal.Instant.compare(now, due) <= 0) {
        return { tone: 'late', text: t('again', { when: shortMoment(due) }) };
      }
      return openFace(due, now, calendar, lang);
    }
    default:
      return facts.standing satisfies never;
  }
}
