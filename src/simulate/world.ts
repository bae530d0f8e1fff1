import { getCentrePath, listCounters, listUnits } from '#modules/agencies/queries.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { papersOf, termOf } from '#modules/dossiers/commands/reception.ts';
import type { Paper } from '#modules/dossiers/schema.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import { listPublic } from '#modules/procedures/queries.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import { consoleState } from '#modules/queue/queries.ts';
import { type PublicActor, type StaffActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { Doer } from './next-act.ts';
import type { PlannableProcedure } from './plan.ts';

/** A counter with the receptionist who minds it. */
export interface StaffedCounter {
  readonly id: string;
  readonly officer: StaffActor;
  /** Service groups that it calls from. */
  readonly groupIds: readonly string[];
}

/** The centre that a simulation plays in: its people, counters, calendar and catalogue, as they are stored. */
export interface World {
  readonly centreId: string;
  readonly calendar: CompiledCalendar;
  readonly visitor: PublicActor;
  readonly counters: readonly StaffedCounter[];
  readonly procedures: ReadonlyMap<string, { readonly body: Procedure; readonly papers: readonly Paper[] }>;
  readonly plannable: readonly PlannableProcedure[];
  /** The person who acts. @throws Error when nobody of the unit holds the role */
  staff(doer: Doer): StaffActor;
  /** Who leads: issues an apology for any unit. */
  readonly director: StaffActor;
}

const CHANNELS = { 'in-person': 'direct', online: 'online', postal: 'postal' } as const;

/** Shares the receptionists out to counters so that every line is called from. */
async function staffCounters(
  ctx: AppContext,
  receptionists: readonly StaffActor[],
): Promise<readonly StaffedCounter[]> {
  const [first] = receptionists;
  if (first === undefined) {
    throw new Error('nobody of the centre is a receptionist');
  }
  const counters = await Promise.all(
    (await listCounters(ctx, first))
      .filter((counter) => counter.active)
      .map(async (counter) => ({
        id: counter.id,
        groupIds: (await consoleState(ctx, first, { counterId: counter.id })).lines.map(
          (line) => line.group.id,
        ),
      })),
  );
  const staffed: StaffedCounter[] = [];
  for (const officer of receptionists) {
    const covered = new Set(staffed.flatMap((counter) => counter.groupIds));
    const fresh = (counter: { readonly groupIds: readonly string[] }) =>
      counter.groupIds.filter((id) => !covered.has(id)).length;
    const [best] = counters
      .filter((counter) => !staffed.some((other) => other.id === counter.id))
      .sort((a, b) => fresh(b) - fresh(a) || b.groupIds.length - a.groupIds.length);
    if (best !== undefined) {
      staffed.push({ ...best, officer });
    }
  }
  return staffed;
}

/** Reads the world of a centre. @throws Error when it lacks receptionists, or Problem when it lacks a calendar */
export async function loadWorld(ctx: AppContext, centreId: string): Promise<World> {
  const system = systemActor(centreId, 'simulate');
  const { centre, commune } = await getCentrePath(ctx, centreId);
  const units = await listUnits(ctx, system);
  const { accounts, calendar } = await readOnly(ctx, system, async (tx) => ({
    accounts: (await listAccountsIn(tx)).filter((account) => account.active),
    calendar: await getCalendar(tx, centreId, ctx.clock.now()),
  }));
  const people = accounts
    .map(({ id, unitId, roles, displayName, position, username }) => ({
      actor: {
        kind: 'staff',
        accountId: id,
        centreId,
        unitId,
        roles,
        displayName,
        position,
      } satisfies StaffActor,
      username,
    }))
    .sort((a, b) => (a.username < b.username ? -1 : 1))
    .map(({ actor }) => actor);
  const receptionists = people.filter(
    ({ roles, unitId }) => roles.includes('receptionist') && unitId === centre.id,
  );
  const director = people.find(({ roles }) => roles.includes('centre-director'));
  if (director === undefined) {
    throw new Error('the centre has no director');
  }
  const published = (await listPublic(ctx, system)).filter(
    ({ body }) => body.usualPerYear > 0 && body.executor === 'commune',
  );
  const own = new Set([centre.id, commune.id, ...units.map((unit) => unit.id)]);
  return {
    centreId,
    calendar: calendar.compiled,
    visitor: { kind: 'public', centreId },
    counters: await staffCounters(ctx, receptionists),
    director,
    procedures: new Map(published.map(({ body }) => [body.code, { body, papers: papersOf(body) }])),
    plannable: published.map(({ body }) => ({
      code: body.code,
      perYear: body.usualPerYear,
      term: termOf(body, 'direct', null),
      channels: body.channels.map((channel) => CHANNELS[channel]),
    })),
    staff(doer) {
      const found =
        people.find((person) => person.accountId === doer.accountId) ??
        people.find(({ unitId, roles }) => unitId === doer.unitId && roles.includes(doer.role)) ??
        people.find(({ roles }) => !own.has(doer.unitId) && roles.includes(doer.role));
      if (found === undefined) {
        throw new Error(`nobody of unit ${doer.unitId} is ${doer.role}`);
      }
      return found;
    },
  };
}
