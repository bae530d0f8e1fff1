import { z } from 'zod';
import { RemoteConnection, ServiceUrl } from '#integrations/signing/connection.ts';

/** How a signature is made: by a key of the server, a remote service, or the token at the desk. */
export const METHODS = ['store', 'remote', 'token'] as const;
export const Method = z.enum(METHODS);
export type Method = z.output<typeof Method>;

/** How a centre signs. What is left out is off. */
export const SigningSettings = z.object({
  remote: RemoteConnection.nullable().default(null),
  tsa: z
    .object({ url: ServiceUrl, timeoutSeconds: z.coerce.number().int().min(1).max(180).default(30) })
    .nullable()
    .default(null),
  /** Nothing is signed without a time-stamp; else the signature stands without one when nobody answers. */
  tsaRequired: z.boolean().default(false),
  /** Whether authorities are asked if a certificate was revoked, and for how long each answer is awaited, in seconds. */
  revocation: z.boolean().default(true),
  revocationTimeout: z.coerce.number().int().min(1).max(60).default(5),
  /** After the signer's own signature the organisation's seal is set as a second one. */
  seal: z.boolean().default(false),
  stampPage: z.enum(['first', 'last']).default('last'),
  /** Port of the signing program at the desks; null: none. */
  agentPort: z.coerce.number().int().min(1024).max(65_535).nullable().default(null),
  /** Whether that program is reached by wss (as VGCA's) or by ws. */
  agentSecure: z.boolean().default(true),
});
export type SigningSettings = z.output<typeof SigningSettings>;

const YesNo = z.stringbool().or(z.boolean()).default(false);
const RemoteForm = RemoteConnection.extend({
  kind: RemoteConnection.shape.kind.or(z.literal('off')).default('off'),
}).partial({
  baseUrl: true,
  clientId: true,
});

/** The form of the settings. */
export const SettingsInput = z
  .object({
    requestId: z.uuid(),
    remote: RemoteForm.optional(),
    secret: z.string().max(500).default(''),
    tsaUrl: ServiceUrl.optional(),
    tsaTimeout: z.coerce.number().int().min(1).max(180).default(30),
    tsaRequired: YesNo,
    revocation: z.stringbool().or(z.boolean()).default(true),
    revocationTimeout: z.coerce.number().int().min(1).max(60).default(5),
    seal: YesNo,
    stampPage: SigningSettings.shape.stampPage,
    agentPort: z.coerce.number().int().min(1024, 'Cổng từ 1024 đến 65535.').max(65_535).optional(),
    agentSecure: YesNo,
  })
  .transform((form, context) => {
    const remote =
      form.remote === undefined || form.remote.kind === 'off'
        ? { success: true as const, data: null }
        : RemoteConnection.safeParse(form.remote);
    if (!remote.success) {
      for (const issue of remote.error.issues) {
        context.addIssue({ code: 'custom', path: ['remote', ...issue.path], message: issue.message });
      }
      return z.NEVER;
    }
    const { requestId, secret, tsaUrl, tsaTimeout, tsaRequired, seal, stampPage, agentSecure } = form;
    const settings: SigningSettings = {
      remote: remote.data,
      tsa: tsaUrl === undefined ? null : { url: tsaUrl, timeoutSeconds: tsaTimeout },
      tsaRequired: tsaRequired && tsaUrl !== undefined,
      revocation: form.revocation,
      revocationTimeout: form.revocationTimeout,
      seal,
      stampPage,
      agentPort: form.agentPort ?? null,
      agentSecure,
    };
    return { requestId, secret, settings };
  });
export type SettingsInput = z.output<typeof SettingsInput>;

/** A certificate as screens show it: never with its key. */
export interface SigningCertificate {
  readonly id: string;
  readonly method: Method;
  /** The signer; null for the organisation's own. */
  readonly accountId: string | null;
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly fingerprint: string;
  /** What a remote service calls it. */
  readonly credential: string | null;
  readonly validFrom: Temporal.Instant;
  readonly validTo: Temporal.Instant;
  readonly addedAt: Temporal.Instant;
  readonly addedBy: string;
  readonly retiredAt: Temporal.Instant | null;
}

export const SESSION_STATES = ['waiting', 'done', 'failed', 'declined', 'expired', 'cancelled'] as const;
export const SessionState = z.enum(SESSION_STATES);
export type SessionState = z.output<typeof SessionState>;

/** One press on "Ký số". */
export interface SigningSession {
  readonly id: string;
  readonly centreId: string;
  readonly accountId: string;
  readonly certificateId: string;
  readonly method: Method;
  readonly state: SessionState;
  readonly reference: string | null;
  readonly beganAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly why: string | null;
}

/** How long a signature can be checked (ETSI EN 319 142-1): while the certificate is valid; its time proven; with the authority's word in the file. */
export const SIGNED_LEVELS = ['B-B', 'B-T', 'B-LT'] as const;
export type SignedLevel = (typeof SIGNED_LEVELS)[number];

export const ItemState = z.enum(['open', 'signed', 'failed']);

/** One file of a session. */
export interface SigningItem {
  readonly id: string;
  readonly sessionId: string;
  readonly dossierId: string;
  /** Mã hồ sơ, for people. */
  readonly dossierNumber: string;
  readonly fileId: string;
  readonly fileName: string;
  /** Hex. */
  readonly sourceSha256: string;
  readonly verifyCode: string;
  readonly attributes: Uint8Array | null;
  readonly receivedAt: Temporal.Instant | null;
  readonly state: z.output<typeof ItemState>;
  readonly why: string | null;
}

/** Most dossiers that are signed by one press. */
export const MOST_DOSSIERS = 50;

/** Input of signing. Files are named only for a single dossier; else each dossier's own result files are taken. */
export const SignInput = z.object({
  requestId: z.uuid(),
  certificateId: z.uuid('Xin chọn chứng thư số.'),
  dossierIds: z
    .array(z.uuid(), 'Xin chọn ít nhất một hồ sơ.')
    .min(1, 'Xin chọn ít nhất một hồ sơ.')
    .max(MOST_DOSSIERS, `Mỗi lần ký tối đa ${MOST_DOSSIERS} hồ sơ.`),
  fileIds: z.array(z.uuid()).max(20).default([]),
});
export type SignInput = z.output<typeof SignInput>;
