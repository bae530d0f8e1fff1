import { getAgencyIn } from '#modules/agencies/queries.ts';
import { logAccess } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { type Actor, hasRole } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { signingAuthority } from './commands/signing.ts';
import { queryMessages } from './messages.ts';
import { actsFor, DOSSIER_POLICY, mayGive, seesPersonal } from './policy.ts';
import * as lists from './repo/lists.ts';
import { settingsOn } from './repo/settings.ts';
import { type DossierRef, findWithEvents, listStates } from './repo/store.ts';
import * as work from './repo/work.ts';
import { possibleCommands } from './rules/abilities.ts';
import { isAtTheSource } from './rules/centre-layer.ts';
import { standingOf, workingDue } from './rules/clock.ts';
import { explainDossier, type StoryLine } from './rules/explain.ts';
import { currentStep, pendingHandOver } from './rules/holding.ts';
import { masked } from './rules/mask.ts';
import { workingMinutesBefore } from './rules/outlook.ts';
import { searchTerms } from './rules/search-words.ts';
import { nextStep } from './rules/strands.ts';
import { type TimelineEntry, timelineOf } from './rules/timeline.ts';
import { WorkFilter } from './schema/work.ts';
import type { CommandType, Dossier, DossierSettings, HandOver, Standing, Step } from './schema.ts';

export type { DossierLine, DossierPage, ListFilter } from './repo/lists.ts';
export type { DossierRef } from './repo/store.ts';
export type { WorkLine, WorkSection } from './repo/work.ts';

const t = queryMessages('vi');

/** A dossier as an officer's page shows it. */
export interface DossierDetail {
  /** With masked numbers unless `personal`. */
  readonly dossier: Dossier;
  /** Whether the actor sees identity numbers, phones and addresses whole. */
  readonly personal: boolean;
  /** What the actor may do now, in the order of the life of a dossier. */
  readonly abilities: readonly CommandType[];
  readonly standing: Standing;
  /** The moment officers work towards; null while nothing runs. */
  readonly due: Temporal.Instant | null;
  readonly step: Step | null;
  readonly nextStep: Step | null;
  readonly pending: HandOver | null;
  readonly timeline: readonly TimelineEntry[];
  /** The story of its time: every run, wait and closing date with reasons. */
  readonly story: readonly StoryLine[];
}

function notFound(): Problem {
  return new Problem('not-found', { detail: t('not-found') });
}

/** Units of the actor; the commune's row is looked up only for its leaders. */
async function unitsOf(tx: Tx, actor: Actor): Promise<readonly string[]> {
  if (!hasRole(actor, 'commune-leader')) {
    return actsFor(actor, '');
  }
  const centre = await getAgencyIn(tx, actor.centreId);
  return actsFor(actor, centre.parentId ?? actor.centreId);
}

/** What the actor may do with the dossier now: possible at all, and theirs by the policy table. */
function abilitiesOf(
  dossier: Dossier,
  actor: Actor,
  units: readonly string[],
  now: Temporal.Instant,
  signs: boolean,
): readonly CommandType[] {
  return possibleCommands(dossier, { actsFor: units, centreUnitId: dossier.centreId, now }).filter(
    (type) => mayGive(dossier, type, actor, units) || (signs && type === 'sign-result'),
  );
}

/**
 * One dossier with its history, what the actor may do now, and why its dates are what they are. The reading is logged.
 * @throws Problem `forbidden`, `not-found` (also for dossiers of other centres)
 */
export async function getDossier(ctx: AppContext, actor: Actor, ref: DossierRef): Promise<DossierDetail> {
  authorise(DOSSIER_POLICY, actor, 'view', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const found = await findWithEvents(tx, ref);
    if (found === null) {
      throw notFound();
    }
    const { dossier, events } = found;
    const units = await unitsOf(tx, actor);
    const personal = seesPersonal(dossier, actor, units);
    const what = personal ? 'dossier.view' : 'dossier.view-masked';
    await logAccess(tx, actor, { what, subjectType: 'dossier', subjectId: dossier.id }, now);
    return {
      dossier: personal ? dossier : masked(dossier),
      personal,
      abilities: abilitiesOf(
        dossier,
        actor,
        units,
        now,
        (await signingAuthority(tx, actor, { type: 'sign-result' }, dossier, now)) !== null,
      ).filter((type) => ctx.config.role !== 'centre-layer' || !isAtTheSource(dossier, type)),
      standing: standingOf(dossier, now),
      due: workingDue(dossier),
      step: currentStep(dossier),
      nextStep: nextStep(dossier, null),
      pending: pendingHandOver(dossier),
      timeline: timelineOf(events),
      story: explainDossier(dossier),
    };
  });
}

/** The state of a dossier inside a running transaction, for other modules' commands and jobs; null when there is none. */
export async function findDossierIn(tx: Tx, ref: DossierRef): Promise<Dossier | null> {
  return (await findWithEvents(tx, ref))?.dossier ?? null;
}

/** The work of the actor in its groups; `counts` are of all, lines the first of each group. */
export interface MyWork {
  readonly sections: readonly work.WorkSection[];
  readonly calendar: CompiledCalendar;
  readonly at: Temporal.Instant;
}

/**
 * "Việc của tôi": what is late, due today, sent back, soon, idle and later; offered and not accepted; waiting for the
 * citizen or for others; at the counter also drafts, requests to pass on, results to return and dossiers to close.
 * @throws Problem `forbidden`
 */
export async function myWork(
  ctx: AppContext,
  actor: Actor,
  filter: WorkFilter = WorkFilter.parse({}),
  limit = 50,
): Promise<MyWork> {
  authorise(DOSSIER_POLICY, actor, 'search', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const calendar = await getCalendar(tx, actor.centreId, now);
    const endOfToday = fromLocal(localDay(now).add({ days: 1 }), '00:00').subtract({ milliseconds: 1 });
    const soon = addTerm(now, { unit: 'working-day', amount: 2 }, calendar.compiled).due;
    const scope: work.WorkScope = {
      units: await unitsOf(tx, actor),
      accountId: actor.kind === 'staff' ? actor.accountId : null,
      wide: hasRole(actor, 'receptionist', 'unit-head', 'centre-director', 'commune-leader'),
      counter: hasRole(actor, 'receptionist', 'centre-director'),
      centreId: actor.centreId,
    };
    const idleSince = workingMinutesBefore(now, filter.idleHours * 60, calendar.compiled);
    const moments = { now, endOfToday, soon, idleSince };
    const sections = await work.listWork(tx, scope, moments, filter, limit);
    return { sections, calendar: calendar.compiled, at: now };
  });
}

/** What is looked for, and which page of it. Pages begin with 1. */
export interface DossierSearch {
  /** Name with or without diacritics, number, phone, identity number. */
  readonly q?: string | undefined;
  readonly filter?: lists.ListFilter | undefined;
  readonly page?: number | undefined;
  readonly pageSize?: number | undefined;
}

/** Hits of a typed search are looked at up to this many; more asks for narrower words. */
const MOST_HITS = 500;

/**
 * Dossiers of the centre by name without diacritics, number, phone or identity number, and by filters; newest change
 * first, with the whole count. Searching by a person is logged.
 * @throws Problem `forbidden`
 */
export async function searchDossiers(
  ctx: AppContext,
  actor: Actor,
  search: DossierSearch,
): Promise<lists.DossierPage> {
  authorise(DOSSIER_POLICY, actor, 'search', { centreId: actor.centreId });
  const now = ctx.clock.now();
  const limit = Math.min(search.pageSize ?? 50, 200);
  const page = { limit, offset: ((search.page ?? 1) - 1) * limit };
  const { words, digits } = searchTerms(search.q ?? '');
  const filter = search.filter ?? {};
  if (words.length === 0 && digits === '') {
    return readOnly(ctx, actor, (tx) => lists.listDossiers(tx, filter, page, now));
  }
  return inTransaction(ctx, actor, async (tx) => {
    const ids = await lists.searchIds(tx, words, digits, MOST_HITS);
    await logAccess(
      tx,
      actor,
      { what: 'search.person', subjectType: 'search', subjectId: search.q ?? '' },
      now,
    );
    const found = await lists.listDossiers(tx, filter, page, now, ids);
    return { ...found, more: found.more || ids.length === MOST_HITS };
  });
}

/** The dated figures in force today in the actor's centre. @throws Problem `forbidden` */
export async function currentSettings(ctx: AppContext, actor: Actor): Promise<DossierSettings> {
  authorise(DOSSIER_POLICY, actor, 'view-settings', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => settingsOn(tx, localDay(ctx.clock.now())));
}

/**
 * Open dossiers of the transaction's centre whose due moment, step budget or closing limit comes before `until`, soonest
 * first: what warnings are made from. What waits for the citizen comes only with its closing limit.
 */
export async function listDueSoon(
  tx: Tx,
  until: Temporal.Instant,
  limit = 1_000,
): Promise<readonly Dossier[]> {
  return lists.listDueBefore(tx, until, limit);
}

/**
 * Every dossier of the transaction's centre in the order of their ids, a batch after `after`: what facts and figures are
 * rebuilt from. For jobs and checks, not for screens.
 */
export async function listAllIn(tx: Tx, after: string | null, limit: number): Promise<readonly Dossier[]> {
  return listStates(tx, after, limit);
}
