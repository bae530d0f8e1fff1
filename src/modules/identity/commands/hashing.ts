import { hash, parseOptions, verify } from '@node-rs/argon2';

/** Cost of one hash (OWASP: Argon2id, 19 MiB, two passes): about 20 ms of one core, so that 500 people can sign in within a minute. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes a password with Argon2id; the text carries salt and cost. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let nobody: Promise<string> | undefined;

/**
 * Compares a password with its hash. Without a hash (unknown name, no password set) it takes just as long and fails,
 * so that the answer's time tells nobody which names exist.
 */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  if (stored == null) {
    nobody ??= hashPassword('nobody');
    await verify(await nobody, password);
    return false;
  }
  return verify(stored, password);
}

/** Whether a hash was made with another cost than today's and should be made again. */
export function needsRehash(stored: string): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(stored);
  return memoryCost !== COST.memoryCost || timeCost !== COST.timeCost || parallelism !== COST.parallelism;
}
