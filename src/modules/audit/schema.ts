import { z } from 'zod';

/** Any value that JSON can hold; what an entry's detail may contain. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * One act to be written down. `detail` holds references, codes and before/after values, not personal data in clear:
 * entries are never erased, so a name or an ID number does not belong in them.
 */
export interface AuditInput {
  /** `<subject>.<verb>` in lower case: `dossier.receive`, `identity.sign-in`. */
  readonly action: string;
  /** What kind of thing it was done to: `dossier`, `account`. */
  readonly subjectType: string;
  /** Its id or number. */
  readonly subjectId: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** One link of the chain as stored. */
export interface AuditEntry {
  readonly centreId: string;
  readonly seq: number;
  readonly at: Temporal.Instant;
  readonly actorKind: 'staff' | 'device' | 'public' | 'system';
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly detail: Json;
}

/** A link with its digests, as the verifier needs it. */
export interface ChainLink extends AuditEntry {
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** The last link as the head row remembers it. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** What was found wrong with a chain, at the first place where it is wrong. */
export interface BrokenLink {
  readonly centreId: string;
  /** Number of the entry, or the local day of a seal (YYYY-MM-DD). */
  readonly at: string;
  readonly kind:
    | 'changed'
    | 'removed'
    | 'inserted'
    | 'tail-cut'
    | 'head-missing'
    | 'head-changed'
    | 'seal-changed'
    | 'seal-mismatch'
    | 'seal-removed'
    | 'access-log-changed';
  /** One Vietnamese sentence that says what is wrong. */
  readonly message: string;
}

/** Filter of the auditor's list; everything optional. Days are local days. */
export const AuditFilter = z.object({
  action: z.string().trim().max(60).optional(),
  actor: z.string().trim().max(120).optional(),
  subject: z.string().trim().max(120).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Entries before this number (paging backwards in time). */
  before: z.coerce.number().int().positive().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** A daily seal as stored. */
export interface Seal {
  readonly centreId: string;
  readonly day: Temporal.PlainDate;
  readonly seq: number;
  readonly hash: Uint8Array;
  /** Highest id of the access log that the digest covers. */
  readonly accessLast: number;
  readonly accessDigest: Uint8Array;
  readonly prevSeal: Uint8Array;
  readonly seal: Uint8Array;
}

/** One reading of personal data as stored. */
export interface AccessRow {
  readonly id: number;
  readonly centreId: string;
  readonly at: Temporal.Instant;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly what: string;
  readonly subjectType: string;
  readonly subjectId: string;
}
