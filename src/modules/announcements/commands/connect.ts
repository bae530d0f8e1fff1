import { z } from 'zod';
import { facebookPage } from '#integrations/facebook/client.ts';
import type { FacebookPage, FacebookSecret } from '#integrations/facebook/port.ts';
import { loudspeakerServer } from '#integrations/loudspeaker/client.ts';
import type { LoudspeakerServer } from '#integrations/loudspeaker/port.ts';
import type { Voice } from '#integrations/voice/port.ts';
import { voiceOf } from '#integrations/voice/voice.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { findLine } from '../repo/lines.ts';
import { FacebookConnection, type Line, LoudspeakerConnection, VoiceConnection } from '../schema-channels.ts';

const StoredSecret = z.object({ token: z.string(), appSecret: z.string() });

async function stored(
  ctx: AppContext,
  centreId: string,
  line: Line,
): Promise<{ readonly connection: unknown; readonly secret: string } | null> {
  const found = await readOnly(ctx, { centreId }, (tx) => findLine(tx, line));
  if (found === undefined) {
    return null;
  }
  const secret = found.secretBox === null ? '' : await openSecret(ctx.config, found.version, found.secretBox);
  return { connection: found.connection, secret };
}

/** A secret of two parts as it is sealed. */
export function facebookSecret(text: string): FacebookSecret {
  if (text === '') {
    return { token: '', appSecret: '' };
  }
  return StoredSecret.parse(JSON.parse(text));
}

/** The fan page of a centre; null while it is not connected. */
export async function connectFacebook(ctx: AppContext, centreId: string): Promise<FacebookPage | null> {
  const found = await stored(ctx, centreId, 'facebook');
  return found && facebookPage(FacebookConnection.parse(found.connection), facebookSecret(found.secret));
}

/** How loudspeakers get bulletins, and the server to hand them to where there is one. */
export async function connectLoudspeakers(
  ctx: AppContext,
  centreId: string,
): Promise<{ readonly connection: LoudspeakerConnection; readonly server: LoudspeakerServer | null }> {
  const found = await stored(ctx, centreId, 'loudspeaker');
  const connection = LoudspeakerConnection.parse(found?.connection ?? { mode: 'off' });
  return { connection, server: loudspeakerServer(connection, found?.secret ?? '') };
}

/** The voice of a centre; null where officers record. */
export async function connectVoice(ctx: AppContext, centreId: string): Promise<Voice | null> {
  const found = await stored(ctx, centreId, 'voice');
  return found && voiceOf(VoiceConnection.parse(found.connection), found.secret);
}
