import { getCalendar } from '#modules/calendar/queries.ts';
import { findAwayIn } from '#modules/duties/queries.ts';
import { type Candidate, suggest } from '#modules/duties/rules/load.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { colleaguesFor, loadsOf } from './commands/assignees.ts';
import { handOnMessages } from './hand-on-messages.ts';
import type { HandOnRun, ItemOutcome } from './hand-on-schema.ts';
import { DOSSIER_POLICY } from './policy.ts';
import * as repo from './repo/hand-on.ts';
import type { Dossier } from './schema.ts';

/** A run with its counts, for the list. */
export interface RunLine {
  readonly run: HandOnRun;
  readonly counts: Readonly<Partial<Record<ItemOutcome, number>>>;
}

/** A run with every dossier of it, and who could take those without a person. */
export interface RunView extends RunLine {
  readonly items: Awaited<ReturnType<typeof repo.listItems>>;
  /** What the person holds at this moment and nobody has looked at yet. */
  readonly left: number;
  /** People who are there and do such work in the centre, the least loaded first; empty where nothing is unplaced. */
  readonly suggestions: readonly Candidate[];
}

/** The newest runs of the centre. @throws Problem `forbidden` */
export async function listHandOns(ctx: AppContext, actor: Actor, limit = 50): Promise<readonly RunLine[]> {
  authorise(DOSSIER_POLICY, actor, 'search', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const runs = await repo.listRuns(tx, limit);
    const counts = await repo.countItems(
      tx,
      runs.map((run) => run.id),
    );
    return runs.map((run) => ({ run, counts: counts.get(run.id) ?? {} }));
  });
}

async function suggestionsFor(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  except: string,
): Promise<readonly Candidate[]> {
  const now = ctx.clock.now();
  const away = await findAwayIn(tx, now);
  const people = (await listAccountsIn(tx)).filter(
    (account) =>
      account.active &&
      account.id !== except &&
      !away.has(account.id) &&
      account.roles.some((role) => role !== 'administrator' && role !== 'auditor'),
  );
  const calendar = (await getCalendar(tx, actor.centreId, now)).compiled;
  const loads = await loadsOf(
    tx,
    { now, calendar },
    people.map(({ id }) => id),
  );
  return suggest(
    people.map(({ id, displayName }) => ({ accountId: id, name: displayName, load: loads.get(id) })),
  );
}

/** One run with its dossiers. @throws Problem `forbidden`, `not-found` */
export async function getHandOn(ctx: AppContext, actor: Actor, runId: string): Promise<RunView> {
  authorise(DOSSIER_POLICY, actor, 'search', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const run = await repo.findRun(tx, runId);
    if (run === null) {
      throw new Problem('not-found', { detail: handOnMessages('vi')('unknownRun') });
    }
    const items = await repo.listItems(tx, runId);
    const unplaced = items.filter((item) => item.outcome === 'unplaced').length;
    const held = await repo.countHeldBy(tx, run.accountId);
    return {
      run,
      items,
      counts: (await repo.countItems(tx, [runId])).get(runId) ?? {},
      left: run.dueBefore === null && run.state !== 'done' ? Math.max(0, held - unplaced) : 0,
      suggestions: unplaced === 0 ? [] : await suggestionsFor(ctx, tx, actor, run.accountId),
    };
  });
}

/** The run of an absence, if one was made. @throws Problem `forbidden` */
export async function findHandOnOfLeave(
  ctx: AppContext,
  actor: Actor,
  leaveId: string,
): Promise<HandOnRun | null> {
  authorise(DOSSIER_POLICY, actor, 'search', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => repo.findRunOfLeave(tx, leaveId));
}

/** Who of the holding unit could do the step, with the figures of their work: for the form that assigns. */
export async function suggestColleagues(
  ctx: AppContext,
  actor: Actor,
  dossier: Dossier,
): Promise<readonly Candidate[]> {
  authorise(DOSSIER_POLICY, actor, 'search', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const now = ctx.clock.now();
    const people = await colleaguesFor(tx, dossier);
    const away = await findAwayIn(tx, now);
    const calendar = (await getCalendar(tx, actor.centreId, now)).compiled;
    const loads = await loadsOf(
      tx,
      { now, calendar },
      people.map(({ id }) => id),
    );
    return suggest(
      people
        .filter(({ id }) => !away.has(id))
        .map(({ id, name }) => ({ accountId: id, name, load: loads.get(id) })),
    );
  });
}
