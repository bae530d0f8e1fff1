import { z } from 'zod';
import { record } from '#modules/audit/commands/record.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import type { TaskHandler } from '#platform/module.ts';
import { dossierTopic } from '../announce.ts';
import { handOnMessages } from '../hand-on-messages.ts';
import type { HandOnRun } from '../hand-on-schema.ts';
import * as repo from '../repo/hand-on.ts';
import { standOf, strandOf } from '../rules/decide-hand-on.ts';
import { openStrands } from '../rules/strands.ts';
import type { Dossier } from '../schema.ts';
import { execute } from './execute.ts';

const HAND_ON_TASK = 'dossiers.hand-on';
/** Dossiers looked up at once; the most urgent come first, and each is moved and committed by itself. */
const BATCH = 50;
const Payload = z.object({ centreId: z.uuid(), runId: z.uuid() });
const t = handOnMessages('vi');

async function schedule(tx: Tx, centreId: string, run: HandOnRun, at: Temporal.Instant): Promise<void> {
  await enqueue(
    tx,
    HAND_ON_TASK,
    { centreId, runId: run.id },
    {
      jobKey: `${HAND_ON_TASK}:${run.id}`,
      ...(Temporal.Instant.compare(run.startsAt, at) > 0 ? { runAt: run.startsAt } : {}),
    },
  );
}

/**
 * Listens to absences and departures: makes a run for each, and works it off as a job from the moment it begins. What
 * lands on somebody who is away already (sent back, assigned by hand) is handed on as well.
 */
export function subscribeHandOn(ctx: AppContext): void {
  ctx.events.on('duties.leave-recorded', async (leave, { tx, actor, at }) => {
    if (leave.handOn === 'none') {
      return;
    }
    const run: HandOnRun = {
      id: newId(),
      accountId: leave.accountId,
      personName: leave.name,
      leaveId: leave.leaveId,
      cause: 'leave',
      because: leave.because,
      startsAt: leave.from,
      endsAt: leave.to,
      dueBefore: leave.handOn === 'due' ? leave.to : null,
      state: 'waiting',
      createdAt: at,
      createdBy: leave.by,
      finishedAt: null,
    };
    await repo.insertRun(tx, actor.centreId, run);
    await schedule(tx, actor.centreId, run, at);
  });
  ctx.events.on('duties.departed', async (person, { tx, actor, at }) => {
    const run: HandOnRun = {
      id: newId(),
      accountId: person.accountId,
      personName: person.name,
      leaveId: null,
      cause: 'departure',
      because: person.because,
      startsAt: person.at,
      endsAt: null,
      dueBefore: null,
      state: 'waiting',
      createdAt: at,
      createdBy: person.by,
      finishedAt: null,
    };
    await repo.insertRun(tx, actor.centreId, run);
    await schedule(tx, actor.centreId, run, at);
  });
  ctx.events.on('duties.leave-ended', async ({ leaveId, at }, { tx }) => {
    const run = await repo.findRunOfLeave(tx, leaveId);
    if (run !== null) {
      const begun = Temporal.Instant.compare(run.startsAt, at) < 0;
      await repo.setRunState(tx, run.id, begun && run.state !== 'waiting' ? 'done' : 'cancelled', {
        finishedAt: at,
        endsAt: at,
      });
    }
  });
  ctx.events.on('dossier.changed', async ({ before, dossier, command }, { tx, at }) => {
    if (command === 'hand-on') {
      return;
    }
    const people = [
      dossier.holder.accountId,
      dossier.handOvers.at(-1)?.to.accountId ?? null,
      ...openStrands(dossier).map((strand) => strand.accountId),
    ];
    const has = (one: Dossier, accountId: string) =>
      standOf(one, accountId) !== null || strandOf(one, accountId) !== undefined;
    for (const accountId of new Set(people)) {
      const had = accountId !== null && before !== null && has(before, accountId);
      if (accountId === null || had || !has(dossier, accountId)) {
        continue;
      }
      const run = await repo.findRunFor(tx, accountId, at);
      if (run !== null) {
        await schedule(tx, dossier.centreId, run, at);
      }
    }
  });
}

/** The run, if there is something to do for it now. */
async function begin(ctx: AppContext, centreId: string, runId: string): Promise<HandOnRun | null> {
  return inTransaction(ctx, { centreId }, async (tx) => {
    const run = await repo.findRun(tx, runId, true);
    const now = ctx.clock.now();
    if (
      run === null ||
      run.state === 'cancelled' ||
      Temporal.Instant.compare(run.startsAt, now) > 0 ||
      (run.endsAt !== null && Temporal.Instant.compare(run.endsAt, now) <= 0)
    ) {
      return null;
    }
    await repo.setRunState(tx, run.id, 'running');
    return run;
  });
}

async function moveOne(ctx: AppContext, centreId: string, run: HandOnRun, dossierId: string): Promise<void> {
  const actor = systemActor(centreId, t('title'));
  try {
    await execute(
      ctx,
      actor,
      { id: dossierId },
      { type: 'hand-on', fromAccountId: run.accountId, toAccountId: null, because: run.because },
      newRequestId(),
      async (tx, { events }) => {
        const [event] = events;
        const to =
          event?.type === 'assigned'
            ? event.holder
            : event?.type === 'hand-over-readdressed'
              ? event.to
              : event?.type === 'handed-over'
                ? event.handOver.to
                : event?.type === 'strand-assigned'
                  ? event
                  : null;
        await repo.putItem(tx, centreId, run.id, {
          dossierId,
          outcome: 'moved',
          toAccountId: to?.accountId ?? null,
          toName: to?.name ?? null,
          why: to?.why ?? '',
          at: ctx.clock.now(),
        });
      },
    );
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) {
      throw error;
    }
    await inTransaction(ctx, actor, async (tx) => {
      await repo.putItem(tx, centreId, run.id, {
        dossierId,
        outcome: 'unplaced',
        toAccountId: null,
        toName: null,
        why: error.details.detail,
        at: ctx.clock.now(),
      });
      await ctx.live.publish(tx, dossierTopic(centreId), { id: dossierId });
    });
  }
}

/** Works a run off: the most urgent dossiers first, each in a transaction of its own. May be run again at any time. */
export const workOffRun: TaskHandler = async (ctx, payload) => {
  const { centreId, runId } = Payload.parse(payload);
  const run = await begin(ctx, centreId, runId);
  if (run === null) {
    return;
  }
  const query = { accountId: run.accountId, dueBefore: run.dueBefore, runId };
  for (;;) {
    const ids = await readOnly(ctx, { centreId }, (tx) => repo.listHeldBy(tx, query, BATCH));
    for (const id of ids) {
      await moveOne(ctx, centreId, run, id);
    }
    if (ids.length === 0) {
      break;
    }
  }
  const actor = systemActor(centreId, t('title'));
  await inTransaction(ctx, actor, async (tx) => {
    const at = ctx.clock.now();
    await repo.setRunState(tx, runId, 'done', { finishedAt: at });
    const counts = (await repo.countItems(tx, [runId])).get(runId) ?? {};
    await record(
      tx,
      actor,
      {
        action: 'hand-on.done',
        subjectType: 'account',
        subjectId: run.accountId,
        detail: { run: runId, ...counts },
      },
      at,
    );
    await ctx.live.publish(tx, dossierTopic(centreId), {});
  });
};

/** The module's job for handing on. */
export const handOnTasks: Readonly<Record<string, TaskHandler>> = { [HAND_ON_TASK]: workOffRun };
