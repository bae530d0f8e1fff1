import { forgetCircuit } from '#platform/circuit-store.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Method, type SigningCertificate, SigningSettings } from './schema.ts';

/** The names under which the circuits of the outside lines are kept. */
export const LINES = {
  remote: 'signing-remote',
  tsa: 'signing-tsa',
  revocation: 'signing-revocation',
} as const;
export type Line = keyof typeof LINES;

/** The settings of a centre with the sealed secret of its remote service. */
export interface StoredSettings {
  readonly version: string;
  readonly settings: SigningSettings;
  readonly secretBox: Uint8Array | null;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** How the transaction's centre signs; undefined before anything was set. */
export async function findSettings(tx: Tx): Promise<StoredSettings | undefined> {
  const row = await tx.selectFrom('signing_settings').selectAll().executeTakeFirst();
  return (
    row && {
      version: row.version,
      settings: SigningSettings.parse(row.settings),
      secretBox: row.secret_box === null ? null : new Uint8Array(row.secret_box),
      changedAt: row.changed_at,
      changedBy: row.changed_by,
    }
  );
}

/** Stores how a centre signs; the circuits of its lines begin anew. */
export async function saveSettings(tx: Tx, centreId: string, stored: StoredSettings): Promise<void> {
  const values = {
    version: stored.version,
    settings: JSON.stringify(stored.settings),
    secret_box: stored.secretBox === null ? null : Buffer.from(stored.secretBox),
    changed_at: stored.changedAt,
    changed_by: stored.changedBy,
  };
  await tx
    .insertInto('signing_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
  await forgetCircuit(tx, LINES.remote);
  await forgetCircuit(tx, LINES.tsa);
  await forgetCircuit(tx, LINES.revocation);
}

const SHOWN = [
  'id',
  'method',
  'account_id',
  'certificate',
  'chain',
  'fingerprint',
  'credential',
  'valid_from',
  'valid_to',
  'added_at',
  'added_by',
  'retired_at',
] as const;

interface CertificateRow {
  readonly id: string;
  readonly method: string;
  readonly account_id: string | null;
  readonly certificate: Buffer;
  readonly chain: readonly Buffer[];
  readonly fingerprint: string;
  readonly credential: string | null;
  readonly valid_from: Temporal.Instant;
  readonly valid_to: Temporal.Instant;
  readonly added_at: Temporal.Instant;
  readonly added_by: string;
  readonly retired_at: Temporal.Instant | null;
}

function toCertificate(row: CertificateRow): SigningCertificate {
  return {
    id: row.id,
    method: Method.parse(row.method),
    accountId: row.account_id,
    certificate: new Uint8Array(row.certificate),
    chain: row.chain.map((one) => new Uint8Array(one)),
    fingerprint: row.fingerprint,
    credential: row.credential,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    addedAt: row.added_at,
    addedBy: row.added_by,
    retiredAt: row.retired_at,
  };
}

/** Certificates of the centre, those in use first, then by their end. */
export async function listCertificates(tx: Tx): Promise<readonly SigningCertificate[]> {
  const rows = await tx
    .selectFrom('signing_certificates')
    .select(SHOWN)
    .orderBy('retired_at', (order) => order.desc().nullsFirst())
    .orderBy('valid_to')
    .execute();
  return rows.map(toCertificate);
}

/** One certificate. */
export async function findCertificate(tx: Tx, id: string): Promise<SigningCertificate | undefined> {
  const row = await tx
    .selectFrom('signing_certificates')
    .select(SHOWN)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toCertificate(row);
}

/** What is sealed with a certificate: its key, or the person's account at the service. */
export async function findSecretBox(tx: Tx, id: string): Promise<Uint8Array | undefined> {
  const row = await tx
    .selectFrom('signing_certificates')
    .select('secret_box')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.secret_box == null ? undefined : new Uint8Array(row.secret_box);
}

/** Adds a certificate. @returns false when one with the same fingerprint is in use */
export async function insertCertificate(
  tx: Tx,
  centreId: string,
  certificate: SigningCertificate,
  secretBox: Uint8Array | null,
): Promise<boolean> {
  const row = await tx
    .insertInto('signing_certificates')
    .values({
      id: certificate.id,
      centre_id: centreId,
      method: certificate.method,
      account_id: certificate.accountId,
      certificate: Buffer.from(certificate.certificate),
      chain: certificate.chain.map((one) => Buffer.from(one)),
      fingerprint: certificate.fingerprint,
      valid_from: certificate.validFrom,
      valid_to: certificate.validTo,
      secret_box: secretBox === null ? null : Buffer.from(secretBox),
      credential: certificate.credential,
      added_at: certificate.addedAt,
      added_by: certificate.addedBy,
    })
    .onConflict((conflict) =>
      conflict.columns(['centre_id', 'fingerprint']).where('retired_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes a certificate out of use. @returns whether it was in use */
export async function retireCertificate(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const row = await tx
    .updateTable('signing_certificates')
    .set({ retired_at: at })
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** An authority that the centre trusts. */
export interface Anchor {
  readonly id: string;
  readonly certificate: Uint8Array;
  readonly fingerprint: string;
  readonly addedAt: Temporal.Instant;
  readonly addedBy: string;
}

/** Authorities that the centre trusts. */
export async function listAnchors(tx: Tx): Promise<readonly Anchor[]> {
  const rows = await tx.selectFrom('signing_anchors').selectAll().orderBy('added_at').execute();
  return rows.map((row) => ({
    id: row.id,
    certificate: new Uint8Array(row.certificate),
    fingerprint: row.fingerprint,
    addedAt: row.added_at,
    addedBy: row.added_by,
  }));
}

/** Adds an authority. @returns false when it is trusted already */
export async function insertAnchor(tx: Tx, centreId: string, anchor: Anchor): Promise<boolean> {
  const row = await tx
    .insertInto('signing_anchors')
    .values({
      id: anchor.id,
      centre_id: centreId,
      certificate: Buffer.from(anchor.certificate),
      fingerprint: anchor.fingerprint,
      added_at: anchor.addedAt,
      added_by: anchor.addedBy,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'fingerprint']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Trusts an authority no longer. */
export async function deleteAnchor(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.deleteFrom('signing_anchors').where('id', '=', id).returning('id').executeTakeFirst();
  return row !== undefined;
}
