import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import type { TimelineStep } from '#ui/components.ts';
import { openWait } from '../rules/clock.ts';
import { currentStep, findStep } from '../rules/holding.ts';
import { openStrands } from '../rules/strands.ts';
import type { TimelineEntry } from '../rules/timeline.ts';
import { type Dossier, STATUS } from '../schema.ts';
import { historyMessages } from './history-messages.ts';

/** "sau 3 giờ": how long after what came before, in round figures; nothing under two minutes. */
function lasted(from: Temporal.Instant, to: Temporal.Instant, lang: Lang): string | undefined {
  const t = historyMessages(lang);
  const minutes = Math.round((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
  if (minutes < 2) {
    return undefined;
  }
  if (minutes < 90) {
    return t('lastedMinutes', { n: minutes });
  }
  return minutes < 36 * 60
    ? t('lastedHours', { n: Math.round(minutes / 60) })
    : t('lastedDays', { n: Math.round(minutes / 1440) });
}

type Act = [TimelineEntry, ...TimelineEntry[]];

/** Events of one press belong together: one moment, one person. */
function groupByAct(entries: readonly TimelineEntry[]): readonly Act[] {
  const acts: Act[] = [];
  for (const entry of entries) {
    const last = acts.at(-1);
    if (last?.[0].at.equals(entry.at) && last[0].by === entry.by) {
      last.push(entry);
    } else {
      acts.push([entry]);
    }
  }
  return acts;
}

/** What was kept before the same press refused, asked or received is no news of its own. */
function withoutDraft(act: Act): Act {
  const [first, second, ...rest] = act;
  return first.type === 'draft-kept' && second !== undefined ? [second, ...rest] : act;
}

/** What was: one entry for each press, what followed from it below. */
export function pastSteps(entries: readonly TimelineEntry[], lang: Lang = 'vi'): readonly TimelineStep[] {
  const acts = groupByAct(entries);
  return acts.map((act, index): TimelineStep => {
    const [first, ...others] = withoutDraft(act);
    const before = acts[index - 1]?.[0];
    const span = before === undefined ? undefined : lasted(before.at, first.at, lang);
    const notes = [...others.map((entry) => entry.text), ...new Set(act.map((entry) => entry.note))];
    const note = notes.filter((text) => text !== '').join('. ');
    return {
      state: 'done',
      what: first.text,
      when: formatDateTime(first.at, lang),
      ...(first.by === '' ? {} : { who: first.by }),
      ...(span === undefined ? {} : { lasted: span }),
      ...(note === '' ? {} : { note }),
    };
  });
}

/** What other units and agencies do at the same time. */
function besideSteps(dossier: Dossier, lang: Lang): readonly TimelineStep[] {
  const t = historyMessages(lang);
  return openStrands(dossier).map((strand) => ({
    state: 'now',
    what: strand.title,
    who: strand.agency ?? strand.unitName,
    ...(strand.due === null ? {} : { when: t('until', { when: formatDateTime(strand.due, lang) }) }),
  }));
}

/** Where it is: waiting for the citizen, or in a step of a unit. Nothing once it has ended. */
export function presentSteps(dossier: Dossier, lang: Lang = 'vi'): readonly TimelineStep[] {
  const t = historyMessages(lang);
  const wait = openWait(dossier);
  if (wait !== null) {
    const until = wait.closingLimit;
    return [
      {
        state: 'wait',
        what: t('waitingCitizen'),
        note: wait.reason,
        ...(until === null ? {} : { when: t('until', { when: formatDateTime(until, lang) }) }),
      },
    ];
  }
  if (dossier.endedAt !== null && dossier.status !== STATUS.finished) {
    return [];
  }
  const visit = dossier.visits.at(-1);
  const due = visit !== undefined && visit.leftAt === null ? visit.due : null;
  return [
    ...besideSteps(dossier, lang),
    {
      state: 'now',
      what: currentStep(dossier)?.name ?? t('holding', { holder: dossier.holder.unitName }),
      who: dossier.holder.unitName,
      ...(due === null ? {} : { when: t('until', { when: formatDateTime(due, lang) }) }),
    },
  ];
}

/** The steps still to come by the internal process, in outline. */
export function futureSteps(dossier: Dossier, lang: Lang = 'vi'): readonly TimelineStep[] {
  const t = historyMessages(lang);
  if (dossier.endedAt !== null && dossier.status !== STATUS.finished) {
    return [];
  }
  const here = currentStep(dossier);
  const gate = dossier.gate ? findStep(dossier, dossier.gate.stepKey) : undefined;
  const from =
    gate !== undefined ? dossier.steps.indexOf(gate) - 1 : here === null ? -1 : dossier.steps.indexOf(here);
  const begun = new Set((dossier.strands ?? []).flatMap((strand) => strand.legs.map((leg) => leg.stepKey)));
  const rest = dossier.status === STATUS.finished ? [] : dossier.steps.slice(from + 1);
  const toCome = rest
    .filter((step) => step.kind !== 'receive' && step.kind !== 'return' && !begun.has(step.key))
    .map((step): TimelineStep => ({ state: 'next', what: step.name, who: step.unitName }));
  return [...toCome, { state: 'next', what: t('futureReturn') }];
}
