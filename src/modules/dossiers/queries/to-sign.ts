import { getAgencyIn } from '#modules/agencies/queries.ts';
import { listFilesIn } from '#modules/documents/queries.ts';
import type { StoredFile } from '#modules/documents/schema.ts';
import { type Actor, hasRole } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { signingAuthority } from '../commands/signing.ts';
import { queryMessages } from '../messages.ts';
import { actsFor, mayGive, subjectOf } from '../policy.ts';
import { findWithEvents } from '../repo/store.ts';
import { listUnsigned } from '../repo/unsigned.ts';
import { possibleCommands } from '../rules/abilities.ts';
import type { Dossier } from '../schema.ts';

/** A dossier with a decision that waits for the actor's signature, and its files. */
export interface ToSign {
  readonly dossier: Dossier;
  readonly files: readonly StoredFile[];
}

async function unitsOf(tx: Tx, actor: Actor): Promise<readonly string[]> {
  const centre = await getAgencyIn(tx, actor.centreId);
  return actsFor(actor, hasRole(actor, 'commune-leader') ? (centre.parentId ?? actor.centreId) : '');
}

/** Whether the actor may sign the result of the dossier as it is now: by office and holding, or by written authority. */
async function maySign(
  tx: Tx,
  actor: Actor,
  units: readonly string[],
  dossier: Dossier,
  now: Temporal.Instant,
): Promise<boolean> {
  const possible = possibleCommands(dossier, { actsFor: units, centreUnitId: dossier.centreId, now });
  return (
    possible.includes('sign-result') &&
    (mayGive(dossier, 'sign-result', actor, units) ||
      (await signingAuthority(tx, actor, { type: 'sign-result' }, dossier, now)) !== null)
  );
}

const filesOf = (tx: Tx, dossier: Dossier) => listFilesIn(tx, { type: 'dossier', id: dossier.id });

/** Dossiers that lie with the actor for signing, oldest decision first, at most 200. */
export async function listToSign(ctx: AppContext, actor: Actor): Promise<readonly ToSign[]> {
  if (actor.kind !== 'staff') {
    return [];
  }
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const units = await unitsOf(tx, actor);
    const found: ToSign[] = [];
    for (const dossier of await listUnsigned(tx, units, actor.accountId)) {
      const held = subjectOf(dossier, actor, units).assigneeId === actor.accountId;
      if (held && (await maySign(tx, actor, units, dossier, now))) {
        found.push({ dossier, files: await filesOf(tx, dossier) });
      }
    }
    return found;
  });
}

/** One dossier that the actor may sign now. @throws Problem `not-found`, `forbidden`, `not-allowed-now` */
export async function getToSign(ctx: AppContext, actor: Actor, id: string): Promise<ToSign> {
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const found = await findWithEvents(tx, { id });
    if (found === null) {
      throw new Problem('not-found', { detail: queryMessages('vi')('not-found') });
    }
    const { dossier } = found;
    if (!(await maySign(tx, actor, await unitsOf(tx, actor), dossier, now))) {
      const { decision } = dossier;
      const name = dossier.number ?? dossier.localNumber ?? '';
      if (decision === null || decision.signed !== null) {
        const text = decision === null ? 'chưa có quyết định nên chưa ký được' : 'đã được ký';
        throw new Problem('not-allowed-now', { detail: `Hồ sơ ${name} ${text}.` });
      }
      throw new Problem('forbidden', {
        detail: `Ông/bà không được ký kết quả hồ sơ ${name}: hồ sơ do ${dossier.holder.name ?? dossier.holder.unitName} giữ.`,
      });
    }
    return { dossier, files: await filesOf(tx, dossier) };
  });
}
