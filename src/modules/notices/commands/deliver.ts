import { noteCarrierIn, openCarriers } from '#modules/carriers/commands/open-carriers.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { SEND } from '../jobs-names.ts';
import { noticeMessages } from '../messages.ts';
import { NOTICE_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { findEmail } from '../repo-emails.ts';
import { consentsOf } from '../repo-lists.ts';
import { type EmailStanding, mayAskToConfirm } from '../rules/email.ts';
import { GIVE_UP_HOURS, type Move, nextMove, type Route } from '../rules/next-move.ts';
import { mainReason, wantedChannels } from '../rules/wanted.ts';
import type { NoticeRow, NoticeSettings, NoticeTry } from '../schema.ts';
import { ask, prepare } from './call.ts';
import { askToConfirm } from './confirm-email.ts';
import { afterAsk, afterRepeat, afterSend, lineWhyOf } from './outcome.ts';
import { noticeTopic } from './queue-notice.ts';
import { routesOf } from './routes.ts';

const t = noticeMessages('vi');

/** A call takes at most a minute; whoever holds a notice longer than this is taken for dead. */
const LEASE_SECONDS = 150;
/** How soon it is looked again where only the month's limit stands in the way. */
const LIMIT_MINUTES = 30;
/** Moves in a row before the job gives way to others. */
const MOST_MOVES = 12;

interface Held {
  readonly notice: NoticeRow;
  /** All tries; those of earlier rounds too. */
  readonly tries: readonly NoticeTry[];
  readonly settings: NoticeSettings;
  readonly wanted: ReturnType<typeof wantedChannels>;
  readonly overLimit: boolean;
  /** How the e-mail address stands. */
  readonly email: EmailStanding | null;
}

/** The first moment of the month in Viet Nam. */
export function monthStart(at: Temporal.Instant): Temporal.Instant {
  return fromLocal(localDay(at).with({ day: 1 }), '00:00');
}

async function take(ctx: AppContext, actor: Actor, id: string): Promise<Held | null> {
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const notice = await repo.takeNotice(tx, id, now, now.add({ seconds: LEASE_SECONDS }));
    if (notice === null) {
      return null;
    }
    const { settings } = await repo.readSettings(tx);
    const spent =
      settings.limitVnd === null ? [] : await repo.spentSince(tx, monthStart(now), now.add({ seconds: 1 }));
    return {
      notice,
      tries: await repo.listTries(tx, id),
      settings,
      wanted: wantedChannels(
        settings,
        notice,
        await consentsOf(tx, notice),
        notice.askedFor,
        notice.channels,
      ),
      email: notice.email === null ? null : await findEmail(tx, notice.email),
      overLimit:
        settings.limitVnd !== null &&
        spent.reduce((sum, { costVnd }) => sum + costVnd, 0) >= settings.limitVnd,
    };
  });
}

async function waitUntil(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  id: string,
  change: {
    readonly state: 'waiting' | 'sent';
    readonly until: Temporal.Instant;
    readonly why: string | null;
  },
): Promise<void> {
  await repo.settleNotice(tx, id, {
    state: change.state,
    nextAt: change.until,
    why: change.why,
    endedAt: null,
  });
  await enqueue(
    tx,
    SEND,
    { centreId: actor.centreId, noticeId: id },
    { jobKey: `notice ${id}`, runAt: change.until },
  );
  await ctx.live.publish(tx, noticeTopic(actor.centreId), { notice: id });
}

/** Stores what a try came to unless a report was faster; gives the notice free for the next move. */
async function settle(
  ctx: AppContext,
  actor: Actor,
  held: Held,
  one: Pick<NoticeTry, 'id' | 'carrierId' | 'asked'>,
  change: repo.TryChange,
  lineWhy: string | null,
): Promise<void> {
  await inTransaction(ctx, actor, async (tx) => {
    const notice = await repo.findNotice(tx, held.notice.id, true);
    const now = (await repo.listTries(tx, held.notice.id)).find(({ id }) => id === one.id);
    if (now?.state === 'sending' || now?.state === 'unknown' || now?.state === 'accepted') {
      await repo.settleTry(tx, one.id, change);
    }
    if (one.carrierId !== null) {
      await noteCarrierIn(ctx, tx, actor.centreId, one.carrierId, lineWhy);
    }
    // A report that came meanwhile has ended it already.
    if (notice?.nextAt !== null && notice !== null) {
      await repo.settleNotice(tx, notice.id, {
        state: notice.state,
        nextAt: ctx.clock.now(),
        why: change.why === '' ? null : change.why,
        endedAt: null,
      });
    }
  });
}

/** Ends a notice as the move says, or as nobody wants to be told any more. */
async function end(
  ctx: AppContext,
  actor: Actor,
  held: Held,
  move: Extract<Move, { do: 'end' }>,
): Promise<void> {
  const { notice, wanted, tries } = held;
  const at = ctx.clock.now();
  const nobody = move.why === 'no-route' && wanted.channels.length === 0;
  const last = tries.at(-1)?.why ?? '';
  const why = nobody
    ? t(`unwanted-${mainReason(wanted)}`)
    : move.why === null
      ? move.state === 'sent'
        ? t('no-report')
        : null
      : t(`stuck-${move.why}`, { last });
  await inTransaction(ctx, actor, async (tx) => {
    const now = await repo.findNotice(tx, notice.id, true);
    if (now === null || now.nextAt === null) {
      return;
    }
    const state = nobody ? 'not-sent' : move.state;
    await repo.settleNotice(tx, notice.id, { state, nextAt: null, why, endedAt: at });
    await ctx.live.publish(tx, noticeTopic(actor.centreId), { notice: notice.id });
  });
}

/** Whether a mail would be the way, and its reader has not yet said that the address is theirs. The question itself goes there, nothing else. */
function awaitsConfirming({ notice, email }: Held, usable: readonly Route[]): boolean {
  return (
    notice.event !== 'confirm-email' &&
    (email?.confirmedAt ?? null) === null &&
    usable.some(({ channel }) => channel === 'email')
  );
}

/** Nothing else is left than a mail to an address that is not confirmed: it waits for that as long as for any carrier. */
async function waitForConfirming(ctx: AppContext, actor: Actor, held: Held): Promise<boolean> {
  const { notice } = held;
  const until = notice.roundAt.add({ hours: GIVE_UP_HOURS });
  const at = ctx.clock.now();
  const over = Temporal.Instant.compare(until, at) <= 0;
  const why = t(over ? 'unconfirmed-over' : 'unconfirmed');
  await inTransaction(ctx, actor, async (tx) => {
    const now = await repo.findNotice(tx, notice.id, true);
    if (now === null || now.nextAt === null) {
      return;
    }
    // Confirmed while this was decided: the next move is a mail.
    const confirmed = notice.email !== null && (await findEmail(tx, notice.email))?.confirmedAt != null;
    if (confirmed || !over) {
      await waitUntil(ctx, tx, actor, notice.id, { state: 'waiting', until: confirmed ? at : until, why });
      return;
    }
    await repo.settleNotice(tx, notice.id, { state: 'not-sent', nextAt: null, why, endedAt: at });
    await ctx.live.publish(tx, noticeTopic(actor.centreId), { notice: notice.id });
  });
  return false;
}

/** One move for one notice. @returns whether another may follow at once */
async function step(ctx: AppContext, actor: Actor, held: Held): Promise<boolean> {
  const { notice, settings, wanted } = held;
  const carriers = await openCarriers(ctx, systemActor(actor.centreId, 'notices'));
  const work = { ctx, centreId: actor.centreId, settings, carriers };
  const known = routesOf(settings, notice.event, carriers, ctx.config.mail !== undefined);
  const usable = known.filter(({ channel }) => wanted.channels.includes(channel));
  const unconfirmed = awaitsConfirming(held, usable);
  if (unconfirmed && mayAskToConfirm(held.email, ctx.clock.now())) {
    await askToConfirm(ctx, actor, notice.email ?? '');
  }
  const ways = unconfirmed ? usable.filter(({ channel }) => channel !== 'email') : usable;
  const routes = ways.filter(({ channel }) => channel === 'email' || !held.overLimit);
  const tries = held.tries.filter(({ round }) => round === notice.round);
  const now = ctx.clock.now();
  const open = tries.some(({ state }) => state !== 'failed');
  if (!open && routes.length === 0 && ways.length > 0) {
    const until = now.add({ minutes: LIMIT_MINUTES });
    await inTransaction(ctx, actor, (tx) =>
      waitUntil(ctx, tx, actor, notice.id, { state: 'waiting', until, why: t('over-limit') }),
    );
    return false;
  }
  const { roundAt, urgent } = notice;
  const move = nextMove({
    now,
    roundAt,
    urgent,
    tries,
    routes,
    known,
    hours: { from: settings.from, until: settings.until },
  });
  if (unconfirmed && move.do === 'end' && move.state === 'stuck' && move.why !== 'unknown') {
    return waitForConfirming(ctx, actor, held);
  }
  switch (move.do) {
    case 'send':
      return begin(ctx, actor, held, work, move.route);
    case 'repeat':
    case 'ask': {
      const one = tries.find(({ id }) => id === move.tryId);
      if (one === undefined) {
        return false;
      }
      const prepared = move.do === 'repeat' ? await prepare(work, notice, one) : null;
      const outcome = prepared === null ? await ask(work, notice, one) : await prepared.send(one.id);
      const change =
        outcome.kind === 'accepted' ||
        outcome.kind === 'failed' ||
        outcome.kind === 'unavailable' ||
        outcome.kind === 'unknown'
          ? afterRepeat(outcome, one, ctx.clock.now())
          : afterAsk(outcome, one, ctx.clock.now());
      await settle(ctx, actor, held, one, change, lineWhyOf(outcome));
      return true;
    }
    case 'wait': {
      const last = tries.at(-1)?.why ?? '';
      const { state, until } = move;
      await inTransaction(ctx, actor, async (tx) => {
        const kept = await repo.findNotice(tx, notice.id, true);
        if (kept !== null && kept.nextAt !== null) {
          await waitUntil(ctx, tx, actor, notice.id, { state, until, why: last === '' ? null : last });
        }
      });
      return false;
    }
    case 'end':
      await end(ctx, actor, held, move);
      return false;
    default:
      return move satisfies never;
  }
}

/** Begins a try: written down first, so that a kill in the middle leaves a try whose outcome is unknown, not one that never was. */
async function begin(
  ctx: AppContext,
  actor: Actor,
  held: Held,
  work: Parameters<typeof prepare>[0],
  route: Route,
): Promise<boolean> {
  const prepared = await prepare(work, held.notice, route);
  if (prepared === null) {
    return false;
  }
  const id = newId();
  const { provider, content, parts, costVnd } = prepared;
  await inTransaction(ctx, actor, (tx) =>
    repo.addTry(tx, actor.centreId, held.notice.id, {
      id,
      round: held.notice.round,
      channel: route.channel,
      carrierId: route.carrierId,
      provider,
      content,
      parts,
      costVnd,
      startedAt: ctx.clock.now(),
    }),
  );
  const outcome = await prepared.send(id);
  const change = afterSend(outcome, 0, ctx.clock.now());
  await settle(ctx, actor, held, { id, carrierId: route.carrierId, asked: 0 }, change, lineWhyOf(outcome));
  return true;
}

/**
 * Takes a notice as far as it goes now: sends, asks, falls over to the next way, or waits. Each outcome is stored before the next move. Two at once, a kill in
 * the middle or a repeat do no harm: a notice is in one pair of hands until its lease ends.
 * @throws Problem `forbidden`
 */
export async function deliverNotice(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'deliver', { centreId: actor.centreId });
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const held = await take(ctx, actor, id);
    if (held === null || !(await step(ctx, actor, held))) {
      return;
    }
  }
}

/** Wakes notices that are due: after a kill, or when a job was lost. @throws Problem `forbidden` */
export async function sweepNotices(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(NOTICE_POLICY, actor, 'deliver', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const due = await repo.listDue(tx, ctx.clock.now(), 500);
    for (const noticeId of due) {
      await enqueue(tx, SEND, { centreId: actor.centreId, noticeId }, { jobKey: `notice ${noticeId}` });
    }
    return due.length;
  });
}
