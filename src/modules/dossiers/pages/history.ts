import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import type { TimelineStep } from '#ui/components.ts';
import { openWait } from '../rules/clock.ts';
import { currentStep } from '../rules/holding.ts';
import { holderName } from '../rules/refuse.ts';
import { type Dossier, type DossierEvent, STATUS } from '../schema.ts';
import { historyMessages } from './history-messages.ts';

/** Whose eyes the history is for: officers see who and why; citizens see units and what concerns them. */
export type Reader = 'officer' | 'citizen';

/** Events that are our housekeeping and tell a citizen nothing. */
const INSIDE: ReadonlySet<DossierEvent['type']> = new Set([
  'draft-kept',
  'supplement-proposed',
  'supplement-dropped',
  'hand-over-refused',
  'step-entered',
  'step-left',
  'assigned',
  'handed-over',
  'person-corrected',
  'receipt-reprinted',
  'note-added',
  'file-added',
  'official-number-given',
]);

function what(event: DossierEvent, dossier: Dossier, lang: Lang): string {
  const t = historyMessages(lang);
  const stepName = (key: string): string => dossier.steps.find((step) => step.key === key)?.name ?? key;
  switch (event.type) {
    case 'term-started':
      return t('term-started', { due: formatDateTime(event.run.due, lang) });
    case 'supplement-requested':
      return t('supplement-requested', {
        items: event.supplement.items.map((item) => item.content).join('; '),
      });
    case 'handed-over':
      return t('handed-over', { to: holderName({ holder: event.handOver.to }) });
    case 'hand-over-accepted':
      return t('hand-over-accepted', { holder: event.holder.unitName });
    case 'assigned':
      return t('assigned', { holder: holderName(event) });
    case 'step-entered':
      return t('step-entered', { step: stepName(event.visit.stepKey) });
    case 'step-left': {
      const key = {
        done: 'step-left',
        'sent-back': 'step-sent-back',
        interrupted: 'step-interrupted',
      } as const;
      return t(key[event.outcome], { step: stepName(event.stepKey) });
    }
    case 'extended':
      return t('extended', { due: formatDateTime(event.extension.newDue, lang) });
    case 'decided':
      return t(event.decision.outcome === 'approve' ? 'decided-approve' : 'decided-refuse');
    case 'registered':
      return t('registered', { numbers: event.lines.map((line) => `${line.no}/${line.book}`).join(', ') });
    case 'procedure-corrected':
      return t('procedure-corrected', { procedure: event.procedure.name });
    case 'result-correction-opened':
      return t('result-correction-opened', { due: formatDateTime(event.due, lang) });
    case 'receipt-reprinted':
      return t('receipt-reprinted', { copy: event.copy });
    case 'file-added':
      return t('file-added', { file: event.file.name });
    case 'official-number-given':
      return t('official-number-given', { number: event.number });
    default:
      return t(event.type);
  }
}

/** What was written down with the event: reasons for all, notes for officers only. */
function noteOf(event: DossierEvent, reader: Reader): string | undefined {
  const reason = 'reason' in event && event.reason !== '' ? event.reason : undefined;
  if (event.type === 'extended') {
    return event.extension.reason;
  }
  if (reader === 'citizen') {
    return event.type === 'person-corrected' || event.type === 'hand-over-refused' ? undefined : reason;
  }
  if (event.type === 'note-added') {
    return event.text;
  }
  if (event.type === 'decided') {
    return event.decision.summary;
  }
  if (event.type === 'handed-over') {
    return event.handOver.reason || undefined;
  }
  return reason ?? ('note' in event && event.note !== '' ? event.note : undefined);
}

/** "sau 3 giờ": how long after the event before, in round figures. */
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

/** The steps still to come by the internal process, in outline. */
function future(dossier: Dossier, lang: Lang): readonly TimelineStep[] {
  const t = historyMessages(lang);
  if (dossier.endedAt !== null && dossier.status !== STATUS.finished) {
    return [];
  }
  const here = currentStep(dossier);
  const from = here === null ? -1 : dossier.steps.indexOf(here);
  const rest = dossier.status === STATUS.finished ? [] : dossier.steps.slice(from + 1);
  const toCome = rest
    .filter((step) => step.kind !== 'receive' && step.kind !== 'return')
    .map(
      (step): TimelineStep => ({ state: 'next', what: t('future', { step: step.name }), who: step.unitName }),
    );
  return [...toCome, { state: 'next', what: t('futureReturn') }];
}

function present(dossier: Dossier, lang: Lang): readonly TimelineStep[] {
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
    {
      state: 'now',
      what: currentStep(dossier)?.name ?? t('holding', { holder: dossier.holder.unitName }),
      who: dossier.holder.unitName,
      ...(due === null ? {} : { when: t('until', { when: formatDateTime(due, lang) }) }),
    },
  ];
}

type Act = readonly [DossierEvent, ...DossierEvent[]];

/** Events of one press belong together: one moment, one person. */
function groupByAct(events: readonly DossierEvent[]): readonly Act[] {
  const acts: [DossierEvent, ...DossierEvent[]][] = [];
  for (const event of events) {
    const last = acts.at(-1);
    if (last?.[0].at.equals(event.at) && last[0].by.name === event.by.name) {
      last.push(event);
    } else {
      acts.push([event]);
    }
  }
  return acts;
}

/** The way of a dossier as a timeline: what was, where it is, what is to come. No citizen reads a person's name in it. */
export function timelineOf(
  dossier: Dossier,
  events: readonly DossierEvent[],
  reader: Reader,
  lang: Lang = 'vi',
): readonly TimelineStep[] {
  const seen = events.filter((event) => reader === 'officer' || !INSIDE.has(event.type));
  const acts = groupByAct(seen);
  const past = acts.map(([first, ...others], index): TimelineStep => {
    const before = acts[index - 1]?.[0];
    const span = before === undefined ? undefined : lasted(before.at, first.at, lang);
    const also = others.map((event) => what(event, dossier, lang));
    const note = [...also, ...[first, ...others].map((event) => noteOf(event, reader))]
      .filter(Boolean)
      .join('. ');
    return {
      state: 'done',
      what: what(first, dossier, lang),
      when: formatDateTime(first.at, lang),
      ...(reader === 'officer' ? { who: first.by.name } : {}),
      ...(span === undefined ? {} : { lasted: span }),
      ...(note === '' ? {} : { note }),
    };
  });
  return [...past, ...present(dossier, lang), ...future(dossier, lang)];
}
