import { VoiceError } from '#integrations/voice/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { sha256 } from '#modules/audit/rules.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { readSound, type Sound } from '#platform/speech/sound-file.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import * as repo from '../repo/news.ts';
import { judgeDuration, syllables } from '../rules/duration.ts';
import { connectVoice } from './connect.ts';
import { lockNews, openRevision, prepare } from './open.ts';

/** Largest recording in bytes: five minutes of plain sound at 44.1 kHz, mono. */
export const SOUND_BYTES = 30 * 1024 * 1024;
/** Fastest reading that is believed, in syllables a second: as in `rules/duration`. */
const FASTEST = 6.5;

function refuse(message: string): never {
  throw new Problem('validation', { detail: message, fields: [{ path: 'sound', message }] });
}

async function scriptOf(ctx: AppContext, actor: Actor, id: string) {
  return readOnly(ctx, actor, async (tx) => {
    const news = await repo.findNews(tx, id);
    if (news === undefined) {
      throw new Problem('not-found', { detail: newsMessages('vi')('unknown') });
    }
    const draft = await openRevision(tx, id, 'draft');
    return prepare(ctx, tx, actor.centreId, news, draft);
  });
}

async function keep(
  ctx: AppContext,
  actor: Actor,
  id: string,
  spokenSha256: string,
  sound: Sound & { readonly bytes: Uint8Array },
  source: 'engine' | 'recording',
  madeBy: string,
): Promise<void> {
  const at = ctx.clock.now();
  const storeKey = `news/${newId()}.${sound.kind}`;
  await ctx.storage.put(storeKey, sound.bytes);
  await inTransaction(ctx, actor, async (tx) => {
    await lockNews(tx, id);
    const { revision } = await openRevision(tx, id, 'draft');
    await repo.saveAudio(tx, actor.centreId, id, revision, {
      source,
      madeBy,
      kind: sound.kind,
      storeKey,
      bytes: sound.bytes.length,
      sha256: Buffer.from(sha256(sound.bytes)).toString('hex'),
      durationMs: sound.durationMs,
      scriptSha256: spokenSha256,
      madeAt: at,
    });
    const detail = { revision, source, madeBy, durationMs: sound.durationMs };
    await record(tx, actor, { action: 'news.sound', subjectType: 'news', subjectId: id, detail }, at);
  });
}

/**
 * Has the voice read the script of a draft. A sound that is too short for its words is not taken.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now`, `unavailable` (no voice, or it failed)
 */
export async function makeAudio(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const t = newsMessages('vi');
  const { spoken } = await scriptOf(ctx, actor, id);
  const voice = await connectVoice(ctx, actor.centreId);
  if (voice === null) {
    throw new Problem('unavailable', { detail: t('voice-off') });
  }
  try {
    const bytes = await voice.say(spoken.text);
    const sound = readSound(bytes);
    if (sound === undefined || judgeDuration(spoken.text, sound.durationMs) !== 'fits') {
      const have = Math.round((sound?.durationMs ?? 0) / 1000);
      throw new Problem('unavailable', { detail: t('voice-bad', { have, words: syllables(spoken.text) }) });
    }
    await keep(ctx, actor, id, spoken.sha256, { ...sound, bytes }, 'engine', voice.name);
  } catch (error) {
    if (error instanceof VoiceError) {
      throw new Problem('unavailable', { detail: error.message });
    }
    throw error;
  }
}

/** Keeps a recording in place of the voice. @throws Problem `forbidden`, `not-found`, `not-allowed-now`, `validation` (no recording, too short for the words) */
export async function keepRecording(
  ctx: AppContext,
  actor: Actor,
  id: string,
  bytes: Uint8Array,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const t = newsMessages('vi');
  const staff = requireStaff(actor);
  if (bytes.length === 0) {
    refuse(t('sound-missing'));
  }
  const sound = readSound(bytes) ?? refuse(t('sound-unknown'));
  const { spoken } = await scriptOf(ctx, actor, id);
  if (judgeDuration(spoken.text, sound.durationMs) === 'short') {
    const need = Math.ceil(syllables(spoken.text) / FASTEST);
    refuse(t('sound-short', { have: Math.round(sound.durationMs / 1000), need }));
  }
  await keep(ctx, actor, id, spoken.sha256, { ...sound, bytes }, 'recording', staff.displayName);
}
