import { listCountersIn } from '#modules/agencies/queries.ts';
import { findAwayIn } from '#modules/duties/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise, can } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { FLOOR_POLICY } from './policy-floor.ts';
import { type CounterOfficer, counterOfficersIn } from './queries-floor.ts';
import { listGroups, listLinks } from './repo/groups.ts';
import { findHallPlan, lastPlannedBefore, plannedDuties, type StoredDuty } from './repo/hall-plans.ts';

/** Days ahead that an officer is shown. */
const SHOWN_DAYS = 7;
/** How finely absences are looked at. */
const STEP_MINUTES = 30;

/** A planned duty of somebody who is away for a part of it. */
export interface AwayConflict {
  readonly duty: StoredDuty;
  readonly until: Temporal.Instant;
}

/** A day's plan with everything that planning needs. */
export interface HallPlanView {
  readonly day: Temporal.PlainDate;
  readonly saved: boolean;
  readonly note: string;
  readonly duties: readonly StoredDuty[];
  readonly away: readonly AwayConflict[];
  /** Duties of the last planned day before, offered where this day has none. */
  readonly earlier: readonly StoredDuty[];
  readonly counters: readonly { readonly number: number; readonly name: string; readonly lines: string }[];
  readonly groups: readonly { readonly letter: string; readonly name: string }[];
  readonly officers: readonly CounterOfficer[];
  readonly mayPlan: boolean;
}

/** "A B (C)": lines as the director writes them. */
export function linesText(lines: readonly { readonly letter: string; readonly helps: boolean }[]): string {
  return lines.map(({ letter, helps }) => (helps ? `(${letter})` : letter)).join(' ');
}

async function awayOf(tx: Tx, duties: readonly StoredDuty[]): Promise<readonly AwayConflict[]> {
  const found: AwayConflict[] = [];
  for (const duty of duties) {
    const midnight = fromLocal(duty.day, '00:00');
    for (let minute = duty.from; minute < duty.to; minute += STEP_MINUTES) {
      const until = (await findAwayIn(tx, midnight.add({ minutes: minute }))).get(duty.officerId);
      if (until !== undefined) {
        found.push({ duty, until });
        break;
      }
    }
  }
  return found;
}

/** The plan of a day: who sits where, and who of them is on leave. @throws Problem `forbidden` */
export async function hallPlanOn(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<HallPlanView> {
  authorise(FLOOR_POLICY, actor, 'floor.plan-see', actor);
  return readOnly(ctx, actor, async (tx) => {
    const plan = await findHallPlan(tx, day);
    const duties = await plannedDuties(tx, { from: day, to: day });
    const before = plan === undefined ? await lastPlannedBefore(tx, day) : undefined;
    const groups = await listGroups(tx);
    const links = await listLinks(tx);
    const linesOf = (counterId: string) =>
      links
        .filter((link) => link.counterId === counterId)
        .map(({ groupId, helps }) => ({
          letter: groups.find(({ id }) => id === groupId)?.letter ?? '',
          helps,
        }))
        .sort((a, b) => Number(a.helps) - Number(b.helps) || a.letter.localeCompare(b.letter));
    return {
      day,
      saved: plan !== undefined,
      note: plan?.note ?? '',
      duties,
      away: await awayOf(tx, duties),
      earlier: before === undefined ? [] : await plannedDuties(tx, { from: before, to: before }),
      counters: (await listCountersIn(tx))
        .filter(({ active }) => active)
        .map(({ id, number, name }) => ({ number, name, lines: linesText(linesOf(id)) })),
      groups: groups.map(({ letter, name }) => ({ letter, name })),
      officers: await counterOfficersIn(tx),
      mayPlan: can(FLOOR_POLICY, actor, 'floor.plan', actor),
    };
  });
}

/** What the plans of today and the next days have for the actor; nothing for anybody but staff. @throws Problem `forbidden` */
export async function myHallDuties(ctx: AppContext, actor: Actor): Promise<readonly StoredDuty[]> {
  authorise(FLOOR_POLICY, actor, 'floor.plan-see', actor);
  if (actor.kind !== 'staff') {
    return [];
  }
  const from = localDay(ctx.clock.now());
  const to = from.add({ days: SHOWN_DAYS });
  return readOnly(ctx, actor, (tx) => plannedDuties(tx, { from, to }, actor.accountId));
}
