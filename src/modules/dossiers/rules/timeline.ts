import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import { eventMessages } from '../messages.ts';
import type { DossierEvent, EventType } from '../schema.ts';
import { renderRegisterLine } from './number.ts';

const t = eventMessages('vi');

/** One line of a dossier's history for people. */
export interface TimelineEntry {
  readonly seq: number;
  readonly type: EventType;
  readonly at: Temporal.Instant;
  readonly by: string;
  readonly text: string;
  /** Reason or note, when there is one. */
  readonly note: string;
}

/** What happened, as a sentence without the actor. */
function describeEvent(event: DossierEvent, steps: ReadonlyMap<string, string> = new Map()): string {
  switch (event.type) {
    case 'received':
      return t('received', { number: event.number ?? event.localNumber ?? '' });
    case 'term-started':
      return t(event.run.no === 1 ? 'term-started' : 'term-restarted', {
        due: formatDateTime(event.run.due),
      });
    case 'supplement-proposed':
    case 'supplement-requested': {
      const items = event.supplement.items.map((item) => item.content).join('; ');
      return t(event.type, { items });
    }
    case 'handed-over':
      return t(`handed-over-${event.handOver.kind}`, { unit: event.handOver.to.unitName });
    case 'hand-over-accepted':
    case 'assigned':
      return t(event.type, { unit: event.holder.unitName, name: event.holder.name ?? t('nobody') });
    case 'hand-over-readdressed':
      return t(event.type, { unit: event.to.unitName, name: event.to.name ?? t('nobody') });
    case 'step-entered':
      return t('step-entered', { step: steps.get(event.visit.stepKey) ?? event.visit.stepKey });
    case 'step-left':
      return t(`step-${event.outcome}`, { step: steps.get(event.stepKey) ?? event.stepKey });
    case 'extended':
      return t('extended', { to: formatDate(localDay(event.extension.newDue)) });
    case 'decided':
      return t(event.decision.outcome === 'approve' ? 'approved' : 'refused', {
        summary: event.decision.summary,
      });
    case 'registered':
      return t('registered', { lines: event.lines.map(renderRegisterLine).join('; ') });
    case 'result-returned':
      return t('result-returned', { name: event.receiver.name });
    case 'procedure-corrected':
      return t('procedure-corrected', { procedure: event.procedure.name });
    case 'result-correction-opened':
      return t('result-correction-opened', { due: formatDateTime(event.due) });
    case 'receipt-reprinted':
      return t('receipt-reprinted', { copy: event.copy });
    case 'file-added':
      return t('file-added', { name: event.file.name });
    case 'official-number-given':
      return t('official-number-given', { number: event.number });
    case 'strands-opened':
      return event.strands
        .map((strand) =>
          t(`strands-opened-${strand.kind}`, {
            what: `${strand.title} (${strand.agency ?? strand.unitName}, ${strand.number})`,
          }),
        )
        .join('. ');
    case 'strand-moved':
      return t('strand-moved', {
        step: steps.get(event.leg.stepKey) ?? event.leg.stepKey,
        unit: event.leg.unitName,
      });
    case 'strand-assigned':
      return t('strand-assigned', { no: event.no, name: event.name });
    case 'strand-closed':
      return t(`strand-${event.outcome}`, { no: event.no });
    case 'strand-referenced':
      return t('strand-referenced', { no: event.no, reference: event.reference });
    case 'waits-for-strands':
      return t('waits-for-strands', { step: steps.get(event.stepKey) ?? event.stepKey });
    default:
      return t(event.type);
  }
}

function noteOf(event: DossierEvent): string {
  if (event.type === 'handed-over') {
    return [event.handOver.reason, event.handOver.to.why ?? ''].filter((text) => text !== '').join('. ');
  }
  if (event.type === 'extended') {
    return event.extension.reason;
  }
  if (event.type === 'note-added') {
    return event.text;
  }
  if (event.type === 'assigned' || event.type === 'hand-over-readdressed') {
    return event.why;
  }
  if (event.type === 'strand-closed') {
    return event.text;
  }
  if (event.type === 'strand-assigned' || event.type === 'strand-moved') {
    return event.why;
  }
  if (event.type === 'result-signed') {
    return event.authority ?? '';
  }
  return 'reason' in event ? event.reason : 'note' in event ? event.note : '';
}

/** Names of the steps by key, from the process that the dossier took along; a corrected procedure adds its own. */
function stepNames(events: readonly DossierEvent[]): ReadonlyMap<string, string> {
  const steps = events.flatMap((event) =>
    event.type === 'received' || event.type === 'procedure-corrected' ? event.steps : [],
  );
  return new Map(steps.map((step) => [step.key, step.name]));
}

/** The history as people read it: every event with its time, its actor and its reason. */
export function timelineOf(events: readonly DossierEvent[]): readonly TimelineEntry[] {
  const steps = stepNames(events);
  return events.map((event, i) => ({
    seq: i + 1,
    type: event.type,
    at: event.at,
    by: event.by.name,
    text: describeEvent(event, steps),
    note: noteOf(event),
  }));
}
