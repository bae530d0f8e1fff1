import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { pageMessages } from './messages.ts';
import { CALENDAR_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { checkCalendar, type Finding } from './rules/check.ts';
import { type CalendarPair, compilePair } from './rules/source.ts';
import type { SpecialDay } from './schema/official.ts';
import type { CalendarVersion, VersionLine } from './schema/version.ts';
import type { WeekHours } from './schema.ts';

/** A version ready for counting. */
export interface CentreCalendar {
  readonly id: string;
  readonly version: number;
  /** The calendar that counts for terms. */
  readonly compiled: CalendarPair['terms'];
  /** The calendar of open doors. */
  readonly open: CalendarPair['open'];
}

/** Versions never change, so a compiled one is good for the life of the process. Oldest first; kept small. */
const compiled = new Map<string, CentreCalendar>();
const KEPT = 1_000;

function missing(): Problem {
  return new Problem('not-found', { detail: pageMessages('vi')('no-calendar') });
}

/**
 * The calendar of the transaction's centre, compiled once per version.
 * @param at the version in force at that instant (the day of receipt); left out, the newest
 * @throws Problem `not-found` when the centre has none that early
 */
export async function getCalendar(tx: Tx, centreId: string, at?: Temporal.Instant): Promise<CentreCalendar> {
  const found = await repo.findVersionId(tx, at === undefined ? undefined : localDay(at));
  if (!found) {
    throw missing();
  }
  return getCalendarVersion(tx, centreId, found.id);
}

/**
 * One version by id, as a dossier remembers it. @throws Problem `not-found`, for another centre's version too
 */
export async function getCalendarVersion(tx: Tx, centreId: string, id: string): Promise<CentreCalendar> {
  const key = `${centreId}/${id}`;
  const known = compiled.get(key);
  if (known) {
    return known;
  }
  const version = await repo.findVersion(tx, id);
  if (version?.centreId !== centreId) {
    throw missing();
  }
  const { terms, open } = compilePair(version);
  const calendar: CentreCalendar = { id, version: version.version, compiled: terms, open };
  const oldest = compiled.keys().next();
  if (compiled.size >= KEPT && !oldest.done) {
    compiled.delete(oldest.value);
  }
  compiled.set(key, calendar);
  return calendar;
}

/** {@link getCalendar} in a transaction of its own, for screens. @throws Problem `forbidden` or `not-found` */
export async function currentCalendar(ctx: AppContext, actor: Actor): Promise<CentreCalendar> {
  authorise(CALENDAR_POLICY, actor, 'calendar.view', actor);
  return readOnly(ctx, actor, (tx) => getCalendar(tx, actor.centreId, ctx.clock.now()));
}

/** When the doors are open: the usual week, and the days that differ from today on. */
export interface DoorHours {
  readonly week: WeekHours;
  readonly days: readonly SpecialDay[];
}

/** What people are told of the doors, from the version in force today. @throws Problem `forbidden`, `not-found` */
export async function doorHours(ctx: AppContext, actor: Actor): Promise<DoorHours> {
  authorise(CALENDAR_POLICY, actor, 'calendar.view', actor);
  const at = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const found = await repo.findVersionId(tx, localDay(at));
    const version = found && (await repo.findVersion(tx, found.id));
    if (!version) {
      throw missing();
    }
    const today = localDay(at).toString();
    return {
      week: version.publicHours ?? version.hours,
      days: version.days.filter(({ date }) => date >= today),
    };
  });
}

/** What the administrator's page shows. */
export interface CalendarOverview {
  readonly version: CalendarVersion;
  readonly calendar: CentreCalendar;
  readonly findings: readonly Finding[];
  readonly versions: readonly VersionLine[];
}

/** The newest calendar with its days, what is doubtful in it, and its last versions. @throws Problem `forbidden`, `not-found` */
export async function calendarOverview(ctx: AppContext, actor: Actor): Promise<CalendarOverview> {
  authorise(CALENDAR_POLICY, actor, 'calendar.view', actor);
  return readOnly(ctx, actor, async (tx) => {
    const calendar = await getCalendar(tx, actor.centreId);
    const version = await repo.findVersion(tx, calendar.id);
    if (!version) {
      throw missing();
    }
    return {
      version,
      calendar,
      findings: checkCalendar(calendar.compiled, localDay(ctx.clock.now())),
      versions: await repo.listVersions(tx, 20),
    };
  });
}
