import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { faceOf } from '../queries.ts';
import * as repo from '../repo.ts';
import { isLayer } from '../role.ts';
import type { MirrorFace } from '../schema.ts';
import { mirrorSaidIn } from './figures.ts';

/** A mirrored dossier that was not received here, as public look-up needs it. */
export interface MirroredProof {
  readonly face: MirrorFace;
  /** Phone and identity number of its holder, as far as the source tells: their last digits are the second secret. Never shown. */
  readonly numbers: readonly string[];
}

/** The mirrored dossier of an official code that none received here has, inside the look-up's transaction; null for none. */
export async function mirroredProofIn(
  ctx: Pick<AppContext, 'config' | 'clock'>,
  tx: Tx,
  number: string,
): Promise<MirroredProof | null> {
  if (!isLayer(ctx)) {
    return null;
  }
  const found = await repo.findMirrored(tx, { number });
  const said = await mirrorSaidIn(ctx, tx);
  return found === null || found.dossierId !== null
    ? null
    : {
        face: faceOf(found, said),
        numbers: [found.phone, found.applicantId].filter((one) => one !== null),
      };
}
