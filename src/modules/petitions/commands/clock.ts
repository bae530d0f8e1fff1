import { getCalendar } from '#modules/calendar/queries.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { EventScope } from '#platform/events.ts';
import { formatTime, localDay, toLocal } from '#platform/time.ts';
import { jobMessages } from '../messages.ts';
import { dueOf } from '../rules/clocks.ts';
import type { Petition, PetitionClock } from '../schema.ts';

const t = jobMessages('vi');

const refOf = (petition: Petition, seq: number) => `petition:${petition.id}:${seq}`;

/** The petition with the due moment that its state has by the centre's calendar. @throws Problem without a calendar */
export async function withDue(tx: Tx, petition: Petition): Promise<Petition> {
  const { compiled } = await getCalendar(tx, petition.centreId);
  const dueAt = dueOf(petition, compiled);
  return { ...petition, dueAt };
}

/** Whether two states of a petition are one job of one unit. */
function sameJob(before: Petition, after: Petition): boolean {
  const stage = ({ state }: Petition) => (state === 'proposed' ? 'accepted' : state);
  const due = (petition: Petition) => petition.dueAt?.epochMilliseconds;
  return stage(before) === stage(after) && before.unitId === after.unitId && due(before) === due(after);
}

/** With the line of the history at which the running clock began. */
export function withClockSeq(before: Petition | null, after: Petition): Petition {
  if (after.dueAt === null) {
    return { ...after, clockSeq: null };
  }
  const goesOn = before !== null && before.clockSeq !== null && sameJob(before, after);
  return { ...after, clockSeq: goesOn ? before.clockSeq : after.seq };
}

/** A job that is late from its beginning is due the next working day; the words tell the term that was missed. */
async function jobOf(
  tx: Tx,
  petition: Petition,
  now: Temporal.Instant,
): Promise<NonNullable<PetitionClock['begins']> | null> {
  const { state, dueAt, number, clockSeq } = petition;
  if (dueAt === null || clockSeq === null) {
    return null;
  }
  const { compiled } = await getCalendar(tx, petition.centreId);
  const past = Temporal.Instant.compare(dueAt, now) <= 0;
  const due = past ? addTerm(now, { amount: 1, unit: 'working-day' }, compiled).due : dueAt;
  const stage = state === 'received' ? 'classify' : state === 'answered' ? 'publish' : 'answer';
  return {
    ref: refOf(petition, clockSeq),
    unitId: petition.unitId ?? petition.centreId,
    work: `${t(`${stage}-work`, { number })}${past ? ` ${t('already-late')}` : ''}`,
    responsibility: t('responsibility'),
    product: t(`${stage}-product`),
    authority: t('authority'),
    dueDay: localDay(due).toString(),
    dueTime: formatTime(toLocal(due)),
  };
}

/** Tells the watchers that a clock of a petition ended, began, or both; nothing where the same one runs on. */
export async function tellClock(
  ctx: AppContext,
  before: Petition | null,
  after: Petition,
  note: string,
  scope: EventScope,
): Promise<void> {
  const ended = before !== null && before.clockSeq !== null && before.clockSeq !== after.clockSeq;
  const began = after.clockSeq !== null && after.clockSeq !== before?.clockSeq;
  if (!ended && !began) {
    return;
  }
  await ctx.events.emit(
    'petition.clock',
    {
      ends: ended ? { ref: refOf(before, before.clockSeq ?? 0), note } : null,
      begins: began ? await jobOf(scope.tx, after, scope.at) : null,
    },
    scope,
  );
}
