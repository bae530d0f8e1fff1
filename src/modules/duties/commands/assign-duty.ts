import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { dutyPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { listAuthorities } from '../repo-authority.ts';
import { lockMatrix } from '../repo-plans.ts';
import { type PlannedDuty, scopeKey } from '../rules/plan.ts';
import { overlappingMains } from '../rules.ts';
import type { AssignDutyInput, Duty } from '../schema.ts';
import { scopeWords } from '../words.ts';

const t = messages('vi');

/** Signing may be named for somebody with written authority of the same scope on the duty's first day. */
async function isAuthorised(tx: Tx, duty: Duty): Promise<boolean> {
  return (
    duty.role === 'commune-leader' &&
    (await listAuthorities(tx, Temporal.PlainDate.from(duty.validFrom))).some(
      ({ accountId, scope }) => accountId === duty.accountId && scopeKey(scope) === scopeKey(duty.scope),
    )
  );
}

/**
 * Gives a person a duty. The person must hold the role; a second main officer for the same scope and time is refused.
 * @throws Problem `forbidden`, `validation` (unknown person, role not held), `conflict` (somebody else is main)
 */
export async function assignDuty(ctx: AppContext, actor: Actor, input: AssignDutyInput): Promise<Duty> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const duty: PlannedDuty = {
    id: newId(),
    accountId: input.accountId,
    role: input.role,
    scope:
      input.procedureCode === undefined
        ? { fieldGroup: input.fieldGroup ?? '' }
        : { procedureCode: input.procedureCode },
    rank: input.rank,
    validFrom: input.validFrom,
    validTo: input.validTo ?? null,
    counterId: null,
  };
  return inTransaction(ctx, actor, async (tx) => {
    await lockMatrix(tx, actor.centreId);
    const before = await repo.findByRequest(tx, input.requestId);
    if (before !== null) {
      return before;
    }
    const person = await findAccountIn(tx, input.accountId);
    if (person === undefined || !person.active) {
      throw new Problem('validation', {
        detail: t('personUnknown'),
        fields: [{ path: 'accountId', message: t('personUnknown') }],
      });
    }
    if (!person.roles.includes(input.role) && !(await isAuthorised(tx, duty))) {
      const message = t('personLacksRole', { name: person.displayName });
      throw new Problem('validation', { detail: message, fields: [{ path: 'role', message }] });
    }
    const [other] = overlappingMains(await repo.lockScope(tx, duty.role, duty.scope), duty);
    if (other !== undefined) {
      const holder = await findAccountIn(tx, other.accountId);
      throw new Problem('conflict', {
        detail: t('overlap', { name: holder?.displayName ?? '', scope: scopeWords(duty.scope) }),
      });
    }
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    await repo.insertDuty(tx, duty, { centreId: actor.centreId, accountId, at, requestId: input.requestId });
    await record(
      tx,
      actor,
      {
        action: 'duty.assigned',
        subjectType: 'account',
        subjectId: duty.accountId,
        detail: {
          duty: duty.id,
          role: duty.role,
          ...duty.scope,
          rank: duty.rank,
          from: duty.validFrom,
          to: duty.validTo,
        },
      },
      at,
    );
    return duty;
  });
}
