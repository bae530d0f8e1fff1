import type { StoredFile } from '#modules/documents/schema.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';

/** How long before its end a certificate is warned of, in days. */
export const WARN_DAYS = 30;

/** Whether a certificate can sign at a moment, and whether its end is near. */
export type Validity = 'valid' | 'ends-soon' | 'expired' | 'not-yet';

export function validityOf(
  certificate: { readonly validFrom: Temporal.Instant; readonly validTo: Temporal.Instant },
  now: Temporal.Instant,
): Validity {
  if (Temporal.Instant.compare(now, certificate.validFrom) < 0) {
    return 'not-yet';
  }
  if (Temporal.Instant.compare(now, certificate.validTo) > 0) {
    return 'expired';
  }
  const warnFrom = certificate.validTo.subtract({ hours: 24 * WARN_DAYS });
  return Temporal.Instant.compare(now, warnFrom) >= 0 ? 'ends-soon' : 'valid';
}

/** The PDF files of a dossier that can be signed: those of the decision first, then what was brought in as a result, then the rest. */
export function signableFiles(dossier: Dossier, files: readonly StoredFile[]): readonly StoredFile[] {
  const decided = new Set(dossier.decision?.files.map(({ id }) => id));
  const rank = (file: StoredFile) => (decided.has(file.id) ? 0 : file.purpose === 'result' ? 1 : 2);
  return files
    .filter((file) => file.mediaType === 'application/pdf')
    .map((file, i) => ({ file, i }))
    .sort((a, b) => rank(a.file) - rank(b.file) || a.i - b.i)
    .map(({ file }) => file);
}

/**
 * The files that are signed when nobody chose any: the decision's own PDF files, else what was brought in as result.
 * Papers of the citizen are never taken by themselves.
 */
export function resultFiles(dossier: Dossier, files: readonly StoredFile[]): readonly StoredFile[] {
  const pdfs = signableFiles(dossier, files);
  const decided = new Set(dossier.decision?.files.map(({ id }) => id));
  const own = pdfs.filter((file) => decided.has(file.id));
  return own.length > 0 ? own : pdfs.filter((file) => file.purpose === 'result');
}
