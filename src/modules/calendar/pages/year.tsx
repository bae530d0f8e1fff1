import type { Lang } from '#platform/i18n.ts';
import { pageMessages } from '../messages.ts';
import { type CompiledCalendar, type DayPlan, planOf } from '../rules/compile.ts';
import { toEpochDay } from '../rules/local-time.ts';

interface YearProps {
  readonly year: number;
  readonly calendar: CompiledCalendar;
  readonly today: Temporal.PlainDate;
  readonly lang: Lang;
}

/** The year as twelve months, special days marked by shape, colour and words. */
export function Year(props: YearProps) {
  return (
    <div class="year">
      {Array.from({ length: 12 }, (_, i) => (
        <Month key={i} {...props} month={i + 1} />
      ))}
    </div>
  );
}

function Month(props: YearProps & { month: number }) {
  const t = pageMessages(props.lang);
  return (
    <table class="month">
      <caption>{t('month', { month: props.month })}</caption>
      <thead>
        <tr>
          {t('days-in-week')
            .split(' ')
            .map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(props.year, props.month).map((week) => (
          <tr key={week.key}>
            {week.days.map((day, i) => (
              <td key={i}>{day ? <Day {...props} day={day} /> : null}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The weeks of a month, Monday first, with holes before its first and after its last day. */
function weeksOf(year: number, month: number): { key: string; days: (Temporal.PlainDate | undefined)[] }[] {
  const first = new Temporal.PlainDate(year, month, 1);
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  const weeks = Math.ceil((first.dayOfWeek - 1 + first.daysInMonth) / 7);
  return Array.from({ length: weeks }, (_, w) => ({
    key: monday.add({ weeks: w }).toString(),
    days: Array.from({ length: 7 }, (_, d) => {
      const day = monday.add({ weeks: w, days: d });
      return day.month === month ? day : undefined;
    }),
  }));
}

function Day({ day, calendar, today, lang }: YearProps & { day: Temporal.PlainDate }) {
  const n = toEpochDay(day);
  const plan: DayPlan | undefined = n < calendar.first || n > calendar.last ? undefined : planOf(calendar, n);
  const words = wordsOf(plan, day.equals(today), lang);
  const estimate = plan?.note?.certainty === 'estimate' ? ' day-estimate' : '';
  const now = day.equals(today) ? ' day-today' : '';
  return (
    <span class={`day day-${plan?.kind ?? 'rest'}${estimate}${now}`} title={words.join(', ') || undefined}>
      {day.day}
      {words.length > 0 ? <span class="sr-only"> {words.join(', ')}</span> : null}
    </span>
  );
}

function wordsOf(plan: DayPlan | undefined, isToday: boolean, lang: Lang): string[] {
  const t = pageMessages(lang);
  const words: string[] = [];
  if (plan?.kind === 'holiday' || plan?.kind === 'make-up') {
    words.push(t(`mark-${plan.kind}`), ...(plan.note ? [plan.note.name] : []));
    if (plan.note?.certainty === 'estimate') {
      words.push(t('mark-estimate'));
    }
  }
  return isToday ? [...words, t('today')] : words;
}
