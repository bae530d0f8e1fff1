import { createHash } from 'node:crypto';
import { type CertificateFacts, certificateFacts } from '#integrations/signing/certificate.ts';
import { PdfSigningError } from '#integrations/signing/pdf-file.ts';
import { type SignatureReport, verifyPdf } from '#integrations/signing/pdf-verify.ts';
import { getCentre } from '#modules/agencies/queries.ts';
import { openFile } from '#modules/documents/commands/open-file.ts';
import { centreOfCode } from '#modules/documents/queries/codes.ts';
import { maskLabel } from '#modules/documents/rules/codes.ts';
import { lookUp } from '#modules/dossiers/commands/look-up.ts';
import { listToSign, type ToSign } from '#modules/dossiers/queries/to-sign.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { type Circuit, type CircuitState, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { signingMessages } from './messages.ts';
import { SIGNING_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import * as sessions from './repo-sessions.ts';
import { type Validity, validityOf } from './rules/words.ts';
import type { SigningCertificate, SigningItem, SigningSession, SigningSettings } from './schema.ts';
import { SigningSettings as Settings } from './schema.ts';

/** A certificate with what people read of it. */
export interface CertificateView {
  readonly row: SigningCertificate;
  readonly facts: CertificateFacts;
  readonly validity: Validity;
  /** Whose it is; null for the organisation's own. */
  readonly person: string | null;
}

/** An outside line with its circuit. */
export interface LineView {
  readonly on: boolean;
  readonly circuit: Circuit;
  readonly state: CircuitState;
}

/** Everything that the page of administration shows. */
export interface SigningOverview {
  readonly settings: SigningSettings;
  readonly hasSecret: boolean;
  readonly certificates: readonly CertificateView[];
  readonly anchors: readonly (repo.Anchor & { readonly facts: CertificateFacts })[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly lines: { readonly remote: LineView; readonly tsa: LineView; readonly revocation: LineView };
}

async function certificateViews(tx: Tx, now: Temporal.Instant): Promise<readonly CertificateView[]> {
  const accounts = new Map((await listAccountsIn(tx)).map((account) => [account.id, account.displayName]));
  return (await repo.listCertificates(tx)).map((row) => ({
    row,
    facts: certificateFacts(row.certificate),
    validity: validityOf(row, now),
    person: row.accountId === null ? null : (accounts.get(row.accountId) ?? ''),
  }));
}

/** How the centre signs, with whose certificates, and how the lines stand. @throws Problem `forbidden` */
export async function signingOverview(ctx: AppContext, actor: Actor): Promise<SigningOverview> {
  authorise(SIGNING_POLICY, actor, 'signing.see', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const stored = await repo.findSettings(tx);
    const settings = stored?.settings ?? Settings.parse({});
    const line = async (name: repo.Line, on: boolean): Promise<LineView> => {
      const circuit = await findCircuit(tx, repo.LINES[name]);
      return { on, circuit, state: circuitState(circuit, now) };
    };
    const people = (await listAccountsIn(tx)).filter((account) => account.active);
    return {
      settings,
      hasSecret: stored?.secretBox != null,
      certificates: await certificateViews(tx, now),
      anchors: (await repo.listAnchors(tx)).map((anchor) => ({
        ...anchor,
        facts: certificateFacts(anchor.certificate),
      })),
      people: people.map(({ id, displayName }) => ({ id, name: displayName })),
      lines: {
        remote: await line('remote', settings.remote !== null),
        tsa: await line('tsa', settings.tsa !== null),
        revocation: await line('revocation', settings.revocation),
      },
    };
  });
}

/** A session with its files. */
export interface SessionView {
  readonly session: SigningSession;
  readonly items: readonly SigningItem[];
  readonly certificate: CertificateView | undefined;
  /** Level of each signed file, by item, and what is lacking for the highest. */
  readonly levels: Awaited<ReturnType<typeof sessions.listLevels>>;
}

/** What the signer's page shows. */
export interface SignerDesk {
  readonly toSign: readonly ToSign[];
  /** Certificates that this person may choose, those that can sign now first. */
  readonly certificates: readonly CertificateView[];
  readonly sessions: readonly SessionView[];
}

/** What waits for the actor's signature, the certificates to sign with, and the latest sessions. @throws Problem `forbidden` */
export async function signerDesk(ctx: AppContext, actor: Actor): Promise<SignerDesk> {
  authorise(SIGNING_POLICY, actor, 'signing.sign', actor);
  const accountId = actor.kind === 'staff' ? actor.accountId : '';
  const toSign = await listToSign(ctx, actor);
  return readOnly(ctx, actor, async (tx) => {
    const all = await certificateViews(tx, ctx.clock.now());
    const mine = all.filter(
      ({ row }) => row.retiredAt === null && (row.accountId === null || row.accountId === accountId),
    );
    const views: SessionView[] = [];
    for (const session of await sessions.listSessions(tx, accountId)) {
      const certificate = all.find(({ row }) => row.id === session.certificateId);
      const levels = await sessions.listLevels(tx, session.id);
      views.push({ session, items: await sessions.listItems(tx, session.id), certificate, levels });
    }
    return { toSign, certificates: mine, sessions: views };
  });
}

/** One session for its own signer. @throws Problem `not-found` also for anyone else */
export async function getSession(ctx: AppContext, actor: Actor, id: string): Promise<SessionView> {
  authorise(SIGNING_POLICY, actor, 'signing.sign', actor);
  return readOnly(ctx, actor, async (tx) => {
    const session = await sessions.findSession(tx, id);
    if (session === undefined || actor.kind !== 'staff' || session.accountId !== actor.accountId) {
      throw new Problem('not-found', { detail: signingMessages('vi')('no-session') });
    }
    const all = await certificateViews(tx, ctx.clock.now());
    const certificate = all.find(({ row }) => row.id === session.certificateId);
    const levels = await sessions.listLevels(tx, id);
    return { session, items: await sessions.listItems(tx, id), certificate, levels };
  });
}

/** The port and kind of line of the desks' signing program; null while there is none. */
export async function agentOf(ctx: AppContext, actor: Actor): Promise<string | null> {
  const stored = await readOnly(ctx, actor, repo.findSettings);
  const port = stored?.settings.agentPort ?? null;
  return port === null ? null : `${stored?.settings.agentSecure ? 'wss' : 'ws'}://127.0.0.1:${port}`;
}

/** What a check of a file's signatures found. */
export interface FileCheck {
  /** Null for files from outside that we never issued. */
  readonly issued: { readonly number: string; readonly name: string; readonly centre: string } | null;
  readonly reports: readonly SignatureReport[];
  /** The file cannot be read as PDF. */
  readonly unreadable: boolean;
}

async function reportsOf(ctx: AppContext, centreId: string, bytes: Uint8Array) {
  const anchors = await readOnly(ctx, { centreId }, repo.listAnchors);
  try {
    const reports = await verifyPdf(
      bytes,
      anchors.map(({ certificate }) => certificate),
      ctx.clock.now(),
    );
    return { reports, unreadable: false };
  } catch (error) {
    if (error instanceof PdfSigningError) {
      return { reports: [], unreadable: true };
    }
    throw error;
  }
}

async function checkIssued(
  ctx: AppContext,
  centreId: string,
  found: sessions.SignedFound,
  open: boolean,
): Promise<FileCheck> {
  const system = systemActor(centreId, 'signature-check');
  const { bytes } = await openFile(ctx, system, found.fileId);
  const { name: centre } = await getCentre(ctx, centreId);
  const number = open ? found.dossierNumber : maskLabel(found.dossierNumber);
  return { issued: { number, name: found.name, centre }, ...(await reportsOf(ctx, centreId, bytes)) };
}

/** What anyone may learn by the code on a stamp, of whatever centre: who signed and whether it holds, nothing about the citizen. */
export async function checkByCode(ctx: AppContext, typed: string): Promise<FileCheck | undefined> {
  const where = await centreOfCode(ctx, typed);
  if (where === undefined) {
    return undefined;
  }
  const { centreId, code } = where;
  const [found] = await readOnly(ctx, { centreId }, (tx) => sessions.findSigned(tx, { code }));
  return found && checkIssued(ctx, centreId, found, false);
}

/** Signed results of a dossier, for who holds its number and second secret. @throws Problem as the look-up does */
export async function checkByDossier(
  ctx: AppContext,
  actor: Actor,
  number: string,
  secret: string,
): Promise<readonly FileCheck[]> {
  const { dossierId } = await lookUp(ctx, actor, number, secret);
  const found = await readOnly(ctx, actor, (tx) => sessions.findSigned(tx, { dossierId }));
  return Promise.all(found.map((one) => checkIssued(ctx, actor.centreId, one, true)));
}

/** The signatures of a file that somebody brings; it is not kept. Says whether it is, byte for byte, one that the centre issued. */
export async function checkFileBytes(
  ctx: AppContext,
  centreId: string,
  bytes: Uint8Array,
): Promise<FileCheck> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const [same] = await readOnly(ctx, { centreId }, (tx) => sessions.findSigned(tx, { sha256 }));
  const { name: centre } = await getCentre(ctx, centreId);
  const issued =
    same === undefined ? null : { number: maskLabel(same.dossierNumber), name: same.name, centre };
  return { issued, ...(await reportsOf(ctx, centreId, bytes)) };
}

/** The signatures of a stored file, such as one that a citizen filed, for officers who may open it. @throws Problem as opening does */
export async function checkStoredFile(
  ctx: AppContext,
  actor: Actor,
  id: string,
): Promise<FileCheck & { readonly name: string }> {
  authorise(SIGNING_POLICY, actor, 'signing.check', actor);
  const { file, bytes } = await openFile(ctx, actor, id);
  return { ...(await checkFileBytes(ctx, actor.centreId, bytes)), name: file.name };
}
