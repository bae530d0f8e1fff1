import { publicPost } from '#integrations/post/client.ts';
import { type OpenPost, PostSecrets, type PublicPost } from '#integrations/post/port.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import type { CircuitPlan } from '#platform/circuit.ts';
import { noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { postMessages } from '../messages.ts';
import { findSettings } from '../repo.ts';

/** The name of the line among the circuits. */
export const POST_LINE = 'public-post';
const PLAN: CircuitPlan = { openAfter: 3, firstRest: 60, longestRest: 30 * 60 };

/** A centre's connection to the post. */
export interface Connected {
  readonly connection: OpenPost;
  readonly secrets: PostSecrets;
  readonly post: PublicPost;
}

/** The connection of a centre; null while it has none. */
export async function connectPost(ctx: AppContext, centreId: string): Promise<Connected | null> {
  const found = await readOnly(ctx, { centreId }, findSettings);
  if (found === null || found.settings.connection.mode === 'off') {
    return null;
  }
  const { connection, version } = found.settings;
  const secrets = PostSecrets.parse(
    found.secretBox === null ? {} : JSON.parse(await openSecret(ctx.config, version, found.secretBox)),
  );
  const post = publicPost(connection, secrets);
  return post === null ? null : { connection, secrets, post };
}

/** The settings of the transaction's centre while it is connected. @throws Problem `not-allowed-now` */
export async function getConnection(tx: Tx): Promise<OpenPost> {
  const connection = (await findSettings(tx))?.settings.connection;
  if (connection === undefined || connection.mode === 'off') {
    throw new Problem('not-allowed-now', { detail: postMessages('vi')('not-connected') });
  }
  return connection;
}

/** Notes how a call went. @param why null when the post answered at all */
export async function noteLine(ctx: AppContext, tx: Tx, centreId: string, why: string | null): Promise<void> {
  await noteCircuit(tx, centreId, POST_LINE, why, ctx.clock.now(), PLAN);
}

/** Live topic of the officers' lists. */
export function postTopic(centreId: string): string {
  return `staff:${centreId}`;
}

/** Tells open lists and pages that a shipment changed. */
export async function announce(ctx: AppContext, tx: Tx, centreId: string, shipmentId: string): Promise<void> {
  await ctx.live.publish(tx, postTopic(centreId), { shipmentId });
}
