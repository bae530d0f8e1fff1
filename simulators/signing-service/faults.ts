/** Ways in which the signing service misbehaves; the first that fits a call is used once or for as long as it stands. */
export const SIGNING_FAULTS = [
  /** Signs a digest other than the one asked for. */
  'wrong-hash',
  /** Signs with another person's key. */
  'wrong-key',
  '502',
  /** Answers in HTML. */
  'html',
  /** Takes the order, then closes the line: the caller cannot know. */
  'drop-after',
  /** Answers after `slowMs`. */
  'slow',
  /** Refuses the unit's password. */
  'unauthorised',
  /** Says that the certificate may not sign. */
  'suspended',
  /** The time-stamp authority stamps another digest. */
  'wrong-stamp',
  /** The time-stamp authority does not answer. */
  'no-stamp',
  /** The OCSP responder closes the line. */
  'no-ocsp',
  /** It answers after `slowMs`. */
  'ocsp-slow',
  /** It says that it knows no such certificate. */
  'ocsp-unknown',
  /** Its answer ended yesterday. */
  'ocsp-old',
  /** Its signature does not hold. */
  'ocsp-wrong-signature',
  /** It answers another question than the one that was asked. */
  'ocsp-wrong-nonce',
  /** The list of revoked certificates is not there. */
  'no-crl',
] as const;
export type SigningFaultName = (typeof SIGNING_FAULTS)[number];

/** What the person does with the phone. */
export const DECISIONS = ['accept', 'decline', 'expire', 'wait'] as const;
export type Decision = (typeof DECISIONS)[number];
