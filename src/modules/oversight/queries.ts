import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type Actor, hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { askMessages } from './messages/asks.ts';
import { oversightPolicy } from './policy.ts';
import { countAsksTo, listAskedBy, listAsksTo } from './repo/asks.ts';
import { listWarningSettings, warningsOn } from './repo/settings.ts';
import * as repo from './repo.ts';
import type { Ask } from './schema/asks.ts';
import type { DatedWarnings, WarningSettings } from './schema/settings.ts';
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
    };
  });
}

/** How many dossiers and tasks the actor is warned about or asked about: the figure in the page head. */
export async function countNotices(ctx: AppContext, actor: Actor): Promise<number> {
  if (actor.kind !== 'staff' || !can(oversightPolicy, actor, 'notices', { centreId: actor.centreId })) {
    return 0;
  }
  return readOnly(
    ctx,
    actor,
    async (tx) => (await repo.countOpenFor(tx, addressee(actor))) + (await countAsksTo(tx, addressee(actor))),
  );
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
