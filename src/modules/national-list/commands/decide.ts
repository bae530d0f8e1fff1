import { record } from '#modules/audit/commands/record.ts';
import { followList } from '#modules/procedures/commands/follow-list.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { nationalListMessages } from '../messages.ts';
import { NATIONAL_LIST_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import * as differences from '../repo-differences.ts';
import type { CatalogueDifference, DecideInput } from '../schema.ts';
import { raiseDifferences } from './raise.ts';

/** What came of a decision about several: those done, and those not with the reason. */
export interface Decided {
  readonly done: readonly string[];
  readonly not: readonly { readonly code: string; readonly why: string }[];
}

interface Work {
  readonly ctx: AppContext;
  readonly actor: Actor;
  readonly input: DecideInput;
  readonly at: Temporal.Instant;
}

const nameOf = (actor: Actor) => (actor.kind === 'staff' ? actor.displayName : actor.kind);

/** The day of the decision: of acceptance the one that was chosen, else the one that the list names, else today. */
function dayFor(one: CatalogueDifference, { input, at }: Work): Temporal.PlainDate | null {
  const today = localDay(at);
  const chosen = input.day === undefined ? undefined : Temporal.PlainDate.from(input.day);
  switch (input.decision) {
    case 'accept':
      return chosen ?? one.suggestedFrom ?? today;
    case 'postpone':
      return chosen ?? null;
    case 'refuse':
      return null;
    default:
      return input.decision satisfies never;
  }
}

/** Accepts: the catalogue follows from the day on. @returns false where the catalogue changed meanwhile; the difference is then made anew */
async function follow(
  tx: Tx,
  work: Work,
  one: CatalogueDifference,
  from: Temporal.PlainDate,
): Promise<boolean> {
  const { actor, at } = work;
  const followed = await followList(tx, {
    centreId: actor.centreId,
    code: one.code,
    body: one.after,
    from,
    baseId: one.baseId,
    source: nationalListMessages('vi')('source-name'),
    at,
    by: nameOf(actor),
  });
  if (!followed) {
    const fetch = await repo.newestFetch(tx);
    await raiseDifferences(tx, {
      centreId: actor.centreId,
      codes: [one.code],
      listed: one.kind === 'abolished' ? new Set() : undefined,
      ours: true,
      fetchId: fetch?.id ?? '',
      at,
      today: localDay(at),
    });
  }
  return followed;
}

/** Decides about one, in its own transaction. */
async function decideOne(
  work: Work,
  id: string,
): Promise<{ readonly code: string; readonly why: string | null }> {
  const { ctx, actor, input, at } = work;
  const t = nationalListMessages('vi');
  return inTransaction(ctx, actor, async (tx) => {
    const one = await differences.lockDifference(tx, id);
    if (one === null) {
      return { code: '', why: t('difference-missing') };
    }
    if (await differences.wasDecidedBy(tx, input.requestId, id)) {
      return { code: one.code, why: null };
    }
    if (one.state !== 'open' && one.state !== 'postponed') {
      return { code: one.code, why: t('decided-already', { by: one.decidedBy ?? '' }) };
    }
    const day = dayFor(one, work);
    if (input.decision === 'accept' && day !== null && !(await follow(tx, work, one, day))) {
      return { code: one.code, why: t('overtaken') };
    }
    const reason = input.reason === '' ? null : input.reason;
    await differences.keepDecision(tx, actor.centreId, {
      requestId: input.requestId,
      differenceId: id,
      decision: input.decision,
      day,
      reason,
      accountId: actor.kind === 'staff' ? actor.accountId : null,
      byName: nameOf(actor),
      at,
    });
    await record(
      tx,
      actor,
      {
        action: `national-list.${input.decision}`,
        subjectType: 'procedure',
        subjectId: one.code,
        detail: { kind: one.kind, day: day?.toString() ?? null, reason },
      },
      at,
    );
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { kind: 'national-list' });
    return { code: one.code, why: null };
  });
}

/**
 * Accepts, refuses or postpones differences, each in a transaction of its own, so that one that was overtaken does not hold up the others. Accepted ones become
 * versions of the catalogue from their day on; dossiers in hand keep theirs. A repeat of the request changes nothing.
 * @throws Problem `forbidden`, `validation` (a day that has passed)
 */
export async function decideDifferences(ctx: AppContext, actor: Actor, input: DecideInput): Promise<Decided> {
  authorise(NATIONAL_LIST_POLICY, actor, 'decide', actor);
  const at = ctx.clock.now();
  const today = localDay(at);
  const day = input.day === undefined ? undefined : Temporal.PlainDate.from(input.day);
  const earliest = input.decision === 'postpone' ? today.add({ days: 1 }) : today;
  if (input.decision !== 'refuse' && day !== undefined && Temporal.PlainDate.compare(day, earliest) < 0) {
    const message = nationalListMessages('vi')('day-passed', { day: formatDate(earliest) });
    throw new Problem('validation', { detail: message, fields: [{ path: 'day', message }] });
  }
  const done: string[] = [];
  const not: { code: string; why: string }[] = [];
  for (const id of input.ids) {
    try {
      const { code, why } = await decideOne({ ctx, actor, input, at }, id);
      if (why === null) {
        done.push(code);
      } else {
        not.push({ code, why });
      }
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
      not.push({ code: '', why: error.details.detail });
    }
  }
  return { done, not };
}
