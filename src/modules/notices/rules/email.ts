/** How an e-mail address stands. */
export interface EmailStanding {
  /** How often its owner was asked to confirm it. */
  readonly asked: number;
  readonly askedAt: Temporal.Instant | null;
  readonly confirmedAt: Temporal.Instant | null;
}

/** Most questions that one address gets without an answer, and hours between two of them: nobody is written to who does not answer. */
const MOST_ASKED = 3;
const ASK_AGAIN_HOURS = 24;

/** An address as it is compared: the part behind the @ knows no capitals, and the part before it in practice none either. */
export function plainEmail(address: string): string {
  return address.trim().toLowerCase();
}

/** Whether the owner of an address may be asked now to confirm it. */
export function mayAskToConfirm(standing: EmailStanding | null, now: Temporal.Instant): boolean {
  if (standing === null) {
    return true;
  }
  const { asked, askedAt, confirmedAt } = standing;
  const rested =
    askedAt === null || Temporal.Instant.compare(askedAt.add({ hours: ASK_AGAIN_HOURS }), now) <= 0;
  return confirmedAt === null && asked < MOST_ASKED && rested;
}

/** "c***@vidu.vn": enough for its owner to know it again, and for nobody else. */
export function maskEmail(address: string): string {
  return address.replace(/^(.).*(@.*)$/, '$1***$2');
}
