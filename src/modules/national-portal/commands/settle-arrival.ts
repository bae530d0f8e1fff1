import { record } from '#modules/audit/commands/record.ts';
import { currentSettings } from '#modules/dossiers/queries.ts';
import { type Actor, type StaffActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { inboxMessages } from '../messages-inbox.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import * as repo from '../repo-inbox.ts';
import { loosen } from '../rules/arrival.ts';
import { type Arrival, type DismissInput, FiledDossier, FiledPost } from '../schema-inbox.ts';
import { askToAdmit, keepFiled } from './take-arrival.ts';

const t = inboxMessages('vi');

async function lockArrival(tx: Tx, id: string): Promise<Arrival> {
  const arrival = await repo.findArrival(tx, id, true);
  if (arrival === null) {
    throw new Problem('not-found', { detail: t('not-found') });
  }
  return arrival;
}

async function lockQuarantined(tx: Tx, id: string): Promise<Arrival> {
  const arrival = await lockArrival(tx, id);
  if (arrival.state !== 'quarantined') {
    throw new Problem('already-done', { detail: t('not-quarantined') });
  }
  return arrival;
}

/** Notes that an officer opened an arrival, the first time: the clock of 2 hours stops there. @throws Problem `forbidden`, `not-found` */
export async function openArrival(ctx: AppContext, actor: StaffActor, id: string): Promise<void> {
  authorise(INBOX_POLICY, actor, 'personal', { centreId: actor.centreId });
  await inTransaction(ctx, actor, async (tx) => {
    const arrival = await lockArrival(tx, id);
    if (arrival.openedAt === null) {
      const at = ctx.clock.now();
      await repo.changeArrival(tx, id, { opened: { at, by: actor.displayName } });
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'opened' });
      await record(
        tx,
        actor,
        { action: 'portal.arrival-opened', subjectType: 'portal-arrival', subjectId: id },
        at,
      );
    }
  });
}

/**
 * Takes what is in quarantine in after all, as a person decided: small faults of form are read over (a number where text belongs, an unknown member), and the rest
 * is tried again, e.g. after the catalogue was brought up to date.
 * @throws Problem `forbidden`, `not-found`, `already-done`, `validation` when it still does not fit
 */
export async function releaseArrival(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(INBOX_POLICY, actor, 'settle', { centreId: actor.centreId });
  const own = systemActor(actor.centreId, 'national-portal');
  const { responseHours } = await currentSettings(ctx, own);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const arrival = await lockQuarantined(tx, id);
    if (arrival.version > 0) {
      // It fitted when it came; the dossier could not be made of it.
      FiledDossier.parse(arrival.body);
      await repo.changeArrival(tx, id, { state: 'kept', why: null });
      await askToAdmit(tx, actor.centreId, arrival.number);
    } else {
      const read = FiledPost.safeParse(loosen(arrival.body));
      if (!read.success) {
        const why = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
        throw new Problem('validation', { detail: t('release-unfit', { why }) });
      }
      // The clocks go on from when it came, not from when somebody let it through.
      const clocks = { at: arrival.arrivedAt, hours: responseHours };
      if (!(await keepFiled(ctx, tx, own, read.data, clocks))) {
        throw new Problem('validation', { detail: t('release-known', { number: read.data.data.MaHoSo }) });
      }
      await repo.changeArrival(tx, id, {
        state: 'dismissed',
        why: t('release'),
        answeredAt: at,
        settledBy: actor.kind === 'staff' ? actor.displayName : actor.kind,
      });
    }
    await record(
      tx,
      actor,
      {
        action: 'portal.release',
        subjectType: 'portal-arrival',
        subjectId: id,
        detail: { number: arrival.number },
      },
      at,
    );
  });
}

/** Leaves what is in quarantine out for good, for a reason that the person answers for. @throws Problem `forbidden`, `not-found`, `already-done` */
export async function dismissArrival(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: DismissInput,
): Promise<void> {
  authorise(INBOX_POLICY, actor, 'settle', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const arrival = await lockQuarantined(tx, id);
    await repo.changeArrival(tx, id, {
      state: 'dismissed',
      why: input.reason,
      answeredAt: at,
      settledBy: actor.kind === 'staff' ? actor.displayName : actor.kind,
    });
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'dismissed' });
    await record(
      tx,
      actor,
      {
        action: 'portal.dismiss',
        subjectType: 'portal-arrival',
        subjectId: id,
        detail: { number: arrival.number, reason: input.reason },
      },
      at,
    );
  });
}

/** Has files that did not come fetched again from the start. @throws Problem `forbidden`, `not-found` */
export async function fetchAgain(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(INBOX_POLICY, actor, 'settle', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const arrival = await lockArrival(tx, id);
    const files = (await repo.listFiles(tx, [id])).filter(({ state }) => state !== 'kept');
    for (const file of files) {
      await repo.changeFile(tx, file.id, { state: 'waiting', attempts: 0, nextAt: at, why: null });
    }
    await askToAdmit(tx, actor.centreId, arrival.number);
    await record(
      tx,
      actor,
      {
        action: 'portal.fetch-again',
        subjectType: 'portal-arrival',
        subjectId: id,
        detail: { files: files.length },
      },
      at,
    );
  });
}
