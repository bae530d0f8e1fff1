import { execute } from '#modules/dossiers/commands/execute.ts';
import { listWithoutCodeIn } from '#modules/dossiers/queries/local.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { MIRROR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import * as doubts from '../repo-doubts.ts';
import { type Match, matchFor } from '../rules/match.ts';
import type { LinkedBy, MirroredDossier } from '../schema.ts';

/** Gives a dossier its official code and notes which mirrored one it is, in one transaction. The code is the source's; here it is only taken. */
export async function giveCode(
  ctx: AppContext,
  centreId: string,
  number: string,
  dossierId: string,
  by: LinkedBy,
  note: { readonly name: string; readonly reason: string | null },
): Promise<void> {
  await execute(
    ctx,
    systemActor(centreId, 'mirror'),
    { id: dossierId },
    { type: 'take-official-number', number },
    newRequestId(),
    async (tx) => {
      await repo.link(tx, number, dossierId, by);
      await doubts.settleDoubt(tx, number, 'linked', note.name, note.reason, ctx.clock.now());
      await ctx.live.publish(tx, `staff:${centreId}`, { kind: 'mirror' });
    },
  );
}

async function settle(
  ctx: AppContext,
  actor: Actor,
  mirrored: MirroredDossier,
  match: Match,
): Promise<boolean> {
  switch (match.kind) {
    case 'one':
      try {
        await giveCode(ctx, actor.centreId, mirrored.number, match.dossierId, match.by, {
          name: 'mirror',
          reason: null,
        });
        return true;
      } catch (error) {
        // It got a code meanwhile, or stands where none can be taken: the next reading sees it anew.
        if (isProblem(error)) {
          ctx.log.warn({ number: mirrored.number }, error.details.detail);
          return false;
        }
        throw error;
      }
    case 'doubt':
      await inTransaction(ctx, actor, (tx) =>
        doubts.raiseDoubt(tx, actor.centreId, mirrored.number, match.candidates, ctx.clock.now()),
      );
      return false;
    case 'none':
      return false;
    default:
      return match satisfies never;
  }
}

/**
 * Finds for each code without a dossier the one received here that it belongs to. What is ambiguous is for a person.
 * @returns how many dossiers got their official code
 */
export async function linkCodes(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(MIRROR_POLICY, actor, 'follow', actor);
  const { unlinked, nowhere } = await readOnly(ctx, actor, async (tx) => ({
    unlinked: await repo.listUnlinked(tx),
    nowhere: await doubts.placedNowhere(tx),
  }));
  const open = unlinked.filter(({ number }) => !nowhere.has(number));
  let given = 0;
  for (const mirrored of open) {
    const { known, receipts } = await readOnly(ctx, actor, async (tx) => ({
      known: await findDossierIn(tx, { number: mirrored.number }),
      receipts: await listWithoutCodeIn(tx),
    }));
    if (known !== null) {
      await inTransaction(ctx, actor, (tx) => repo.link(tx, mirrored.number, known.id, 'number'));
    } else if (receipts.length > 0) {
      const others = open.filter(({ number }) => number !== mirrored.number);
      given += (await settle(ctx, actor, mirrored, matchFor(mirrored, receipts, others))) ? 1 : 0;
    }
  }
  return given;
}
