import { findDossierIn } from '#modules/dossiers/queries.ts';
import { countArrivals } from '#modules/national-portal/queries.ts';
import { filedWaiting } from '#modules/preparations/queries.ts';
import { reportPolicy } from '#modules/reports/policy.ts';
import { type DueReport, dueReportsIn } from '#modules/reports/queries/reminders.ts';
import { type Actor, hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { askMessages } from './messages/asks.ts';
import { oversightPolicy } from './policy.ts';
import { countAsksTo, listAskedBy, listAsksTo } from './repo/asks.ts';
import { listWarningSettings, warningsOn } from './repo/settings.ts';
import { countTasksWithoutPerson, listTasksWithoutPerson } from './repo/tasks.ts';
import * as repo from './repo.ts';
import type { Ask } from './schema/asks.ts';
import type { DatedWarnings, WarningSettings } from './schema/settings.ts';
import type { Task } from './schema/tasks.ts';
import type { StoredWarning } from './schema.ts';

function addressee(actor: StaffActor): repo.Addressee {
  return {
    accountId: actor.accountId,
    unitId: actor.unitId,
    headsUnit: hasRole(actor, 'unit-head', 'centre-director'),
    leads: hasRole(actor, 'commune-leader', 'centre-director'),
  };
}

/** What an officer is reminded of. */
export interface Notices {
  /** Open warnings, soonest first. */
  readonly warnings: readonly StoredWarning[];
  /** What leaders ask and nobody has settled. */
  readonly asks: readonly Ask[];
  /** What the officer asked of others, newest first. */
  readonly asked: readonly Ask[];
  /** Forms that the officer has to see sent, until they are marked as sent. */
  readonly reports: readonly DueReport[];
  /** What was filed online and waits for its first answer: from the portal, and here. Empty for whoever does not answer it. */
  readonly filed: {
    readonly portal: number;
    readonly here: Awaited<ReturnType<typeof filedWaiting>>;
  };
  /** Open tasks of the unit that the officer heads and nobody has: the person is away, or none was named. */
  readonly withoutPerson: readonly Task[];
}

/** Forms that are due, for those who mark them as sent. */
async function reportsFor(ctx: AppContext, tx: Tx, actor: StaffActor): Promise<readonly DueReport[]> {
  return can(reportPolicy, actor, 'keep', { centreId: actor.centreId })
    ? dueReportsIn(tx, localDay(ctx.clock.now()))
    : [];
}

/** Everything that the actor is reminded of. Looking at the warnings is noted. @throws Problem `forbidden` */
export async function readNotices(ctx: AppContext, actor: StaffActor): Promise<Notices> {
  authorise(oversightPolicy, actor, 'notices', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const warnings = await repo.listOpenFor(tx, addressee(actor), 200);
    await repo.markSeen(
      tx,
      warnings.filter((warning) => warning.seenAt === null).map((warning) => warning.id),
      actor.accountId,
      ctx.clock.now(),
    );
    return {
      warnings,
      asks: await listAsksTo(tx, addressee(actor)),
      asked: hasRole(actor, 'unit-head', 'centre-director', 'commune-leader')
        ? await listAskedBy(tx, actor.accountId, 50)
        : [],
      reports: await reportsFor(ctx, tx, actor),
      filed: { portal: await countArrivals(tx, actor), here: await filedWaiting(ctx, tx, actor) },
      withoutPerson: addressee(actor).headsUnit ? await listTasksWithoutPerson(tx, actor.unitId) : [],
    };
  });
}

/** How many things the actor is reminded of: the figure in the page head. */
export async function countNotices(ctx: AppContext, actor: Actor): Promise<number> {
  if (actor.kind !== 'staff' || !can(oversightPolicy, actor, 'notices', { centreId: actor.centreId })) {
    return 0;
  }
  return readOnly(ctx, actor, async (tx) => {
    const to = addressee(actor);
    const warned = await repo.countOpenFor(tx, to);
    const asked = await countAsksTo(tx, to);
    const tasks = to.headsUnit ? await countTasksWithoutPerson(tx, actor.unitId) : 0;
    const filed = (await countArrivals(tx, actor)) + (await filedWaiting(ctx, tx, actor)).count;
    return warned + asked + tasks + filed + (await reportsFor(ctx, tx, actor)).length;
  });
}

/** The warnings of a dossier with what came of each, oldest first. @throws Problem `forbidden`, `not-found` */
export async function warningsOf(
  ctx: AppContext,
  actor: Actor,
  dossierId: string,
): Promise<{ readonly number: string; readonly warnings: readonly StoredWarning[] }> {
  return readOnly(ctx, actor, async (tx) => {
    const dossier = await findDossierIn(tx, { id: dossierId });
    if (dossier === null) {
      throw new Problem('not-found', { detail: askMessages('vi')('unknown') });
    }
    const { centreId, holder } = dossier;
    authorise(oversightPolicy, actor, 'watch', { centreId, unitId: holder.unitId });
    return {
      number: dossier.number ?? dossier.localNumber ?? dossierId,
      warnings: await repo.listOfDossier(tx, dossierId),
    };
  });
}

/** The warning settings in force today, and every set there was. @throws Problem `forbidden` */
export async function getWarningSettings(
  ctx: AppContext,
  actor: Actor,
): Promise<{ readonly current: WarningSettings; readonly all: readonly DatedWarnings[] }> {
  authorise(oversightPolicy, actor, 'see-warnings', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => ({
    current: await warningsOn(tx, localDay(ctx.clock.now())),
    all: await listWarningSettings(tx),
  }));
}
