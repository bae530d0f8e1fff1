import { record } from '#modules/audit/commands/record.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor, SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import * as audience from '../repo/audience.ts';
import { findLine, saveLine } from '../repo/lines.ts';
import {
  FacebookConnection,
  type FacebookInput,
  type Line,
  LoudspeakerConnection,
  type LoudspeakerInput,
  type SpeakerInput,
  VoiceConnection,
  type VoiceInput,
} from '../schema-channels.ts';
import { newToken } from './audience.ts';
import { connectFacebook, facebookSecret } from './connect.ts';

/** A token that ends within so many days is renewed. */
const RENEW_DAYS = 14;

async function keptSecret(ctx: AppContext, actor: Actor, line: Line): Promise<string> {
  const found = await readOnly(ctx, actor, (tx) => findLine(tx, line));
  return found === undefined || found.secretBox === null
    ? ''
    : openSecret(ctx.config, found.version, found.secretBox);
}

/** Stores a line; the version binds the sealed secret to these settings, and a repeat of the request changes nothing. */
async function store(
  ctx: AppContext,
  actor: Actor,
  line: Line,
  version: string,
  connection: object,
  secret: string,
): Promise<void> {
  const at = ctx.clock.now();
  const secretBox = secret === '' ? null : await sealSecret(ctx.config, version, secret);
  await inTransaction(ctx, actor, async (tx) => {
    if ((await findLine(tx, line))?.version === version) {
      return;
    }
    const changedBy = actor.kind === 'staff' ? actor.displayName : actor.kind;
    await saveLine(tx, actor.centreId, line, { version, connection, secretBox, changedAt: at, changedBy });
    const detail = { line, mode: 'mode' in connection ? String(connection.mode) : '' };
    await record(
      tx,
      actor,
      { action: 'news.settings', subjectType: 'centre', subjectId: actor.centreId, detail },
      at,
    );
  });
}

/** Says how the fan page is reached. Empty secrets keep the stored ones. @throws Problem `forbidden` */
export async function saveFacebook(ctx: AppContext, actor: Actor, input: FacebookInput): Promise<void> {
  authorise(NEWS_POLICY, actor, 'settings', { centreId: actor.centreId });
  const kept = facebookSecret(await keptSecret(ctx, actor, 'facebook'));
  const secret = {
    token: input.token === '' ? kept.token : input.token,
    appSecret: input.appSecret === '' ? kept.appSecret : input.appSecret,
  };
  await store(
    ctx,
    actor,
    'facebook',
    input.requestId,
    FacebookConnection.parse(input),
    JSON.stringify(secret),
  );
}

/** Says how loudspeakers get their bulletins. @throws Problem `forbidden` */
export async function saveLoudspeakers(
  ctx: AppContext,
  actor: Actor,
  input: LoudspeakerInput,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'settings', { centreId: actor.centreId });
  const secret = input.secret === '' ? await keptSecret(ctx, actor, 'loudspeaker') : input.secret;
  await store(ctx, actor, 'loudspeaker', input.requestId, LoudspeakerConnection.parse(input), secret);
}

/** Chooses the voice that reads scripts. @throws Problem `forbidden` */
export async function saveVoice(ctx: AppContext, actor: Actor, input: VoiceInput): Promise<void> {
  authorise(NEWS_POLICY, actor, 'settings', { centreId: actor.centreId });
  const secret = input.secret === '' ? await keptSecret(ctx, actor, 'voice') : input.secret;
  await store(ctx, actor, 'voice', input.requestId, VoiceConnection.parse(input), secret);
}

/** Adds or changes a cluster of loudspeakers. The request's id becomes the id of a new one. @throws Problem `forbidden`, `conflict`, `not-found` */
export async function saveSpeaker(ctx: AppContext, actor: Actor, input: SpeakerInput): Promise<void> {
  authorise(NEWS_POLICY, actor, 'settings', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const t = newsMessages('vi');
  await inTransaction(ctx, actor, async (tx) => {
    const all = await audience.listSpeakers(tx);
    if (input.id !== undefined && !all.some(({ id }) => id === input.id)) {
      throw new Problem('not-found', { detail: t('speaker-unknown') });
    }
    const id = input.id ?? input.requestId;
    if (all.some((one) => one.name === input.name && one.id !== id)) {
      const message = t('speaker-name');
      throw new Problem('conflict', { detail: message, fields: [{ path: 'name', message }] });
    }
    const token = all.find((one) => one.id === id)?.token ?? newToken();
    const { name, villages, active } = input;
    await audience.saveSpeaker(tx, actor.centreId, { id, name, villages, token, active });
    const detail = { name, active };
    await record(tx, actor, { action: 'news.speaker', subjectType: 'speaker', subjectId: id, detail }, at);
  });
}

/** Renews a token of the fan page before it ends, where the application's number and secret are known. @returns whether it was renewed */
export async function renewToken(ctx: AppContext, actor: SystemActor): Promise<boolean> {
  authorise(NEWS_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const page = await connectFacebook(ctx, actor.centreId);
  const state = page === null ? null : await page.token();
  if (page === null || state?.kind !== 'valid' || state.expiresAt === null) {
    return false;
  }
  const soon = ctx.clock.now().add({ hours: RENEW_DAYS * 24 });
  if (Temporal.Instant.compare(state.expiresAt, soon) > 0) {
    return false;
  }
  const fresh = await page.renew();
  const found = await readOnly(ctx, actor, (tx) => findLine(tx, 'facebook'));
  if (fresh === null || !('token' in fresh) || found === undefined) {
    return false;
  }
  const kept = facebookSecret(await keptSecret(ctx, actor, 'facebook'));
  const connection = FacebookConnection.parse(found.connection);
  const secret = JSON.stringify({ ...kept, token: fresh.token });
  await store(ctx, actor, 'facebook', newRequestId(), connection, secret);
  return true;
}
