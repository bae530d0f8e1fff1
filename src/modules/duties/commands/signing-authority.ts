import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { authorityMessages } from '../authority-messages.ts';
import type { EndAuthorityInput, GiveAuthorityInput, SigningAuthority } from '../authority-schema.ts';
import { messages } from '../messages.ts';
import { dutyPolicy } from '../policy.ts';
import * as repo from '../repo-authority.ts';

/**
 * Enters a written authority to sign (NĐ 280/2025 for certification): from its first day on the person may sign results
 * of the field or procedure, and may be named for signing in the matrix. A leader of the commune needs none.
 * @throws Problem `forbidden`, `validation` (unknown person, or one who signs by office)
 */
export async function giveAuthority(
  ctx: AppContext,
  actor: Actor,
  input: GiveAuthorityInput,
): Promise<SigningAuthority> {
  authorise(dutyPolicy, actor, 'authorise-signing', { centreId: actor.centreId });
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = await repo.findAuthorityByRequest(tx, input.requestId);
    if (before !== null) {
      return before;
    }
    const person = await findAccountIn(tx, input.accountId);
    const message =
      person === undefined || !person.active
        ? messages('vi')('personUnknown')
        : person.roles.includes('commune-leader')
          ? authorityMessages('vi')('signsByOffice', { name: person.displayName })
          : null;
    if (message !== null) {
      throw new Problem('validation', { detail: message, fields: [{ path: 'accountId', message }] });
    }
    const authority: SigningAuthority = {
      id: newId(),
      accountId: input.accountId,
      scope:
        input.procedureCode === undefined
          ? { fieldGroup: input.fieldGroup ?? '' }
          : { procedureCode: input.procedureCode },
      decisionNo: input.decisionNo,
      decisionDay: input.decisionDay,
      grantedBy: input.grantedBy,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      endedReason: '',
    };
    const accountId = actor.kind === 'staff' ? actor.accountId : null;
    const { requestId } = input;
    await repo.insertAuthority(tx, authority, { centreId: actor.centreId, accountId, at, requestId });
    await record(
      tx,
      actor,
      {
        action: 'signing.authorised',
        subjectType: 'account',
        subjectId: authority.accountId,
        detail: {
          authority: authority.id,
          ...authority.scope,
          decision: authority.decisionNo,
          from: authority.validFrom,
          to: authority.validTo,
        },
      },
      at,
    );
    return authority;
  });
}

/**
 * Ends an authority at once: yesterday was its last day, or it never begins. Ending twice is no error.
 * @throws Problem `forbidden`, `not-found`
 */
export async function endAuthority(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: EndAuthorityInput,
): Promise<void> {
  authorise(dutyPolicy, actor, 'authorise-signing', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const today = localDay(at);
  await inTransaction(ctx, actor, async (tx) => {
    const authority = await repo.lockAuthority(tx, id);
    if (authority === null) {
      throw new Problem('not-found', { detail: authorityMessages('vi')('unknown') });
    }
    if (authority.validTo !== null && authority.validTo < today.toString()) {
      return;
    }
    const first = Temporal.PlainDate.from(authority.validFrom);
    const last =
      Temporal.PlainDate.compare(first, today) <= 0
        ? today.subtract({ days: 1 })
        : first.subtract({ days: 1 });
    const floor = first.subtract({ days: 1 });
    const lastDay = Temporal.PlainDate.compare(last, floor) < 0 ? floor : last;
    await repo.endAuthorityRow(
      tx,
      id,
      lastDay,
      input.reason,
      actor.kind === 'staff' ? actor.accountId : null,
    );
    await record(
      tx,
      actor,
      {
        action: 'signing.ended',
        subjectType: 'account',
        subjectId: authority.accountId,
        detail: { authority: id, reason: input.reason },
      },
      at,
    );
  });
}
