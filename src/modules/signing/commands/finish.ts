import { certificateFacts } from '#integrations/signing/certificate.ts';
import { assembleCms, signedAttributes } from '#integrations/signing/cms.ts';
import { embedSignature, prepareSignature } from '#integrations/signing/pdf-sign.ts';
import { type SignatureReport, verifyPdf } from '#integrations/signing/pdf-verify.ts';
import { signWithKey } from '#integrations/signing/pkcs12.ts';
import { SigningFailure } from '#integrations/signing/port.ts';
import { drawStamp } from '#integrations/signing/stamp.ts';
import { timeStamp } from '#integrations/signing/time-stamp.ts';
import { record } from '#modules/audit/commands/record.ts';
import { addMadeFile, dropMadeFile, storeMadeFile } from '#modules/documents/commands/keep-made.ts';
import type { StoredFile } from '#modules/documents/schema.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { preparedKey, receivedKey, signingTopic } from '../keys.ts';
import { signingMessages } from '../messages.ts';
import { listAnchors, listCertificates } from '../repo.ts';
import * as repo from '../repo-sessions.ts';
import { validityOf } from '../rules/words.ts';
import type {
  SessionState,
  SigningCertificate,
  SigningItem,
  SigningSession,
  SigningSettings,
} from '../schema.ts';
import { type Lasting, makeLasting } from './evidence.ts';
import { throughLine } from './lines.ts';
import { openStore, settingsOf } from './secrets.ts';

const t = signingMessages('vi');

/** Gives the signed PDF of one file. */
export type MakeSigned = (item: SigningItem) => Promise<Uint8Array>;

interface Scene {
  readonly ctx: AppContext;
  readonly signer: StaffActor;
  readonly session: SigningSession;
  readonly certificate: SigningCertificate;
  readonly settings: SigningSettings;
  readonly at: Temporal.Instant;
  /** What authorities said in this session, by certificate. */
  readonly known: Parameters<typeof makeLasting>[0]['known'];
}

/** The time-stamp over a signature, where the centre wants one. @throws Problem `unavailable` where it is required and missing */
async function stampFor(scene: Scene, signature: Uint8Array): Promise<Uint8Array | undefined> {
  const { ctx, settings } = scene;
  const { tsa } = settings;
  if (tsa === null) {
    return undefined;
  }
  try {
    return await throughLine(ctx, scene.session.centreId, 'tsa', () => timeStamp(tsa, signature));
  } catch (error) {
    if (error instanceof SigningFailure && settings.tsaRequired) {
      throw new Problem('unavailable', { detail: t('no-time-stamp', { why: error.message }) });
    }
    if (error instanceof SigningFailure) {
      return undefined;
    }
    throw error;
  }
}

const wrong = () => new Problem('conflict', { detail: t('wrong-signature') });

/** The signature of this certificate on the file, when every signature of the file holds. @throws Problem `conflict` */
function requireGood(reports: readonly SignatureReport[], fingerprint: string): SignatureReport {
  const own = reports.at(-1);
  if (
    own?.signer?.fingerprint !== fingerprint ||
    own.followed ||
    reports.some(({ integrity }) => integrity !== 'intact')
  ) {
    throw wrong();
  }
  return own;
}

/** Puts a bare signature into the file that was prepared for it, with a time-stamp where one is wanted. */
async function embed(
  scene: Scene,
  certificate: SigningCertificate,
  prepared: Uint8Array,
  attributes: Uint8Array,
  signature: Uint8Array,
) {
  const { chain, certificate: der } = certificate;
  const stamped = await stampFor(scene, signature);
  try {
    return embedSignature(
      prepared,
      assembleCms({ attributes, signature, certificate: der, chain, timeStamp: stamped }),
    );
  } catch (error) {
    throw isProblem(error) ? error : wrong();
  }
}

/** Makes signed files out of bare signatures: of a remote service, or of the server's own key. */
export function fromSignatures(
  scene: Scene,
  signatureOf: (item: SigningItem) => Promise<Uint8Array>,
): MakeSigned {
  return async (item) => {
    const { ctx, session, certificate } = scene;
    const prepared = await ctx.storage.get(preparedKey(session.centreId, item.id));
    return embed(scene, certificate, prepared, item.attributes ?? new Uint8Array(), await signatureOf(item));
  };
}

/** The organisation's own certificate that can sign now. */
async function sealCertificate({ ctx, session, at }: Scene): Promise<SigningCertificate> {
  const all = await readOnly(ctx, session, listCertificates);
  const found = all.find(
    (one) =>
      one.method === 'store' &&
      one.accountId === null &&
      one.retiredAt === null &&
      ['valid', 'ends-soon'].includes(validityOf(one, at)),
  );
  if (found === undefined) {
    throw new Problem('not-allowed-now', { detail: t('no-seal') });
  }
  return found;
}

/** Sets the organisation's seal as a second signature: an incremental update that leaves the first one as it is. */
async function seal(
  scene: Scene,
  item: SigningItem,
  pdf: Uint8Array,
): Promise<{ pdf: Uint8Array; fingerprint: string }> {
  const { ctx, session, settings, at } = scene;
  const certificate = await sealCertificate(scene);
  const { key } = await openStore(ctx, session.centreId, certificate.id);
  const { holder } = certificateFacts(certificate.certificate);
  const prepared = await prepareSignature(pdf, {
    signerName: holder,
    reason: t('seal-reason', { number: item.dossierNumber }),
    location: holder,
    at,
    stamp: await drawStamp({ signer: holder, agency: '', at, kind: 'seal', url: null }),
    page: settings.stampPage,
  });
  const attributes = signedAttributes(prepared.documentHash, certificate.certificate);
  const sealed = await embed(scene, certificate, prepared.pdf, attributes, signWithKey(key, attributes));
  return { pdf: sealed, fingerprint: certificate.fingerprint };
}

interface Made extends Pick<Lasting, 'level' | 'lacking'> {
  readonly item: SigningItem;
  readonly file: StoredFile;
  readonly sealed: boolean;
}

async function makeOne(scene: Scene, item: SigningItem, make: MakeSigned): Promise<Made> {
  const { ctx, signer, session, certificate, settings, at } = scene;
  const anchors = (await readOnly(ctx, session, listAnchors)).map((anchor) => anchor.certificate);
  let pdf = await make(item);
  let reports = await verifyPdf(pdf, anchors, at);
  requireGood(reports, certificate.fingerprint);
  const sealed = settings.seal && certificate.accountId !== null;
  if (sealed) {
    const second = await seal(scene, item, pdf);
    reports = await verifyPdf(second.pdf, anchors, at);
    requireGood(reports, second.fingerprint);
    pdf = second.pdf;
  }
  // Only what this act signed: of an older signature the file already says what could be known.
  const fresh = reports.slice(sealed ? -2 : -1);
  const asking = { ctx, centreId: session.centreId, settings, known: scene.known };
  const lasting = await makeLasting(asking, pdf, fresh);
  if (lasting.level === 'B-LT') {
    requireGood(
      await verifyPdf(lasting.pdf, anchors, at),
      fresh.at(-1)?.signer?.fingerprint ?? certificate.fingerprint,
    );
  }
  const name = item.fileName.replace(/(_da-ky)?\.pdf$/i, '_da-ky.pdf');
  const subject = { type: 'dossier', id: item.dossierId };
  const file = await storeMadeFile(ctx, signer, { bytes: lasting.pdf, name, subject });
  return { item, file, level: lasting.level, lacking: lasting.lacking, sealed };
}

/** Writes the signed files and the act of signing in one transaction: all of a dossier, or nothing of it. */
async function storeDossier(scene: Scene, dossierId: string, made: readonly Made[]): Promise<void> {
  const { ctx, signer, session, certificate, at } = scene;
  const signedFiles = made.map(({ item, file }) => ({
    from: item.fileId,
    file: { id: file.id, name: file.name },
  }));
  const command = { type: 'sign-result', digital: true, note: '' } as const;
  const requestId = itemRequestId(session.id, dossierId);
  await execute(
    ctx,
    signer,
    { id: dossierId },
    command,
    requestId,
    async (tx, { dossier }) => {
      for (const { item, file, level, lacking, sealed } of made) {
        await addMadeFile(tx, signer, file, itemRequestId(session.id, item.id));
        if (!(await repo.settleItem(tx, item.id, 'signed', null))) {
          throw new Problem('already-done', { detail: t('ended') });
        }
        await repo.insertSigned(tx, session.centreId, {
          fileId: file.id,
          sourceFileId: item.fileId,
          itemId: item.id,
          dossierId,
          dossierSeq: dossier.seq,
          verifyCode: item.verifyCode,
          level,
          lacking,
          sealed,
          signedAt: at,
        });
      }
      await record(
        tx,
        signer,
        {
          action: 'signing.signed',
          subjectType: 'dossier',
          subjectId: dossierId,
          detail: {
            session: session.id,
            certificate: certificate.fingerprint,
            files: made.map(({ file, level, sealed }) => ({
              id: file.id,
              sha256: file.sha256,
              level,
              sealed,
            })),
          },
        },
        at,
      );
    },
    { signedFiles },
  );
}

async function finishDossier(
  scene: Scene,
  dossierId: string,
  items: readonly SigningItem[],
  make: MakeSigned,
) {
  const made: Made[] = [];
  try {
    for (const item of items) {
      made.push(await makeOne(scene, item, make));
    }
    await storeDossier(scene, dossierId, made);
    return null;
  } catch (error) {
    for (const { file } of made) {
      await dropMadeFile(scene.ctx, file);
    }
    if (!isProblem(error)) {
      throw error;
    }
    return error.details.detail;
  }
}

/** Ends a session, removes what was prepared, and tells the signer's page. */
export async function closeSession(
  ctx: AppContext,
  session: SigningSession,
  state: SessionState,
  why: string | null,
): Promise<void> {
  const at = ctx.clock.now();
  const items = await inTransaction(ctx, session, async (tx) => {
    const found = await repo.listItems(tx, session.id);
    for (const { id } of found) {
      await repo.settleItem(tx, id, 'failed', why ?? t('ended'));
    }
    await repo.endSession(tx, session.id, { state, why, at });
    await ctx.live.publish(tx, signingTopic(session.accountId), { id: session.id, state });
    return found;
  });
  for (const { id } of items) {
    await ctx.storage.delete(preparedKey(session.centreId, id)).catch(() => undefined);
    await ctx.storage.delete(receivedKey(session.centreId, id)).catch(() => undefined);
  }
}

/** What finishing needs to know. */
export async function sceneOf(
  ctx: AppContext,
  signer: StaffActor,
  session: SigningSession,
  certificate: SigningCertificate,
): Promise<Scene> {
  const settings = await settingsOf(ctx, session.centreId);
  return { ctx, signer, session, certificate, settings, at: ctx.clock.now(), known: new Map() };
}

/**
 * Finishes a session whose signatures are there: each dossier in a transaction of its own, by the signer's rights as they are now.
 * A dossier that is refused stays where it was and hinders no other.
 */
export async function finishSession(scene: Scene, make: MakeSigned): Promise<void> {
  const { ctx, session } = scene;
  const items = (await readOnly(ctx, session, (tx) => repo.listItems(tx, session.id))).filter(
    ({ state }) => state === 'open',
  );
  const failures: string[] = [];
  for (const [dossierId, own] of Map.groupBy(items, (item) => item.dossierId)) {
    const why = await finishDossier(scene, dossierId, own, make);
    if (why !== null) {
      failures.push(why);
      await inTransaction(ctx, session, async (tx) => {
        for (const { id } of own) {
          await repo.settleItem(tx, id, 'failed', why);
        }
      });
    }
  }
  await closeSession(ctx, session, failures.length === 0 ? 'done' : 'failed', failures[0] ?? null);
}

/** Signs a session with a key of the server, at once. */
export async function signWithStore(
  ctx: AppContext,
  signer: StaffActor,
  session: SigningSession,
  certificate: SigningCertificate,
): Promise<void> {
  const scene = await sceneOf(ctx, signer, session, certificate);
  try {
    const { key } = await openStore(ctx, session.centreId, certificate.id);
    await finishSession(
      scene,
      fromSignatures(scene, async ({ attributes }) => signWithKey(key, attributes ?? new Uint8Array())),
    );
  } catch (error) {
    await closeSession(ctx, session, 'failed', t('refused', { why: t('key-on-server') }));
    throw error;
  }
}
