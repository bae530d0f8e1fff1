import { getAgencyIn } from '#modules/agencies/queries.ts';
import type { Agency } from '#modules/agencies/schema.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { type Actor, hasRole } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { actsFor } from '../policy.ts';
import { settingsOn } from '../repo/settings.ts';
import type { DecideContext } from '../rules/context.ts';
import type { By } from '../schema.ts';

/** The centre of the actor with the commune whose agency usually decides. */
export interface Surroundings {
  readonly centre: Agency;
  readonly commune: Agency;
  /** Units for which the actor takes dossiers up. */
  readonly units: readonly string[];
}

/** The centre and commune of the transaction. @throws Problem `not-found` */
export async function getSurroundings(tx: Tx, actor: Actor): Promise<Surroundings> {
  const centre = await getAgencyIn(tx, actor.centreId);
  const commune = centre.parentId === null ? centre : await getAgencyIn(tx, centre.parentId);
  return { centre, commune, units: actsFor(actor, commune.id) };
}

/** The actor as the history names them. */
function byOf(actor: Actor): By {
  switch (actor.kind) {
    case 'staff':
      return {
        kind: 'staff',
        accountId: actor.accountId,
        name: actor.displayName,
        position: actor.position,
        unitId: actor.unitId,
      };
    case 'system':
      return { kind: 'system', accountId: null, name: actor.name, position: '', unitId: null };
    case 'device':
      return { kind: 'device', accountId: null, name: actor.purpose, position: '', unitId: null };
    case 'public':
      return { kind: 'public', accountId: null, name: 'Công dân', position: '', unitId: null };
    default:
      return actor satisfies never;
  }
}

/**
 * What every decision knows. A dossier keeps the calendar of its receipt through the version stored with each run; new
 * runs and limits use the version in force now.
 */
export async function baseContext(
  tx: Tx,
  actor: Actor,
  { centre, units }: Surroundings,
  now: Temporal.Instant,
): Promise<DecideContext> {
  const calendar = await getCalendar(tx, actor.centreId, now);
  return {
    now,
    by: byOf(actor),
    leads: hasRole(actor, 'unit-head', 'centre-director', 'commune-leader'),
    actsFor: units,
    calendar: calendar.compiled,
    calendarVersion: calendar.id,
    settings: await settingsOn(tx, localDay(now)),
    centreId: actor.centreId,
    centreUnit: { id: centre.id, name: centre.name },
  };
}
