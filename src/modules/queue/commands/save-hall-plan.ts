import { listCountersIn } from '#modules/agencies/queries.ts';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { floorRefusals } from '../messages-floor.ts';
import { FLOOR_POLICY } from '../policy-floor.ts';
import { type NewDuty, replaceHallPlan } from '../repo/hall-plans.ts';
import { planClashes } from '../rules/hall-plan.ts';
import type { HallPlanInput } from '../schema-floor.ts';
import { linesByLetter } from './move-counter.ts';
import { getCounterOfficer } from './open-for.ts';
import { publishHall } from './publish.ts';
import { officerOf } from './shift.ts';

const t = floorRefusals('vi');

function refuse(path: string, message: string): never {
  throw new Problem('validation', { detail: message, fields: [{ path, message }] });
}

/** Two at one counter, or one at two: each named once, at the later duty. */
function checkClashes(duties: HallPlanInput['duties'], names: ReadonlyMap<string, string>): void {
  const fields = planClashes(duties).map(({ kind, first, second }): FieldError => {
    const path = `duties.${duties.indexOf(second)}.officerId`;
    if (kind === 'counter-twice') {
      return { path, message: t('plan.counter-twice', { number: second.counter }) };
    }
    const numbers = `${first.counter}, ${second.counter}`;
    return { path, message: t('plan.officer-twice', { name: names.get(second.officerId) ?? '', numbers }) };
  });
  if (fields.length > 0) {
    throw new Problem('validation', { detail: fields[0]?.message ?? '', fields });
  }
}

async function toStore(tx: Tx, input: HallPlanInput): Promise<readonly NewDuty[]> {
  const counters = await listCountersIn(tx);
  const names = new Map<string, string>();
  const duties: NewDuty[] = [];
  for (const [index, duty] of input.duties.entries()) {
    const counter = counters.find(({ number, active }) => active && number === duty.counter);
    if (counter === undefined) {
      refuse(`duties.${index}.counter`, t('counter.unknown', { number: duty.counter }));
    }
    const officer = await getCounterOfficer(tx, duty.officerId, `duties.${index}.officerId`);
    names.set(officer.id, officer.displayName);
    const lines = await linesByLetter(tx, duty.lines, `duties.${index}.lines`);
    duties.push({ counterId: counter.id, officerId: officer.id, from: duty.from, to: duty.to, lines });
  }
  checkClashes(input.duties, names);
  return duties;
}

/**
 * Saves who sits where on a day (kế hoạch trực quầy): the whole plan of that day is replaced. Officers see it, and their counter takes over the planned
 * lines when they open it. Somebody on leave may be planned; the page says so.
 * @throws Problem `forbidden`, `validation` (a day that is over, an unknown counter, person or group, two at one counter, one at two)
 */
export async function saveHallPlan(ctx: AppContext, actor: Actor, input: HallPlanInput): Promise<void> {
  authorise(FLOOR_POLICY, actor, 'floor.plan', actor);
  const now = ctx.clock.now();
  const day = Temporal.PlainDate.from(input.day);
  if (Temporal.PlainDate.compare(day, localDay(now)) < 0) {
    refuse('day', t('plan.past'));
  }
  await inTransaction(ctx, actor, async (tx) => {
    const duties = await toStore(tx, input);
    const { centreId } = actor;
    await replaceHallPlan(tx, { centreId, day, note: input.note, by: officerOf(actor), duties }, now);
    await publishHall(ctx, tx, actor, { kind: 'changed' });
    await record(
      tx,
      actor,
      {
        action: 'hall-plan.save',
        subjectType: 'hall-plan',
        subjectId: input.day,
        detail: { duties: input.duties, note: input.note },
      },
      now,
    );
  });
}
