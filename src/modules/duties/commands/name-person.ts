import { listUnitsIn } from '#modules/agencies/queries.ts';
import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { planMessages } from '../plan-messages.ts';
import type { LinkPersonInput, NamePersonInput } from '../plan-schema.ts';
import { dutyPolicy } from '../policy.ts';
import * as plans from '../repo-plans.ts';

/**
 * Names somebody who has no account yet, so that the matrix and the public board can show them.
 * @throws Problem `forbidden`, `validation` (unknown unit)
 */
export async function namePerson(ctx: AppContext, actor: Actor, input: NamePersonInput): Promise<void> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const units = [actor.centreId, ...(await listUnitsIn(tx, actor.centreId)).map((unit) => unit.id)];
    if (!units.includes(input.unitId)) {
      const message = messages('vi')('unitUnknown');
      throw new Problem('validation', { detail: message, fields: [{ path: 'unitId', message }] });
    }
    const { name, position, unitId } = input;
    const person = { id: newId(), name, position, unitId };
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    const { requestId } = input;
    if (await plans.insertNamed(tx, person, { centreId: actor.centreId, accountId, at, requestId })) {
      await record(
        tx,
        actor,
        { action: 'duty-person.named', subjectType: 'person', subjectId: person.id, detail: { name } },
        at,
      );
    }
  });
}

/**
 * Joins somebody who was only named with the account they have now: their duties move to it, and work flows.
 * @throws Problem `forbidden`, `not-found` (nobody named so), `validation` (unknown account)
 */
export async function linkPerson(
  ctx: AppContext,
  actor: Actor,
  personId: string,
  input: LinkPersonInput,
): Promise<void> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await plans.lockMatrix(tx, actor.centreId);
    const person = (await plans.listNamed(tx)).find((one) => one.id === personId);
    if (person === undefined) {
      throw new Problem('not-found', { detail: planMessages('vi')('personUnknown') });
    }
    const account = await findAccountIn(tx, input.accountId);
    if (account === undefined || !account.active) {
      const message = messages('vi')('personUnknown');
      throw new Problem('validation', { detail: message, fields: [{ path: 'accountId', message }] });
    }
    const moved = await plans.linkNamed(tx, personId, account.id);
    await record(
      tx,
      actor,
      {
        action: 'duty-person.linked',
        subjectType: 'account',
        subjectId: account.id,
        detail: { person: personId, name: person.name, duties: moved },
      },
      at,
    );
  });
}
