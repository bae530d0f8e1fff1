import { describe, expect, it } from 'vitest';
import { BackupError, writeError } from './error.ts';
import { isSafePath } from './home.ts';
import { makeRecoveryKey, normalise } from './key.ts';
import { backupName } from './rotate.ts';

describe('the recovery key', () => {
  it('opens however it was copied', () => {
    expect(makeRecoveryKey()).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
    const key = '2MR1A-GS1M4-NTN7J-SBWG5-JA80H';
    expect(normalise(' 2mrla gsim4 ntn7j sbwg5 ja8oh\n')).toBe(normalise(key));
  });

  it('leaves a passphrase as it is', () => {
    expect(normalise(' Một câu dài, dễ nhớ ')).toBe('Một câu dài, dễ nhớ');
  });
});

it.each([
  ['files/a/b.pdf', true],
  ['installation.key', true],
  ['../etc/passwd', false],
  ['files/../../x', false],
  ['/etc/passwd', false],
  ['C:/x', false],
  ['files\\x', false],
  ['postgres/PG_VERSION', false],
])('a path in a backup: %s stays inside: %s', (path, safe) => {
  expect(isSafePath(path)).toBe(safe);
});

it('names by Vietnamese time, and a second one of the same minute apart', () => {
  const at = Temporal.Instant.from('2026-11-22T19:00:00Z');
  expect(backupName(at, new Set())).toBe('motcua-20261123-0200.mcb');
  expect(backupName(at, new Set(['motcua-20261123-0200.mcb']))).toBe('motcua-20261123-0200-2.mcb');
});

it('says a full disk in plain words and leaves other errors alone', () => {
  const full = writeError(Object.assign(new Error('write'), { code: 'ENOSPC' }), '/mnt/backup');
  expect(full).toBeInstanceOf(BackupError);
  expect(String(full)).toContain('đầy');
  const other = new Error('x');
  expect(writeError(other, '/mnt/backup')).toBe(other);
});
