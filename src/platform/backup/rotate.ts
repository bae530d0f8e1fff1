import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toLocal } from '../time.ts';
import { openSealed } from './envelope.ts';

const NAME = /^motcua-(\d{8})-(\d{4})(?:-(\d+))?\.mcb$/;
const PART = /^motcua-.*\.mcb\.part$/;
const DAY_MS = 86_400_000;

/** "motcua-20261123-0915.mcb", in Viet Nam's time; a second one of the same minute ends in "-2". */
export function backupName(at: Temporal.Instant, taken: ReadonlySet<string>): string {
  const local = toLocal(at);
  const two = (n: number) => String(n).padStart(2, '0');
  const base = `motcua-${local.year}${two(local.month)}${two(local.day)}-${two(local.hour)}${two(local.minute)}`;
  for (let turn = 1; ; turn += 1) {
    const name = turn === 1 ? `${base}.mcb` : `${base}-${turn}.mcb`;
    if (!taken.has(name)) {
      return name;
    }
  }
}

/** Order of names by time, oldest first; nothing for names that are not ours. */
function ageOf(name: string): string | undefined {
  const match = NAME.exec(name);
  return match === null ? undefined : `${match[1]}${match[2]}${(match[3] ?? '1').padStart(6, '0')}`;
}

async function isOurs(file: string, installation: string): Promise<boolean> {
  try {
    const sealed = await openSealed(file);
    await sealed.handle.close();
    return sealed.head.installation === installation;
  } catch {
    return false;
  }
}

/**
 * Removes this installation's oldest backups until `keep` are left, and what a killed backup left half written a day
 * or more ago. Files of other installations and files that cannot be read stay.
 * @returns names of the removed backups, oldest first
 */
export async function rotate(
  folder: string,
  keep: number,
  installation: string,
  now: Temporal.Instant,
): Promise<string[]> {
  const names = await readdir(folder);
  const ours: { name: string; age: string }[] = [];
  for (const name of names) {
    const age = ageOf(name);
    if (age !== undefined && (await isOurs(join(folder, name), installation))) {
      ours.push({ name, age });
    }
    if (PART.test(name)) {
      const info = await stat(join(folder, name)).catch(() => undefined);
      if (info !== undefined && now.epochMilliseconds - info.mtimeMs > DAY_MS) {
        await rm(join(folder, name), { force: true });
      }
    }
  }
  ours.sort((a, b) => (a.age < b.age ? -1 : 1));
  const old = ours.slice(0, Math.max(0, ours.length - keep)).map(({ name }) => name);
  for (const name of old) {
    await rm(join(folder, name), { force: true });
  }
  return old;
}

/** Makes a rename in `folder` survive a power cut. Windows cannot and need not be told. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
