/** Which dossier received here an official code belongs to: by the local receipt number, else by person, procedure and day. Pure. */
import { localDay } from '#platform/time.ts';
import type { LinkedBy, MirroredDossier } from '../schema.ts';

/** A dossier received here that has no official code yet. */
export interface LocalReceipt {
  readonly dossierId: string;
  readonly localNumber: string;
  readonly procedureCode: string;
  readonly idNumbers: readonly string[];
  readonly receivedAt: Temporal.Instant;
}

/** What is known of a code: whose it is, that a person has to say, or nothing. */
export type Match =
  | { readonly kind: 'one'; readonly dossierId: string; readonly by: LinkedBy }
  | { readonly kind: 'doubt'; readonly candidates: readonly string[] }
  | { readonly kind: 'none' };

type Told = Pick<MirroredDossier, 'number' | 'localNumber' | 'procedureCode' | 'applicantId' | 'receivedAt'>;

const plain = (text: string) => text.toUpperCase().replace(/\s/g, '');

/** Person, procedure and local day; null where the source does not say all three. */
function keyOf(told: Told): string | null {
  const { procedureCode, applicantId, receivedAt } = told;
  return procedureCode === null || applicantId === null || receivedAt === null
    ? null
    : `${plain(applicantId)} ${procedureCode} ${localDay(receivedAt)}`;
}

/**
 * Finds the dossier of a code. Two receipts of one person for one procedure on one day, or two codes for one receipt, are for a person to tell apart.
 *
 * @param others the other codes that belong to no dossier yet
 */
export function matchFor(told: Told, receipts: readonly LocalReceipt[], others: readonly Told[]): Match {
  const { localNumber } = told;
  const named =
    localNumber === null ? undefined : receipts.find((one) => plain(one.localNumber) === plain(localNumber));
  if (named !== undefined) {
    return { kind: 'one', dossierId: named.dossierId, by: 'local-number' };
  }
  const key = keyOf(told);
  if (key === null) {
    return { kind: 'none' };
  }
  const claimed = new Set(
    others.flatMap((other) => (other.localNumber === null ? [] : [plain(other.localNumber)])),
  );
  const fitting = receipts.filter(
    (one) =>
      !claimed.has(plain(one.localNumber)) &&
      one.idNumbers.some((id) => `${plain(id)} ${one.procedureCode} ${localDay(one.receivedAt)}` === key),
  );
  const [only] = fitting;
  if (only === undefined) {
    return { kind: 'none' };
  }
  const rivals = others.some((other) => other.number !== told.number && keyOf(other) === key);
  return fitting.length === 1 && !rivals
    ? { kind: 'one', dossierId: only.dossierId, by: 'person' }
    : { kind: 'doubt', candidates: fitting.map(({ dossierId }) => dossierId) };
}
