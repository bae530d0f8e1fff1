import { createHash, randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { type Actor, type StaffActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { checkFile } from '../content/check.ts';
import { type PhotoPage, photoPdf } from '../content/photo-pdf.ts';
import { messages } from '../messages.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/scans.ts';
import {
  readScanToken,
  SCAN_MINUTES,
  SCAN_PAGES,
  SCAN_SECRET_BYTES,
  scanSecretHash,
  scanState,
  scanToken,
} from '../rules/scan.ts';
import type { ScanInput, ScanSession, StoredFile } from '../schema.ts';
import { scanPageKey } from '../store-keys.ts';
import { uploadFile } from './upload-file.ts';

const t = messages('vi');
const JPEG_QUALITY = 85;
/** Longest side of a photographed page in pixels: A4 at 300 dpi. */
const LONGEST = 3508;

/** The way in for the phone. The address holds the secret and is shown once, as a QR. */
export interface OpenedScan {
  readonly session: ScanSession;
  readonly url: string;
}

/**
 * Opens a time of 20 minutes in which whoever holds the address may send pages of one paper to this officer.
 * @throws Problem `forbidden`
 */
export async function openScan(ctx: AppContext, actor: StaffActor, input: ScanInput): Promise<OpenedScan> {
  authorise(DOCUMENT_POLICY, actor, 'files.upload', actor);
  const at = ctx.clock.now();
  const secret = randomBytes(SCAN_SECRET_BYTES);
  const session: ScanSession = {
    id: newId(),
    centreId: actor.centreId,
    title: input.title,
    purpose: input.purpose,
    openedBy: actor.accountId,
    openedAt: at,
    expiresAt: at.add({ minutes: SCAN_MINUTES }),
    fileId: null,
  };
  const by = { name: actor.displayName, secretHash: scanSecretHash(secret) };
  await inTransaction(ctx, actor, (tx) => repo.insertScan(tx, session, by));
  return { session, url: `${ctx.config.publicUrl}/quet/${scanToken({ centreId: actor.centreId, secret })}` };
}

interface Holder {
  readonly actor: Pick<Actor, 'centreId'>;
  readonly secretHash: Buffer;
}

/** Who holds a token acts for the session and nothing else. @throws Problem `gone` */
function holder(token: string): Holder {
  const read = readScanToken(token);
  if (read === null) {
    throw new Problem('gone', { detail: t('scan.gone') });
  }
  return { actor: { centreId: read.centreId }, secretHash: scanSecretHash(read.secret) };
}

async function lockOpen(ctx: AppContext, tx: Tx, secretHash: Buffer): Promise<ScanSession> {
  const session = await repo.lockScanBySecret(tx, secretHash);
  if (session === undefined || scanState(session, ctx.clock.now()) !== 'open') {
    throw new Problem('gone', { detail: t('scan.gone') });
  }
  return session;
}

/** Tells the officer's screen, which looks again. */
function tell(ctx: AppContext, tx: Tx, session: ScanSession): Promise<void> {
  return ctx.live.publish(tx, `account:${session.openedBy}`, { scan: session.id });
}

async function photograph(bytes: Uint8Array, session: ScanSession): Promise<Buffer> {
  const checked = await checkFile(bytes, session.title, session.purpose);
  if (!checked.mediaType.startsWith('image/')) {
    throw new Problem('unsupported-file', { detail: t('scan.only-pictures') });
  }
  return sharp(checked.content)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
}

/**
 * Adds a page at the end.
 * @returns how many pages there are now
 * @throws Problem `gone`, `not-allowed-now` past the last page, and what {@link checkFile} refuses
 */
export async function addScanPage(ctx: AppContext, token: string, bytes: Uint8Array): Promise<number> {
  const { actor, secretHash } = holder(token);
  const open = await inTransaction(ctx, actor, (tx) => lockOpen(ctx, tx, secretHash));
  const jpeg = await photograph(bytes, open);
  return inTransaction(ctx, actor, async (tx) => {
    const session = await lockOpen(ctx, tx, secretHash);
    const position = (await repo.countPages(tx, session.id)) + 1;
    if (position > SCAN_PAGES) {
      throw new Problem('not-allowed-now', { detail: t('scan.full', { max: SCAN_PAGES }) });
    }
    const { id: sessionId, centreId } = session;
    await repo.insertPage(tx, { sessionId, centreId, position, size: jpeg.length, at: ctx.clock.now() });
    // Within the lock: the place is taken by nobody else, and a roll-back leaves bytes that the next page overwrites.
    await ctx.storage.put(scanPageKey(session, position), jpeg);
    await tell(ctx, tx, session);
    return position;
  });
}

/** Takes the last page away, to photograph it again. @throws Problem `gone` */
export async function dropLastScanPage(ctx: AppContext, token: string): Promise<void> {
  const { actor, secretHash } = holder(token);
  await inTransaction(ctx, actor, async (tx) => {
    const session = await lockOpen(ctx, tx, secretHash);
    const last = await repo.countPages(tx, session.id);
    if (last > 0) {
      await repo.deletePage(tx, session.id, last);
      await tell(ctx, tx, session);
    }
  });
}

async function readPage(ctx: AppContext, session: ScanSession, position: number): Promise<PhotoPage> {
  const jpeg = await ctx.storage.get(scanPageKey(session, position));
  const { width, height } = await sharp(jpeg).metadata();
  return { jpeg, width, height };
}

/** The picture of the last page, so that the sender sees whether it can be read. @throws Problem `gone` */
export async function openScanPage(ctx: AppContext, token: string, position: number): Promise<Uint8Array> {
  const { actor, secretHash } = holder(token);
  const session = await inTransaction(ctx, actor, (tx) => lockOpen(ctx, tx, secretHash));
  return ctx.storage.get(scanPageKey(session, position)).catch(() => {
    throw new Problem('not-found', { detail: t('file.not-found') });
  });
}

/** A UUID of "these pages of this session": the same pages make the same file, other pages another one. */
function contentKey(session: ScanSession, pdf: Uint8Array): string {
  const hex = createHash('sha256').update(session.id).update(pdf).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Makes one PDF of the pages and hands it to the officer as an uploaded file. After that the token opens nothing.
 * @throws Problem `gone`, `validation` without pages, `conflict` when another page came meanwhile
 */
export async function finishScan(ctx: AppContext, token: string): Promise<StoredFile> {
  const { actor, secretHash } = holder(token);
  const { session, pages } = await inTransaction(ctx, actor, async (tx) => {
    const open = await lockOpen(ctx, tx, secretHash);
    return { session: open, pages: await repo.countPages(tx, open.id) };
  });
  if (pages === 0) {
    throw new Problem('validation', {
      detail: t('scan.no-pages'),
      fields: [{ path: 'file', message: t('scan.no-pages') }],
    });
  }
  const photos: PhotoPage[] = [];
  for (let position = 1; position <= pages; position += 1) {
    photos.push(await readPage(ctx, session, position));
  }
  const bytes = photoPdf(photos);
  const file = await uploadFile(ctx, systemActor(session.centreId, 'scan'), {
    bytes,
    name: `${session.title}.pdf`,
    purpose: session.purpose,
    requestId: contentKey(session, bytes),
    onBehalfOf: session.openedBy,
  });
  await inTransaction(ctx, actor, async (tx) => {
    await lockOpen(ctx, tx, secretHash);
    if ((await repo.countPages(tx, session.id)) !== pages) {
      throw new Problem('conflict', { detail: t('scan.changed') });
    }
    await repo.finishScan(tx, session.id, file.id, ctx.clock.now());
    await tell(ctx, tx, session);
  });
  for (let position = 1; position <= pages; position += 1) {
    await ctx.storage.delete(scanPageKey(session, position));
  }
  return file;
}
