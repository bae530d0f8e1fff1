import { randomBytes } from 'node:crypto';
import { readCitizen } from '#integrations/vneid/claims.ts';
import { record } from '#modules/audit/commands/record.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { signOnMessages } from '../../messages-sign-on.ts';
import { confirmKiosk, deleteCitizen, findCitizen, insertCitizen } from '../../repo/citizens.ts';
import { citizenSessionEnd, initials, KIOSK } from '../../rules/sign-on.ts';
import { makeToken, readToken } from '../../rules/token.ts';
import type { CitizenSession } from '../../schema/sign-on.ts';
import type { Origin } from '../../schema.ts';
import { finishSignOn, keepForSignOut, type ProvenSignOn, refuseSignOn } from './finish.ts';

/** Where a citizen's proven sign-on led: into a session, or to the kiosk that waited. */
export type CitizenSignOn =
  | { readonly kind: 'session'; readonly token: string; readonly returnTo: string }
  | { readonly kind: 'kiosk' };

async function note(
  tx: Tx,
  session: Pick<CitizenSession, 'id' | 'centreId'>,
  action: string,
  detail: Readonly<Record<string, string | number>>,
  at: Temporal.Instant,
): Promise<void> {
  await record(
    tx,
    { kind: 'public', centreId: session.centreId },
    { action, subjectType: 'citizen-session', subjectId: session.id, detail },
    at,
  );
}

async function enter(ctx: AppContext, proven: ProvenSignOn, origin: Origin): Promise<string> {
  const { request, identity } = proven;
  const { centreId } = request;
  const at = ctx.clock.now();
  const token = makeToken(centreId, randomBytes(32));
  const { issuer, subject } = identity;
  const session = {
    id: newId(),
    centreId,
    claims: readCitizen(identity.claims),
    createdAt: at,
    lastSeenAt: at,
  };
  await inTransaction(ctx, request, async (tx) => {
    const expiresAt = citizenSessionEnd(at, at);
    await insertCitizen(tx, { ...session, issuer, subject, expiresAt }, token.hash);
    const { kind, assurance } = session.claims;
    await note(
      tx,
      session,
      'identity.citizen-sign-in',
      { issuer, subject, kind, assurance, ip: origin.ip },
      at,
    );
  });
  await keepForSignOut(ctx, proven, null);
  return token.text;
}

/** Tells the kiosk: initials, and the birth date for priority by age; for a minute. */
async function greet(ctx: AppContext, { request, identity }: ProvenSignOn): Promise<boolean> {
  const at = ctx.clock.now();
  const { name, birthDate } = readCitizen(identity.claims);
  const person = {
    greeting: initials(name),
    birthDate: birthDate === null ? null : Temporal.PlainDate.from(birthDate),
  };
  const until = at.add({ seconds: KIOSK.greetSeconds });
  return inTransaction(ctx, request, async (tx) => {
    const kiosk = await confirmKiosk(tx, request.kioskId ?? '', person, at, until);
    if (kiosk === undefined) {
      return false;
    }
    const { deviceId } = kiosk;
    const reference = request.kioskId ?? '';
    const scope = { tx, actor: { kind: 'public', centreId: request.centreId }, at } as const;
    await ctx.events.emit('identity.kiosk-identified', { deviceId, reference }, scope);
    await ctx.live.publish(tx, `pairing:${Buffer.from(kiosk.pageHash).toString('hex')}`, {
      identified: true,
    });
    return true;
  });
}

/**
 * Finishes a citizen's sign-on, by VNeID or the portal.
 * @throws Problem `unauthenticated`, `unavailable`, `gone` (the kiosk no longer waits)
 */
export async function finishCitizenSignOn(
  ctx: AppContext,
  browserToken: string | undefined,
  callbackUrl: URL,
  origin: Origin,
): Promise<CitizenSignOn> {
  const proven = await finishSignOn(ctx, 'citizen', browserToken, callbackUrl, origin);
  const { request, identity, settings } = proven;
  if (request.purpose !== 'kiosk') {
    return { kind: 'session', token: await enter(ctx, proven, origin), returnTo: request.returnTo };
  }
  const t = signOnMessages('vi');
  if (readCitizen(identity.claims).assurance < settings.connection.minimumAssurance) {
    await refuseSignOn(ctx, request, 'assurance', origin);
    throw new Problem('unauthenticated', { detail: t('fault-assurance') });
  }
  if (!(await greet(ctx, proven))) {
    throw new Problem('gone', { detail: t('kiosk-gone') });
  }
  return { kind: 'kiosk' };
}

/** Ends a citizen's session: its row goes. A token that opens nothing is no error. */
export async function signCitizenOut(ctx: AppContext, token: string | undefined): Promise<void> {
  const parsed = readToken(token);
  if (!parsed) {
    return;
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, parsed, async (tx) => {
    const session = await findCitizen(tx, parsed.hash, at);
    if (session) {
      await deleteCitizen(tx, session.id);
      await note(tx, session, 'identity.citizen-sign-out', {}, at);
    }
  });
}
