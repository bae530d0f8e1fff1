import { randomBytes } from 'node:crypto';
import { verifyPdf } from '#integrations/signing/pdf-verify.ts';
import { openFile } from '#modules/documents/commands/open-file.ts';
import { makeToken, readToken } from '#modules/identity/rules/token.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { receivedKey } from '../keys.ts';
import { signingMessages } from '../messages.ts';
import { findCertificate, listAnchors } from '../repo.ts';
import * as repo from '../repo-sessions.ts';
import type { SigningCertificate, SigningItem, SigningSession } from '../schema.ts';
import { requireUsable } from './begin.ts';
import { signerOf } from './collect.ts';
import { closeSession, finishSession, sceneOf } from './finish.ts';

const t = signingMessages('vi');
const SECRET_BYTES = 32;

/** The session of its own signer. @throws Problem `not-found` also for anyone else */
async function ownSession(ctx: AppContext, actor: Actor, id: string): Promise<SigningSession> {
  const session = await readOnly(ctx, actor, (tx) => repo.findSession(tx, id));
  if (session === undefined || actor.kind !== 'staff' || session.accountId !== actor.accountId) {
    throw new Problem('not-found', { detail: t('no-session') });
  }
  return session;
}

/** Hủy: the signer gives a waiting session up. @throws Problem `not-found`, `already-done` */
export async function cancelSession(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  const session = await ownSession(ctx, actor, id);
  if (session.state !== 'waiting') {
    throw new Problem('already-done', { detail: t('ended') });
  }
  await closeSession(ctx, session, 'cancelled', t('cancelled'));
}

/** One file for the desk's signing program, behind addresses that work once and for this session only. */
export interface DeskFile {
  readonly name: string;
  readonly download: string;
  readonly upload: string;
}

/** One-time addresses of the files that still have to be signed; those given out before are void. @throws Problem */
export async function issueAddresses(
  ctx: AppContext,
  actor: Actor,
  id: string,
): Promise<readonly DeskFile[]> {
  const session = await ownSession(ctx, actor, id);
  if (session.state !== 'waiting' || session.method !== 'token') {
    throw new Problem('already-done', { detail: t('ended') });
  }
  return inTransaction(ctx, actor, async (tx) => {
    const files: DeskFile[] = [];
    for (const item of await repo.listItems(tx, id)) {
      if (item.state === 'open' && item.receivedAt === null) {
        const token = makeToken(session.centreId, new Uint8Array(randomBytes(SECRET_BYTES)));
        await repo.setToken(tx, item.id, token.hash);
        const base = `${ctx.config.publicUrl}/ky-so/${token.text}`;
        files.push({ name: item.fileName, download: `${base}/tep.pdf`, upload: `${base}/nhan` });
      }
    }
    return files;
  });
}

interface Desk {
  readonly session: SigningSession;
  readonly item: SigningItem;
  readonly certificate: SigningCertificate;
  readonly source: Uint8Array;
  readonly signer: NonNullable<Awaited<ReturnType<typeof signerOf>>>;
}

/** Everything behind a one-time address. @throws Problem `gone` when it opens nothing any more */
async function openDesk(ctx: AppContext, text: string): Promise<Desk> {
  const gone = new Problem('gone', { detail: t('token-gone') });
  const token = readToken(text);
  if (token === undefined) {
    throw gone;
  }
  const found = await readOnly(ctx, token, async (tx) => {
    const item = await repo.findItemByToken(tx, token.hash);
    const session = item && (await repo.findSession(tx, item.sessionId));
    return (
      session && item && { item, session, certificate: await findCertificate(tx, session.certificateId) }
    );
  });
  const now = ctx.clock.now();
  if (found?.session.state !== 'waiting' || Temporal.Instant.compare(now, found.session.expiresAt) > 0) {
    throw gone;
  }
  const signer = await signerOf(ctx, found.session);
  if (signer === null) {
    throw gone;
  }
  const certificate = requireUsable(found.certificate, signer, now);
  const { bytes } = await openFile(ctx, signer, found.item.fileId);
  return { ...found, certificate, signer, source: bytes };
}

/** The file that the desk's program fetches to sign. @throws Problem `gone`, and as opening the file does */
export async function openSource(ctx: AppContext, token: string): Promise<Uint8Array> {
  return (await openDesk(ctx, token)).source;
}

/** @throws Problem `conflict` unless the file is the source with exactly one more signature, by this certificate */
async function requireSigned(ctx: AppContext, desk: Desk, signed: Uint8Array): Promise<void> {
  const { source, certificate, session } = desk;
  const begins = Buffer.compare(signed.subarray(0, source.length), source) === 0;
  if (!begins) {
    throw new Problem('conflict', { detail: t('token-not-source') });
  }
  const anchors = (await readOnly(ctx, session, listAnchors)).map((anchor) => anchor.certificate);
  const now = ctx.clock.now();
  const before = await verifyPdf(source, anchors, now);
  const after = await verifyPdf(signed, anchors, now).catch(() => []);
  const last = after.at(-1);
  const held = after.every(({ integrity }) => integrity === 'intact') && last?.followed === false;
  if (after.length !== before.length + 1 || !held) {
    throw new Problem('conflict', { detail: t('token-unsigned') });
  }
  if (last.signer?.fingerprint !== certificate.fingerprint) {
    throw new Problem('conflict', { detail: t('token-other', { holder: last.signer?.holder ?? '' }) });
  }
}

/**
 * Takes a file that the desk's program signed. Its word is not believed: the file must begin with the one given out and carry one more
 * signature that holds, by the signer's certificate. With the last file of the session the results are signed.
 * @throws Problem `gone`, `conflict`; the file then stays open until the session ends
 */
export async function takeSigned(ctx: AppContext, token: string, signed: Uint8Array): Promise<void> {
  const desk = await openDesk(ctx, token);
  await requireSigned(ctx, desk, signed);
  const { session, item } = desk;
  await ctx.storage.put(receivedKey(session.centreId, item.id), signed);
  const complete = await inTransaction(ctx, session, async (tx) => {
    await repo.findSession(tx, session.id, true);
    if (!(await repo.markReceived(tx, item.id, ctx.clock.now()))) {
      throw new Problem('gone', { detail: t('token-gone') });
    }
    return (await repo.listItems(tx, session.id)).every(({ receivedAt }) => receivedAt !== null);
  });
  if (complete) {
    const scene = await sceneOf(ctx, desk.signer, session, desk.certificate);
    await finishSession(scene, ({ id }) => ctx.storage.get(receivedKey(session.centreId, id)));
  }
}
