import type { DossierEvent } from '#modules/dossiers/schema.ts';
import '#modules/reports/events.ts';
import type { AppContext } from '#platform/context.ts';
import { authorise } from '#platform/policy.ts';
import { oversightPolicy } from './policy.ts';
import { settleUrgings } from './repo/asks.ts';
import { findTask } from './repo/tasks.ts';
import * as repo from './repo.ts';
import { settlementsOf } from './rules.ts';
import type { AskOutcome } from './schema/asks.ts';

/** Live topic of a centre's officers; the payload is empty: whoever listens looks again. */
export function noticeTopic(centreId: string): string {
  return `staff:${centreId}`;
}

/** Remarks move nothing: an urging stays open over them. */
const REMARKS: readonly DossierEvent['type'][] = [
  'note-added',
  'file-added',
  'receipt-reprinted',
  'assigned',
];
const WAITS: readonly DossierEvent['type'][] = ['supplement-requested', 'payment-requested'];

/** What comes of an urging by what happens to the dossier; null while nothing that matters did. */
function urgedTo(events: readonly DossierEvent[]): AskOutcome | null {
  if (events.some((event) => WAITS.includes(event.type))) {
    return 'paused';
  }
  return events.some((event) => !REMARKS.includes(event.type)) ? 'acted' : null;
}

/** Keeps what came of each warning and urging, in the transaction of the act that settled it. */
export function subscribeOversight(ctx: AppContext): void {
  // Evidence is for those who may see its task.
  ctx.events.on('documents.opening', async ({ subject }, { tx, actor }) => {
    const task = subject?.type === 'task' ? await findTask(tx, subject.id) : undefined;
    if (task !== undefined) {
      const { centreId, unitId, accountId: assigneeId } = task;
      authorise(oversightPolicy, actor, 'task.see', { centreId, unitId, assigneeId });
    }
  });
  // The reminder itself is read from the reports (`readNotices`): it is gone the moment the form is marked as sent.
  ctx.events.on('report.due', (_, { tx, actor }) => ctx.live.publish(tx, noticeTopic(actor.centreId), {}));
  ctx.events.on('dossier.changed', async ({ before, dossier, events }, { tx, at }) => {
    if (before === null) {
      return;
    }
    let closed = 0;
    for (const settlement of settlementsOf(events)) {
      closed += await repo.settle(tx, dossier.id, settlement, at);
    }
    const urged = urgedTo(events);
    if (urged !== null) {
      closed += await settleUrgings(tx, dossier.id, urged, at);
    }
    if (closed > 0) {
      await ctx.live.publish(tx, noticeTopic(dossier.centreId), {});
    }
  });
}
