import { getCalendar } from '#modules/calendar/queries.ts';
import { loadsOf } from '#modules/dossiers/commands/assignees.ts';
import { findAwayIn } from '#modules/duties/queries.ts';
import { type Candidate, suggest } from '#modules/duties/rules/load.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Tx } from '#platform/db/tx.ts';

/** Somebody to whom work of a unit can be given. */
export interface RoomFor extends Candidate {
  readonly unitId: string;
}

/**
 * Who of the units is there and could take work over, who has most room first (fairness: working time left, then
 * dossiers, then name). The commune's leaders come last: they sign. Administrators and auditors take no work.
 */
export async function listRoom(
  tx: Tx,
  centreId: string,
  unitIds: ReadonlySet<string>,
  now: Temporal.Instant,
): Promise<readonly RoomFor[]> {
  const away = await findAwayIn(tx, now);
  const people = (await listAccountsIn(tx)).filter(
    (one) =>
      one.active &&
      unitIds.has(one.unitId) &&
      !away.has(one.id) &&
      one.roles.some((role) => role !== 'administrator' && role !== 'auditor'),
  );
  const calendar = (await getCalendar(tx, centreId, now)).compiled;
  const loads = await loadsOf(
    tx,
    { now, calendar },
    people.map(({ id }) => id),
  );
  const unitOf = new Map(people.map((one) => [one.id, one.unitId]));
  const leads = new Set(people.filter((one) => one.roles.includes('commune-leader')).map(({ id }) => id));
  return suggest(
    people.map(({ id, displayName }) => ({ accountId: id, name: displayName, load: loads.get(id) })),
  )
    .map((one) => ({ ...one, unitId: unitOf.get(one.accountId) ?? '' }))
    .sort((a, b) => Number(leads.has(a.accountId)) - Number(leads.has(b.accountId)));
}
