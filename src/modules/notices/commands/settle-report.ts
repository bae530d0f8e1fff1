import type { CarrierReported } from '#modules/carriers/schema.ts';
import type { AppContext } from '#platform/context.ts';
import type { EventScope } from '#platform/events.ts';
import { enqueue } from '#platform/jobs.ts';
import { SEND } from '../jobs-names.ts';
import * as repo from '../repo.ts';
import type { NoticeTry } from '../schema.ts';
import { noticeTopic } from './queue-notice.ts';

/** Whether a try that was given up turned out delivered, and nothing went out instead. */
function cameLate(one: NoticeTry, tries: readonly NoticeTry[]): boolean {
  return (
    one.state === 'failed' && !tries.some((other) => other.round === one.round && other.state !== 'failed')
  );
}

/** Takes a carrier's word on a message. The same word again, and one that comes after the end, change nothing. */
export async function settleReport(
  ctx: AppContext,
  report: CarrierReported,
  scope: EventScope,
): Promise<void> {
  const { tx, actor, at } = scope;
  const found = await repo.findReported(tx, report);
  if (found === null || found.one.state === 'delivered') {
    return;
  }
  const { one, notice } = found;
  const tries = await repo.listTries(tx, notice.id);
  const open = one.state !== 'failed';
  const current = one.round === notice.round;
  const change = {
    reference: report.reference,
    code: report.code,
    why: report.message,
    costVnd: report.costVnd,
    at,
  };
  switch (report.state) {
    case 'delivered':
      if (open || cameLate(one, tries)) {
        await repo.settleTry(tx, one.id, { ...change, state: 'delivered', fault: null, why: '' });
        if (current) {
          await repo.settleNotice(tx, notice.id, {
            state: 'delivered',
            nextAt: null,
            why: null,
            endedAt: at,
          });
        }
      }
      break;
    case 'undelivered':
      if (open) {
        await repo.settleTry(tx, one.id, { ...change, state: 'failed', fault: 'unreachable' });
        if (current && (notice.state === 'waiting' || notice.state === 'sent' || notice.state === 'stuck')) {
          await repo.settleNotice(tx, notice.id, {
            state: 'waiting',
            nextAt: at,
            why: report.message,
            endedAt: null,
          });
          await enqueue(
            tx,
            SEND,
            { centreId: actor.centreId, noticeId: notice.id },
            { jobKey: `notice ${notice.id}` },
          );
        }
      }
      break;
    case 'under-way':
      if (one.state === 'unknown' || one.state === 'sending') {
        await repo.settleTry(tx, one.id, { ...change, state: 'accepted', fault: null, why: '' });
      }
      break;
    default:
      report.state satisfies never;
  }
  await ctx.live.publish(tx, noticeTopic(actor.centreId), { notice: notice.id });
}
