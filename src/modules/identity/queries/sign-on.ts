import { type Actor, systemActor } from '#platform/actor.ts';
import { type Circuit, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { IDENTITY_POLICY } from '../policy.ts';
import * as citizens from '../repo/citizens.ts';
import * as repo from '../repo/sign-on.ts';
import { shouldTouch } from '../rules/session.ts';
import { citizenSessionEnd } from '../rules/sign-on.ts';
import { readToken } from '../rules/token.ts';
import type { Audience, CitizenSession, SignOnLink, SignOnSettings } from '../schema/sign-on.ts';

/** Whether a way to sign in is offered: `off`, `on`, or `down` while the provider does not answer. */
export type SignOnOffer = 'off' | 'on' | 'down';

async function offerIn(tx: Tx, audience: Audience, now: Temporal.Instant): Promise<SignOnOffer> {
  if ((await repo.findSettings(tx, audience))?.settings.connection.mode !== 'on') {
    return 'off';
  }
  return circuitState(await findCircuit(tx, repo.circuitOf(audience)), now) === 'open' ? 'down' : 'on';
}

/** How an audience's sign-on stands in a centre, inside a running transaction. */
export async function signOnOfferIn(tx: Tx, audience: Audience, now: Temporal.Instant): Promise<SignOnOffer> {
  return offerIn(tx, audience, now);
}

/** As {@link signOnOfferIn}; `off` where no centre is known. */
export async function signOnOffer(ctx: AppContext, actor: Actor, audience: Audience): Promise<SignOnOffer> {
  return actor.centreId === '' ? 'off' : readOnly(ctx, actor, (tx) => offerIn(tx, audience, ctx.clock.now()));
}

/** One connection as its administrator sees it. */
export interface SignOnOverview {
  readonly settings: SignOnSettings | undefined;
  readonly circuit: Circuit;
  readonly state: 'closed' | 'open' | 'half-open';
}

/** How a provider is reached and how the line stands. @throws Problem `forbidden` */
export async function signOnOverview(
  ctx: AppContext,
  actor: Actor,
  audience: Audience,
): Promise<SignOnOverview> {
  authorise(IDENTITY_POLICY, actor, 'sign-on.see', actor);
  return readOnly(ctx, actor, async (tx) => {
    const circuit = await findCircuit(tx, repo.circuitOf(audience));
    return {
      settings: (await repo.findSettings(tx, audience))?.settings,
      circuit,
      state: circuitState(circuit, ctx.clock.now()),
    };
  });
}

/** As {@link signOnOverview} for the health check of a centre. */
export function signOnHealth(ctx: AppContext, centreId: string, audience: Audience): Promise<SignOnOverview> {
  return signOnOverview(ctx, systemActor(centreId, 'doctor'), audience);
}

/** Links of the centre's officers, newest first. @throws Problem `forbidden` */
export async function listSignOnLinks(ctx: AppContext, actor: Actor): Promise<readonly SignOnLink[]> {
  authorise(IDENTITY_POLICY, actor, 'sign-on.see', actor);
  return readOnly(ctx, actor, (tx) => repo.listLinks(tx));
}

/** Links of the own account. @throws Problem `forbidden` */
export async function listOwnLinks(ctx: AppContext, actor: Actor): Promise<readonly SignOnLink[]> {
  const accountId = actor.kind === 'staff' ? actor.accountId : '';
  authorise(IDENTITY_POLICY, actor, 'self.sign-on', { centreId: actor.centreId, assigneeId: accountId });
  return readOnly(ctx, actor, (tx) => repo.listLinks(tx, accountId));
}

/** A citizen who is signed in, and whether the level of assurance is enough for personal pages. */
export interface SignedInCitizen extends CitizenSession {
  readonly assured: boolean;
  /** The level that this centre asks for. */
  readonly wanted: number;
}

/** Who holds a citizen's cookie; moves the session's end as it is used. */
export async function findSignedInCitizen(
  ctx: AppContext,
  token: string | undefined,
): Promise<SignedInCitizen | undefined> {
  const parsed = readToken(token);
  if (!parsed) {
    return undefined;
  }
  const now = ctx.clock.now();
  const found = await readOnly(ctx, parsed, async (tx) => {
    const session = await citizens.findCitizen(tx, parsed.hash, now);
    const settings = session && (await repo.findSettings(tx, 'citizen'))?.settings;
    // Without a connection nobody stays signed in by it.
    return session && settings?.connection.mode === 'on'
      ? { session, wanted: settings.connection.minimumAssurance }
      : undefined;
  });
  if (found === undefined) {
    return undefined;
  }
  const { session, wanted } = found;
  if (shouldTouch(session.lastSeenAt, now)) {
    const end = citizenSessionEnd(session.createdAt, now);
    await inTransaction(ctx, parsed, (tx) => citizens.touchCitizen(tx, session.id, now, end));
  }
  return { ...session, wanted, assured: session.claims.assurance >= wanted };
}

/** A kiosk's waiting by the token of its page; undefined when it is over or another machine asks. */
export async function findKioskIdentity(
  ctx: AppContext,
  actor: Actor,
  pageToken: string,
): Promise<(citizens.KioskIdentity & { readonly topic: string }) | undefined> {
  const parsed = readToken(pageToken);
  if (actor.kind !== 'device' || parsed?.centreId !== actor.centreId) {
    return undefined;
  }
  const now = ctx.clock.now();
  const found = await readOnly(ctx, actor, (tx) => citizens.findKiosk(tx, 'page_hash', parsed.hash, now));
  return found?.deviceId === actor.deviceId
    ? { ...found, topic: `pairing:${Buffer.from(parsed.hash).toString('hex')}` }
    : undefined;
}

/** The code that the waiting kiosk shows, for the phone that read its QR; undefined when it waits no more. */
export async function findKioskCode(ctx: AppContext, phoneToken: string): Promise<string | undefined> {
  const parsed = readToken(phoneToken);
  const found =
    parsed &&
    (await readOnly(ctx, parsed, (tx) => citizens.findKiosk(tx, 'phone_hash', parsed.hash, ctx.clock.now())));
  return found?.confirmedAt === null ? found.code : undefined;
}
