import { getCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { listDueSoon } from '#modules/dossiers/queries.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { type Actor, hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise, can } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { oversightPolicy } from './policy.ts';
import * as repo from './repo.ts';
import { type Forecast, forecast, watchFacts } from './rules.ts';
import type { Outlook, StoredWarning, WatchFacts } from './schema.ts';

/** How far ahead the watching page looks. */
const AHEAD_DAYS = 30;

function addressee(actor: StaffActor): repo.Addressee {
  return {
    accountId: actor.accountId,
    unitId: actor.unitId,
    headsUnit: hasRole(actor, 'unit-head', 'centre-director'),
    leads: hasRole(actor, 'commune-leader', 'centre-director'),
  };
}

/** Open warnings to the actor, soonest first. Looking at them is noted. @throws Problem `forbidden` */
export async function readNotices(ctx: AppContext, actor: StaffActor): Promise<readonly StoredWarning[]> {
  authorise(oversightPolicy, actor, 'notices', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const warnings = await repo.listOpenFor(tx, addressee(actor), 200);
    await repo.markSeen(
      tx,
      warnings.filter((warning) => warning.seenAt === null).map((warning) => warning.id),
      actor.accountId,
      ctx.clock.now(),
    );
    return warnings;
  });
}

/** How many dossiers the actor is warned about: the figure in the page head. 0 for who gets no warnings. */
export async function countNotices(ctx: AppContext, actor: Actor): Promise<number> {
  if (actor.kind !== 'staff' || !can(oversightPolicy, actor, 'notices', { centreId: actor.centreId })) {
    return 0;
  }
  return readOnly(ctx, actor, (tx) => repo.countOpenFor(tx, addressee(actor)));
}

/** A dossier that is watched, with what will become of it. */
export interface WatchedDossier extends Forecast {
  readonly facts: WatchFacts;
}

/** One unit's figures on the watching page. */
export interface UnitLoad {
  readonly unitId: string;
  readonly unitName: string;
  readonly inHand: number;
  readonly dueToday: number;
  readonly willBeLate: number;
  readonly late: number;
}

/** What will be late, and who can prevent it. */
export interface WatchBoard {
  /** Late, will be late, or tight: worst first. */
  readonly pressing: readonly WatchedDossier[];
  /** Past the time for bringing papers: a person decides whether to close (Đ19 k.5). */
  readonly toClose: readonly WatchedDossier[];
  readonly units: readonly UnitLoad[];
  readonly at: Temporal.Instant;
}

const RANK: Readonly<Record<Outlook, number>> = { late: 0, 'will-be-late': 1, tight: 2, fine: 3, waiting: 4 };

function watched(dossier: Dossier, now: Temporal.Instant, calendar: CompiledCalendar): WatchedDossier | null {
  const facts = watchFacts(dossier);
  try {
    return { facts, ...forecast(facts, now, calendar) };
  } catch (error) {
    if (error instanceof CalendarError) {
      return null;
    }
    throw error;
  }
}

function byUrgency(a: WatchedDossier, b: WatchedDossier): number {
  return (
    RANK[a.outlook] - RANK[b.outlook] ||
    Temporal.Instant.compare(a.due ?? a.facts.closingLimit ?? MAX, b.due ?? b.facts.closingLimit ?? MAX) ||
    (a.facts.dossierId < b.facts.dossierId ? -1 : 1)
  );
}
const MAX = Temporal.Instant.from('9999-12-31T00:00Z');

function loads(dossiers: readonly WatchedDossier[], endOfToday: Temporal.Instant): readonly UnitLoad[] {
  const byUnit = Map.groupBy(
    dossiers.filter((dossier) => dossier.due !== null),
    (dossier) => dossier.facts.holder.unitId,
  );
  return [...byUnit.entries()]
    .map(([unitId, all]) => ({
      unitId,
      unitName: all[0]?.facts.label.unitName ?? '',
      inHand: all.length,
      dueToday: all.filter(
        (d) => d.outlook !== 'late' && Temporal.Instant.compare(d.due ?? MAX, endOfToday) <= 0,
      ).length,
      willBeLate: all.filter((d) => d.outlook === 'will-be-late').length,
      late: all.filter((d) => d.outlook === 'late').length,
    }))
    .sort(
      (a, b) => b.late - a.late || b.willBeLate - a.willBeLate || a.unitName.localeCompare(b.unitName, 'vi'),
    );
}

/**
 * The board of a head (own unit) or of a director or leader (all units): what is late or will be, who holds it, until
 * when the step must be left; and what waits past its closing limit. @throws Problem `forbidden`
 */
export async function getWatchBoard(ctx: AppContext, actor: Actor): Promise<WatchBoard> {
  const ownUnit = actor.kind === 'staff' ? actor.unitId : null;
  authorise(oversightPolicy, actor, 'watch', { centreId: actor.centreId, unitId: ownUnit });
  const wholeCentre = can(oversightPolicy, actor, 'watch', { centreId: actor.centreId });
  const now = ctx.clock.now();
  const endOfToday = fromLocal(localDay(now).add({ days: 1 }), '00:00');
  return readOnly(ctx, actor, async (tx) => {
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const dossiers = (await listDueSoon(tx, now.add({ hours: 24 * AHEAD_DAYS })))
      .filter((dossier) => wholeCentre || dossier.holder.unitId === ownUnit)
      .flatMap((dossier) => watched(dossier, now, compiled) ?? []);
    const pastLimit = ({ facts }: WatchedDossier) =>
      facts.closingLimit !== null && Temporal.Instant.compare(now, facts.closingLimit) > 0;
    return {
      pressing: dossiers.filter((d) => ['late', 'will-be-late', 'tight'].includes(d.outlook)).sort(byUrgency),
      toClose: dossiers.filter(pastLimit).sort(byUrgency),
      units: loads(dossiers, endOfToday),
      at: now,
    };
  });
}

/** The warnings of a dossier with what came of each, oldest first. @throws Problem `forbidden` */
export async function warningsOf(
  ctx: AppContext,
  actor: Actor,
  dossier: Pick<Dossier, 'id' | 'holder'>,
): Promise<readonly StoredWarning[]> {
  authorise(oversightPolicy, actor, 'watch', { centreId: actor.centreId, unitId: dossier.holder.unitId });
  return readOnly(ctx, actor, (tx) => repo.listOfDossier(tx, dossier.id));
}
