import { randomBytes, randomUUID, scrypt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sameSecret } from '../same-secret.ts';
import { BackupError, errnoOf } from './error.ts';
import type { Head } from './format.ts';

/** Letters that are not mistaken for one another when copied by hand (Crockford). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 5;
const GROUP_LETTERS = 5;
const RECOVERY = new RegExp(`^[${ALPHABET}]{${GROUPS * GROUP_LETTERS}}$`);
const MIN_PASSPHRASE = 12;
/** N = 2^17, r = 8, p = 1: 128 MB and about half a second for one guess. */
const LOG2_N = 17;

/** The key that is made once for an installation; lies in the data home and belongs on paper too. */
export const KEY_FILE = 'backup.key';
/** Names the installation on its backups. */
export const ID_FILE = 'backup.id';

/** 125 random bits as five groups of five letters, easy to write down: "7KQ2M-…". */
export function makeRecoveryKey(): string {
  const letters = Array.from(randomBytes(GROUPS * GROUP_LETTERS), (byte) => ALPHABET.charAt(byte & 31));
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LETTERS, (group + 1) * GROUP_LETTERS).join(''),
  ).join('-');
}

/** What a person typed, in the one form that the key is derived from. A recovery key may come in lower case, with spaces, with O for 0. */
export function normalise(typed: string): string {
  const text = typed.trim().normalize('NFC');
  const letters = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return RECOVERY.test(letters) ? letters : text;
}

async function readOrMake(path: string, make: () => string): Promise<{ text: string; made: boolean }> {
  // `wx`: of two processes that start together the first one's stays.
  const made = await writeFile(path, `${make()}\n`, { mode: 0o600, flag: 'wx' }).then(
    () => true,
    (error: unknown) => {
      if (errnoOf(error) !== 'EEXIST') {
        throw error;
      }
      return false;
    },
  );
  return { text: (await readFile(path, 'utf8')).trim(), made };
}

/** Whose backups these are: made once, kept in the data home, restored with it. */
export async function installationId(dataHome: string): Promise<string> {
  return (await readOrMake(join(dataHome, ID_FILE), randomUUID)).text;
}

export interface BackupKey {
  readonly secret: string;
  /** Whether the person's own words were used, or the key made by us. */
  readonly source: 'passphrase' | 'key-file';
  /** Whether the key was made just now and must be shown. */
  readonly made: boolean;
}

/**
 * The secret that new backups are encrypted with: the passphrase when one is set, else the installation's own key,
 * made at the first backup.
 * @throws BackupError `passphrase-short`
 */
export async function keyForBackup(dataHome: string, passphrase: string | undefined): Promise<BackupKey> {
  if (passphrase !== undefined && passphrase !== '') {
    if (normalise(passphrase).length < MIN_PASSPHRASE) {
      throw new BackupError('passphrase-short', { length: MIN_PASSPHRASE });
    }
    return { secret: passphrase, source: 'passphrase', made: false };
  }
  const { text, made } = await readOrMake(join(dataHome, KEY_FILE), makeRecoveryKey);
  return { secret: text, source: 'key-file', made };
}

/** Reads a key that was copied to a file. @throws BackupError `key-unreadable` */
export async function readKeyFile(file: string): Promise<string> {
  const text = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (text === '' || text.length > 1000) {
    throw new BackupError('key-unreadable', { file });
  }
  return text;
}

/** The installation's own key, when one was made. */
export async function findOwnKey(dataHome: string): Promise<string | undefined> {
  const text = (await readFile(join(dataHome, KEY_FILE), 'utf8').catch(() => '')).trim();
  return text === '' ? undefined : text;
}

function derive(secret: string, salt: Buffer, log2n: number): Promise<{ key: Buffer; check: Buffer }> {
  const N = 2 ** log2n;
  return new Promise((resolve, reject) =>
    scrypt(normalise(secret), salt, 64, { N, r: 8, p: 1, maxmem: 256 * N * 8 }, (error, bytes) =>
      error === null ? resolve({ key: bytes.subarray(0, 32), check: bytes.subarray(32) }) : reject(error),
    ),
  );
}

/** A fresh key for one file, and what its head says about it. */
export async function newFileKey(
  secret: string,
): Promise<{ key: Buffer; head: Pick<Head, 'kdf' | 'log2n' | 'salt' | 'check'> }> {
  const salt = randomBytes(32);
  const { key, check } = await derive(secret, salt, LOG2_N);
  return {
    key,
    head: {
      kdf: 'scrypt',
      log2n: LOG2_N,
      salt: salt.toString('base64url'),
      check: check.toString('base64url'),
    },
  };
}

/** The key of a file, or nothing when the secret is not the one it was made with. */
export async function openFileKey(secret: string, head: Head): Promise<Buffer | undefined> {
  const { key, check } = await derive(secret, Buffer.from(head.salt, 'base64url'), head.log2n);
  return sameSecret(Buffer.from(head.check, 'base64url'), check) ? key : undefined;
}
