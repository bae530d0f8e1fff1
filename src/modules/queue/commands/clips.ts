import { createHash } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { neededClips, SPOKEN_LETTERS } from '#platform/speech/calls.ts';
import { readSound } from '#platform/speech/sound-file.ts';
import { screenMessages } from '../messages-screens.ts';
import { SCREEN_POLICY } from '../policy-screens.ts';
import { deleteClip, findOwnClip, upsertClip } from '../repo/clips.ts';

const t = screenMessages('vi');

/** The largest file of one word: five seconds of uncompressed sound at 44.1 kHz in stereo. */
export const CLIP_BYTES = 1024 * 1024;
const LONGEST_MS = 5_000;
const SHORTEST_MS = 100;

/** Every word that a call may need. */
export const CALL_CLIPS: readonly string[] = neededClips(SPOKEN_LETTERS);

const seconds = (ms: number) => (ms / 1000).toFixed(1).replace('.', ',');

function refuse(message: string): never {
  throw new Problem('validation', { detail: message, fields: [{ path: 'tep', message }] });
}

/**
 * Replaces the recording of one word by the commune's own. What the file is, is read from its bytes.
 * @throws Problem `forbidden`, `not-found` (no such word), `validation` (no recording, too long, too short)
 */
export async function saveClip(
  ctx: AppContext,
  actor: Actor,
  input: { readonly clip: string; readonly bytes: Uint8Array },
): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'clips.change', actor);
  const { clip, bytes } = input;
  if (!CALL_CLIPS.includes(clip)) {
    throw new Problem('not-found', { detail: t('clip.unknown') });
  }
  const sound = readSound(bytes);
  if (sound === undefined) {
    return refuse(t('clip.not-sound'));
  }
  if (sound.durationMs > LONGEST_MS) {
    refuse(t('clip.too-long', { seconds: seconds(sound.durationMs), limit: LONGEST_MS / 1000 }));
  }
  if (sound.durationMs < SHORTEST_MS) {
    refuse(t('clip.too-short', { seconds: seconds(sound.durationMs) }));
  }
  const at = ctx.clock.now();
  const storeKey = `voice/${actor.centreId}/${newId()}`;
  await ctx.storage.put(storeKey, bytes);
  const replaced = await inTransaction(ctx, actor, async (tx) => {
    const before = await findOwnClip(tx, clip);
    await upsertClip(tx, {
      clip,
      ...sound,
      storeKey,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest(),
      uploadedAt: at,
      uploadedBy: actor.kind === 'staff' ? actor.accountId : null,
      centreId: actor.centreId,
    });
    const detail = { ...sound, bytes: bytes.length };
    await record(tx, actor, { action: 'hall.clip', subjectType: 'clip', subjectId: clip, detail }, at);
    return before?.storeKey;
  });
  if (replaced !== undefined) {
    await ctx.storage.delete(replaced);
  }
}

/** Goes back to the standard recording of a word; nothing happens where there was no own one. @throws Problem `forbidden` */
export async function resetClip(ctx: AppContext, actor: Actor, clip: string): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'clips.change', actor);
  const at = ctx.clock.now();
  const storeKey = await inTransaction(ctx, actor, async (tx) => {
    const own = await findOwnClip(tx, clip);
    if (own !== undefined && (await deleteClip(tx, clip))) {
      await record(tx, actor, { action: 'hall.clip-reset', subjectType: 'clip', subjectId: clip }, at);
    }
    return own?.storeKey;
  });
  if (storeKey !== undefined) {
    await ctx.storage.delete(storeKey);
  }
}
