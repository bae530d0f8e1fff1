import { randomBytes } from 'node:crypto';
import { certificateFacts } from '#integrations/signing/certificate.ts';
import { signedAttributes } from '#integrations/signing/cms.ts';
import { PdfSigningError } from '#integrations/signing/pdf-file.ts';
import { prepareSignature } from '#integrations/signing/pdf-sign.ts';
import { drawStamp } from '#integrations/signing/stamp.ts';
import { record } from '#modules/audit/commands/record.ts';
import { enterCode } from '#modules/documents/commands/keep-made.ts';
import { type OpenedFile, openFile } from '#modules/documents/commands/open-file.ts';
import { VERIFY_CODE_BYTES, verifyCode } from '#modules/documents/rules/codes.ts';
import { getToSign, type ToSign } from '#modules/dossiers/queries/to-sign.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate, toLocal } from '#platform/time.ts';
import { COLLECT } from '../jobs-names.ts';
import { preparedKey } from '../keys.ts';
import { signingMessages } from '../messages.ts';
import { SIGNING_POLICY } from '../policy.ts';
import { findCertificate } from '../repo.ts';
import * as repo from '../repo-sessions.ts';
import { resultFiles, signableFiles, validityOf } from '../rules/words.ts';
import type { SignInput, SigningCertificate, SigningItem, SigningSession } from '../schema.ts';
import { requireNotRevoked } from './evidence.ts';
import { signWithStore } from './finish.ts';
import { requireLine } from './lines.ts';
import { connectRemote, settingsOf } from './secrets.ts';

const t = signingMessages('vi');
/** How long the pages of a token's session may be used. */
const TOKEN_MINUTES = 15;
/** Signing with a key of the server takes seconds. */
const STORE_MINUTES = 5;

/** What became of pressing "Ký số". */
export interface Begun {
  readonly sessionId: string;
  /** Dossiers that could not be taken along, and why. */
  readonly refused: readonly { readonly dossierId: string; readonly why: string }[];
}

/** The certificate, when this person may sign with it now. @throws Problem */
export function requireUsable(
  certificate: SigningCertificate | undefined,
  actor: StaffActor,
  now: Temporal.Instant,
): SigningCertificate {
  if (certificate === undefined) {
    throw new Problem('not-found', { detail: t('no-certificate') });
  }
  if (certificate.accountId !== null && certificate.accountId !== actor.accountId) {
    throw new Problem('forbidden', { detail: t('not-yours') });
  }
  if (certificate.retiredAt !== null) {
    throw new Problem('not-allowed-now', { detail: t('retired') });
  }
  const day = (at: Temporal.Instant) => formatDate(toLocal(at));
  switch (validityOf(certificate, now)) {
    case 'expired':
      throw new Problem('not-allowed-now', {
        detail: t('certificate-expired', { day: day(certificate.validTo) }),
      });
    case 'not-yet':
      throw new Problem('not-allowed-now', {
        detail: t('certificate-early', { day: day(certificate.validFrom) }),
      });
    case 'valid':
    case 'ends-soon':
      return certificate;
    default:
      throw new Error('validity');
  }
}

/** The words for a PDF that cannot be signed. */
export function pdfProblem(error: unknown, file: string): unknown {
  if (!(error instanceof PdfSigningError)) {
    return error;
  }
  const key = error.reason === 'encrypted' || error.reason === 'certified' ? error.reason : 'unreadable';
  return new Problem('not-allowed-now', { detail: t(`pdf-${key}`, { file }) });
}

function chosenFiles({ dossier, files }: ToSign, fileIds: readonly string[]) {
  const number = dossier.number ?? dossier.localNumber ?? '';
  const chosen =
    fileIds.length === 0
      ? resultFiles(dossier, files)
      : signableFiles(dossier, files).filter(({ id }) => fileIds.includes(id));
  if (chosen.length < fileIds.length) {
    throw new Problem('validation', {
      detail: t('wrong-file', { number }),
      fields: [{ path: 'fileIds', message: t('wrong-file', { number }) }],
    });
  }
  if (chosen.length === 0) {
    throw new Problem('not-allowed-now', { detail: t('no-file', { number }) });
  }
  return chosen;
}

interface Scene {
  readonly ctx: AppContext;
  readonly actor: StaffActor;
  readonly certificate: SigningCertificate;
  readonly sessionId: string;
  readonly at: Temporal.Instant;
}

/** Address behind the stamp's QR code. */
export const checkUrl = (ctx: Pick<AppContext, 'config'>, code: string): string =>
  `${ctx.config.publicUrl}/xac-minh-chu-ky/${code}`;

/** One file with its place for the signature; for tokens the file goes out as it is. */
async function itemFor(scene: Scene, { dossier }: ToSign, { file, bytes }: OpenedFile): Promise<SigningItem> {
  const { ctx, certificate, at, actor } = scene;
  const number = dossier.number ?? dossier.localNumber ?? '';
  const item = {
    id: newId(),
    sessionId: scene.sessionId,
    dossierId: dossier.id,
    dossierNumber: number,
    fileId: file.id,
    fileName: file.name,
    sourceSha256: file.sha256,
    verifyCode: verifyCode(new Uint8Array(randomBytes(VERIFY_CODE_BYTES))),
    receivedAt: null,
    state: 'open',
    why: null,
  } as const;
  if (certificate.method === 'token') {
    return { ...item, attributes: null };
  }
  const { holder, organisation } = certificateFacts(certificate.certificate);
  const own = certificate.accountId === null;
  const signer = own ? actor.displayName : holder;
  const agency = own ? holder : organisation || dossier.agencies.competent.name;
  const { stampPage } = await settingsOf(ctx, actor.centreId);
  try {
    const stamp = await drawStamp({
      signer,
      agency,
      at,
      kind: 'person',
      url: checkUrl(ctx, item.verifyCode),
    });
    const { pdf, documentHash } = await prepareSignature(bytes, {
      signerName: signer,
      reason: t('reason', { number }),
      location: agency,
      at,
      stamp,
      page: stampPage,
    });
    await ctx.storage.put(preparedKey(actor.centreId, item.id), pdf);
    return { ...item, attributes: signedAttributes(documentHash, certificate.certificate) };
  } catch (error) {
    throw pdfProblem(error, file.name);
  }
}

async function itemsFor(scene: Scene, dossierId: string, fileIds: readonly string[]): Promise<SigningItem[]> {
  const toSign = await getToSign(scene.ctx, scene.actor, dossierId);
  const items: SigningItem[] = [];
  for (const { id } of chosenFiles(toSign, fileIds)) {
    items.push(await itemFor(scene, toSign, await openFile(scene.ctx, scene.actor, id)));
  }
  return items;
}

async function expiryOf(scene: Scene): Promise<Temporal.Instant> {
  const { ctx, actor, at, certificate } = scene;
  switch (certificate.method) {
    case 'store':
      return at.add({ minutes: STORE_MINUTES });
    case 'token':
      if ((await settingsOf(ctx, actor.centreId)).agentPort === null) {
        throw new Problem('not-allowed-now', { detail: t('method-off') });
      }
      return at.add({ minutes: TOKEN_MINUTES });
    case 'remote': {
      await requireLine(ctx, actor.centreId, 'remote');
      const { waitMinutes } = await connectRemote(ctx, actor.centreId);
      return at.add({ minutes: waitMinutes });
    }
    default:
      return certificate.method satisfies never;
  }
}

const isUnique = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'signing_items_open';

async function store(
  tx: Tx,
  scene: Scene,
  session: SigningSession,
  items: readonly SigningItem[],
  requestId: string,
) {
  if (!(await repo.insertSession(tx, { session, items, requestId }))) {
    return false;
  }
  for (const { verifyCode: code } of items) {
    await enterCode(tx, session.centreId, code);
  }
  if (session.method === 'remote') {
    await enqueue(tx, COLLECT, { centreId: session.centreId, sessionId: session.id }, { jobKey: session.id });
  }
  const files = items.map(({ dossierId, fileId }) => ({ dossierId, fileId }));
  await record(
    tx,
    scene.actor,
    {
      action: 'signing.begin',
      subjectType: 'signing-session',
      subjectId: session.id,
      detail: { method: session.method, certificate: scene.certificate.fingerprint, files },
    },
    scene.at,
  );
  return true;
}

async function dropPrepared({ ctx, actor }: Scene, items: readonly SigningItem[]): Promise<void> {
  for (const { id } of items) {
    await ctx.storage.delete(preparedKey(actor.centreId, id));
  }
}

/** Takes every dossier that can be signed; the others say why. @throws Problem of the first when none can */
async function collectItems(scene: Scene, input: SignInput) {
  const items: SigningItem[] = [];
  const refused: { dossierId: string; why: string }[] = [];
  for (const dossierId of new Set(input.dossierIds)) {
    try {
      items.push(...(await itemsFor(scene, dossierId, input.fileIds)));
    } catch (error) {
      if (!isProblem(error) || error.status >= 500 || input.dossierIds.length === 1) {
        await dropPrepared(scene, items);
        throw error;
      }
      refused.push({ dossierId, why: error.details.detail });
    }
  }
  if (items.length === 0) {
    throw new Problem('not-allowed-now', { detail: refused.map(({ why }) => why).join(' ') });
  }
  return { items, refused };
}

/**
 * Ký số: prepares the files and asks for the signature. With a key of the server the results are signed when this returns; a remote
 * service asks the person's phone, a token the person's desk. Nothing of a dossier changes before its signature is there and verified.
 * @throws Problem `forbidden` (not the signer's dossier or certificate), `not-allowed-now`, `conflict`, `validation`, `unavailable`
 */
export async function beginSigning(ctx: AppContext, given: Actor, input: SignInput): Promise<Begun> {
  authorise(SIGNING_POLICY, given, 'signing.sign', given);
  if (given.kind !== 'staff') {
    throw new Problem('forbidden', { detail: t('not-yours') });
  }
  const actor = given;
  const at = ctx.clock.now();
  if (input.fileIds.length > 0 && input.dossierIds.length > 1) {
    throw new Problem('validation', { detail: t('files-of-one') });
  }
  const earlier = await readOnly(ctx, actor, (tx) => repo.findByRequest(tx, input.requestId));
  if (earlier !== undefined) {
    return { sessionId: earlier.id, refused: [] };
  }
  const found = await readOnly(ctx, actor, (tx) => findCertificate(tx, input.certificateId));
  const certificate = requireUsable(found, actor, at);
  await requireNotRevoked(ctx, actor.centreId, certificate, await settingsOf(ctx, actor.centreId));
  const scene: Scene = { ctx, actor, certificate, sessionId: newId(), at };
  const expiresAt = await expiryOf(scene);
  const { items, refused } = await collectItems(scene, input);
  const session: SigningSession = {
    id: scene.sessionId,
    centreId: actor.centreId,
    accountId: actor.accountId,
    certificateId: certificate.id,
    method: certificate.method,
    state: 'waiting',
    reference: null,
    beganAt: at,
    expiresAt,
    endedAt: null,
    why: null,
  };
  try {
    const added = await inTransaction(ctx, actor, (tx) => store(tx, scene, session, items, input.requestId));
    if (!added) {
      await dropPrepared(scene, items);
      return beginSigning(ctx, actor, input);
    }
  } catch (error) {
    await dropPrepared(scene, items);
    throw isUnique(error)
      ? new Problem('conflict', { detail: t('file-busy', { number: items[0]?.dossierNumber ?? '' }) })
      : error;
  }
  if (certificate.method === 'store') {
    await signWithStore(ctx, actor, session, certificate);
  }
  return { sessionId: session.id, refused };
}
