import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { floorRefusals } from '../messages-floor.ts';
import { FLOOR_POLICY } from '../policy-floor.ts';
import { setCounterLines } from '../repo/counter-lines.ts';
import { listGroups } from '../repo/groups.ts';
import { followGroups } from '../repo/spans.ts';
import type { MoveCounterInput } from '../schema-floor.ts';
import { publishHall } from './publish.ts';
import { getCounter } from './shift.ts';

/** The lines of these letters. @throws Problem `validation` naming a letter that is none */
export async function linesByLetter(
  tx: Tx,
  lines: MoveCounterInput['lines'],
  path = 'lines',
): Promise<readonly { readonly groupId: string; readonly helps: boolean }[]> {
  const groups = await listGroups(tx);
  return lines.map(({ letter, helps }) => {
    const group = groups.find((one) => one.letter === letter);
    if (group === undefined) {
      const message = floorRefusals('vi')('letter.unknown', { letter });
      throw new Problem('validation', { detail: message, fields: [{ path, message }] });
    }
    return { groupId: group.id, helps };
  });
}

/**
 * Lets a counter call from other lines from now on (chuyển quầy sang nhóm khác). Whoever sits there is finished as they are; nobody in a line
 * loses their place. The same lines again change nothing.
 * @throws Problem `forbidden`, `not-found` (counter), `validation` (letter)
 */
export async function moveCounter(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  input: MoveCounterInput,
): Promise<void> {
  authorise(FLOOR_POLICY, actor, 'floor.direct', actor);
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const counter = await getCounter(tx, counterId);
    const lines = await linesByLetter(tx, input.lines);
    if (!(await setCounterLines(tx, { id: counter.id, centreId: actor.centreId }, lines))) {
      return;
    }
    await followGroups(tx, now);
    await publishHall(ctx, tx, actor, { kind: 'changed' });
    await record(
      tx,
      actor,
      {
        action: 'counter.move',
        subjectType: 'counter',
        subjectId: counter.id,
        detail: { counter: counter.number, lines: input.lines },
      },
      now,
    );
  });
}
