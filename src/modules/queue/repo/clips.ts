import type { Tx } from '#platform/db/tx.ts';
import type { OwnClip } from '../schema-screens.ts';

function kindOf(kind: string): OwnClip['kind'] {
  return kind === 'wav' || kind === 'opus' ? kind : 'mp3';
}

/** The commune's own recordings by word. */
export async function listOwnClips(tx: Tx): Promise<readonly OwnClip[]> {
  const rows = await tx.selectFrom('voice_clips').selectAll().orderBy('clip').execute();
  return rows.map((row) => ({
    clip: row.clip,
    kind: kindOf(row.kind),
    storeKey: row.store_key,
    bytes: row.bytes,
    durationMs: row.duration_ms,
    uploadedAt: row.uploaded_at,
  }));
}

/** The own recording of one word. */
export async function findOwnClip(tx: Tx, clip: string): Promise<OwnClip | undefined> {
  return (await listOwnClips(tx)).find((own) => own.clip === clip);
}

/** Puts a recording in place of the one before. */
export async function upsertClip(
  tx: Tx,
  clip: OwnClip & {
    readonly centreId: string;
    readonly sha256: Uint8Array;
    readonly uploadedBy: string | null;
  },
): Promise<void> {
  const values = {
    kind: clip.kind,
    store_key: clip.storeKey,
    bytes: clip.bytes,
    duration_ms: clip.durationMs,
    sha256: Buffer.from(clip.sha256),
    uploaded_by: clip.uploadedBy,
    uploaded_at: clip.uploadedAt,
  };
  await tx
    .insertInto('voice_clips')
    .values({ centre_id: clip.centreId, clip: clip.clip, ...values })
    .onConflict((conflict) => conflict.columns(['centre_id', 'clip']).doUpdateSet(values))
    .execute();
}

/** Goes back to the standard recording. @returns whether there was an own one */
export async function deleteClip(tx: Tx, clip: string): Promise<boolean> {
  const result = await tx.deleteFrom('voice_clips').where('clip', '=', clip).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
