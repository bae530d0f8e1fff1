import { createHash } from 'node:crypto';
import { generateURI, verify } from 'otplib';

/** A code is good in its own 30 seconds and in those before and after, for clocks that differ. */
const TOLERANCE_SECONDS = 30;

/** The 30-second step of an accepted code, or undefined when it is wrong, out of time or was used before (RFC 6238 §5.2). */
export async function checkTotp(
  secret: string,
  code: string,
  at: Temporal.Instant,
  lastStep: number | null,
): Promise<number | undefined> {
  if (!/^[0-9]{6}$/.test(code)) {
    return undefined;
  }
  const epoch = Math.floor(at.epochMilliseconds / 1_000);
  const result = await verify({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  if (!result.valid || !('timeStep' in result)) {
    return undefined;
  }
  return lastStep !== null && result.timeStep <= lastStep ? undefined : result.timeStep;
}

/** The address that an authenticator app reads from the QR code. */
export function totpUri(secret: string, username: string, issuer: string): string {
  return generateURI({ secret, label: username, issuer });
}

/** What is stored of a recovery code. 80 random bits need no slow hash. */
export function recoveryHash(code: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(code).digest());
}

/** A recovery code as people copy it: four groups of four. */
export function groupCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
