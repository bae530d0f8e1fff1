import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { handOnMessages } from '../hand-on-messages.ts';
import type { HandOnRun, PlaceItemInput, TakeBackInput } from '../hand-on-schema.ts';
import * as repo from '../repo/hand-on.ts';
import { execute } from './execute.ts';

const t = handOnMessages('vi');

async function getRun(ctx: AppContext, actor: Actor, runId: string): Promise<HandOnRun> {
  const run = await readOnly(ctx, actor, (tx) => repo.findRun(tx, runId));
  if (run === null) {
    throw new Problem('not-found', { detail: t('unknownRun') });
  }
  return run;
}

/**
 * Gives a dossier of a run to somebody by hand; rights are those of the dossier's own command. A repeat of the request
 * changes nothing more.
 * @throws Problem as {@link execute}; `not-found` for an unknown run
 */
export async function placeItem(
  ctx: AppContext,
  actor: Actor,
  target: { readonly runId: string; readonly dossierId: string },
  input: PlaceItemInput,
): Promise<void> {
  const run = await getRun(ctx, actor, target.runId);
  await execute(
    ctx,
    actor,
    { id: target.dossierId },
    {
      type: 'hand-on',
      fromAccountId: run.accountId,
      toAccountId: input.toAccountId,
      because: `${run.because} ${t('byHand', { who: actor.kind === 'staff' ? actor.displayName : '' })}`,
    },
    input.requestId,
    async (tx, { dossier, repeated }) => {
      if (repeated) {
        return;
      }
      const to =
        dossier.handOvers.at(-1)?.to.accountId === input.toAccountId
          ? dossier.handOvers.at(-1)?.to
          : dossier.holder;
      await repo.putItem(tx, actor.centreId, run.id, {
        dossierId: dossier.id,
        outcome: 'moved',
        toAccountId: input.toAccountId,
        toName: to?.name ?? null,
        why: to?.why ?? '',
        at: ctx.clock.now(),
      });
    },
  );
}

/** What taking back led to, dossier by dossier. */
export interface TakenBack {
  readonly taken: readonly string[];
  readonly kept: readonly { readonly dossierId: string; readonly why: string }[];
}

/**
 * Brings the ticked dossiers back to the person who was away, each by itself: what has gone on meanwhile stays where it
 * is, with the reason. Rights are those of the dossier's own command.
 * @throws Problem `not-found` for an unknown run, `not-allowed-now` while the person is still away
 */
export async function takeBack(
  ctx: AppContext,
  actor: Actor,
  runId: string,
  input: TakeBackInput,
): Promise<TakenBack> {
  const run = await getRun(ctx, actor, runId);
  const now = ctx.clock.now();
  if (run.endsAt === null || Temporal.Instant.compare(run.endsAt, now) > 0) {
    throw new Problem('not-allowed-now', { detail: t('stillAway', { name: run.personName }) });
  }
  const items = await readOnly(ctx, actor, (tx) => repo.listItems(tx, runId));
  const taken: string[] = [];
  const kept: { dossierId: string; why: string }[] = [];
  for (const dossierId of new Set(input.dossierIds)) {
    const item = items.find((one) => one.dossierId === dossierId);
    if (item?.outcome !== 'moved' || item.toAccountId === null) {
      kept.push({ dossierId, why: t('notOfRun') });
      continue;
    }
    try {
      await execute(
        ctx,
        actor,
        { id: dossierId },
        {
          type: 'hand-on',
          fromAccountId: item.toAccountId,
          toAccountId: run.accountId,
          because: t('backAgain', { name: run.personName }),
        },
        newRequestId(),
        (tx) =>
          repo.putItem(tx, actor.centreId, runId, {
            ...item,
            outcome: 'taken-back',
            toAccountId: run.accountId,
            toName: run.personName,
            why: t('backAgain', { name: run.personName }),
            at: now,
          }),
      );
      taken.push(dossierId);
    } catch (error) {
      if (!isProblem(error) || error.status >= 500) {
        throw error;
      }
      kept.push({ dossierId, why: error.details.detail });
    }
  }
  return { taken, kept };
}
