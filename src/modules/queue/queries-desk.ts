import { findDossierIn } from '#modules/dossiers/queries.ts';
import { listPublic } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { formatIso, fromLocal, localDay } from '#platform/time.ts';
import { dayWords, hallDayAt } from './day.ts';
import { type ConsoleChoice, type ConsoleState, consoleState } from './queries.ts';
import { listPauseReasons } from './repo/hall-rules.ts';
import { listHeld } from './repo/held.ts';
import { mattersOf } from './repo/matters.ts';
import { countQuick, findQuick } from './repo/quick.ts';
import { presentForStaff } from './views.ts';

/** Days for which somebody left on hold is still shown, so that nobody is forgotten. */
const HELD_DAYS = 7;
const NOT_CALLED = { calledAt: null, servedAt: null };

/** A dossier of the visit, as a link. */
export interface VisitDossier {
  readonly id: string;
  /** Empty while it has none. */
  readonly number: string;
  readonly procedure: string;
}

/** A matter of the visit, moments as ISO; `until` is null while it runs. */
export interface DeskMatter {
  readonly id: string;
  /** The procedure's name, else the words that were typed. */
  readonly name: string;
  readonly since: string;
  readonly until: string | null;
}

/** Somebody on hold. `today`: may come back into the line; earlier days can only be finished. */
export interface DeskHeld {
  readonly ticket: NonNullable<ConsoleState['current']>;
  readonly reason: string;
  readonly since: string;
  readonly counter: number;
  readonly today: boolean;
}

/** A procedure to choose from. */
export interface DeskProcedure {
  readonly code: string;
  readonly name: string;
}

/** {@link ConsoleState} with everything else that one counter works with. */
export interface DeskState extends ConsoleState {
  readonly dossiers: readonly VisitDossier[];
  readonly matters: readonly DeskMatter[];
  readonly held: readonly DeskHeld[];
  /** Since when a question without a ticket is being answered. */
  readonly quickSince: string | undefined;
  /** Questions of this counter today that were answered. */
  readonly quickToday: number;
  readonly pauseReasons: readonly string[];
  /** Procedures of the lines of this counter, by name. */
  readonly procedures: readonly DeskProcedure[];
  /** Names of procedures by code: what people call them. */
  readonly procedureNames: ReadonlyMap<string, string>;
  /** What people in the hall are told of the day; undefined while it simply works. */
  readonly day: string | undefined;
}

async function dossiersIn(tx: Tx, ids: readonly string[]): Promise<readonly VisitDossier[]> {
  const found: VisitDossier[] = [];
  for (const id of ids) {
    const dossier = await findDossierIn(tx, { id });
    if (dossier !== null) {
      found.push({ id, number: dossier.number ?? '', procedure: dossier.procedure.name });
    }
  }
  return found;
}

async function ofCounter(
  tx: Tx,
  state: ConsoleState,
  names: ReadonlyMap<string, string>,
  now: Temporal.Instant,
): Promise<Pick<DeskState, 'dossiers' | 'matters' | 'held' | 'quickSince' | 'quickToday'>> {
  const { counter, current, groups, lines } = state;
  if (counter === undefined) {
    return { dossiers: [], matters: [], held: [], quickSince: undefined, quickToday: 0 };
  }
  const today = localDay(now);
  const groupIds = lines.map(({ group }) => group.id);
  const held = await listHeld(tx, { id: counter.id, groupIds }, today.subtract({ days: HELD_DAYS }));
  const quick = await findQuick(tx, counter.id);
  return {
    dossiers: current === undefined ? [] : await dossiersIn(tx, current.dossiers),
    matters:
      current === undefined
        ? []
        : (await mattersOf(tx, current.id)).map(({ id, procedureCode, title, startedAt, endedAt }) => ({
            id,
            name: (procedureCode === null ? undefined : names.get(procedureCode)) ?? title,
            since: formatIso(startedAt),
            until: endedAt === null ? null : formatIso(endedAt),
          })),
    held: held.map(({ ticket, since, counter: number }) => ({
      ticket: presentForStaff(ticket, groups, NOT_CALLED, []),
      reason: ticket.holdReason,
      since: formatIso(since),
      counter: number,
      today: ticket.day.equals(today),
    })),
    quickSince: quick === undefined ? undefined : formatIso(quick.startedAt),
    quickToday: await countQuick(tx, counter.id, fromLocal(today, '00:00')),
  };
}

/** Everything on the counter's console. @throws Problem `forbidden` */
export async function deskState(ctx: AppContext, actor: Actor, choice: ConsoleChoice): Promise<DeskState> {
  const state = await consoleState(ctx, actor, choice);
  const now = ctx.clock.now();
  const catalogue = await listPublic(ctx, actor);
  const procedureNames = new Map(catalogue.map(({ body }) => [body.code, body.plainName ?? body.name]));
  const fields = new Set(state.lines.flatMap(({ group }) => group.fields));
  const procedures = catalogue
    .filter(({ body }) => fields.has(body.fieldGroup))
    .map(({ body }) => ({ code: body.code, name: body.plainName ?? body.name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
  return readOnly(ctx, actor, async (tx) => ({
    ...state,
    ...(await ofCounter(tx, state, procedureNames, now)),
    pauseReasons: await listPauseReasons(tx),
    procedures,
    procedureNames,
    day: dayWords(await hallDayAt(tx, actor.centreId, now), 'vi'),
  }));
}
