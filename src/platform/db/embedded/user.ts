import { chown, lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The operating-system user that PostgreSQL runs as when we are root. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const CANDIDATES = ['motcua', 'postgres', 'nobody'] as const;

/**
 * PostgreSQL refuses to run as root. When we are root, picks the first known unprivileged user of this machine;
 * otherwise there is nothing to drop.
 * @throws Error when root and the machine has none of the users.
 */
export async function chooseUser(): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const users = new Map<string, RunAs>();
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name !== undefined && uid !== undefined && gid !== undefined) {
      users.set(name, { uid: Number(uid), gid: Number(gid) });
    }
  }
  for (const name of CANDIDATES) {
    const user = users.get(name);
    if (user !== undefined) {
      return user;
    }
  }
  throw new Error(`PostgreSQL cannot run as root and none of these users exists: ${CANDIDATES.join(', ')}`);
}

/** Gives a folder and all in it to the user. */
export async function giveTo(path: string, user: RunAs): Promise<void> {
  await chown(path, user.uid, user.gid);
  if ((await lstat(path)).isDirectory()) {
    for (const name of await readdir(path)) {
      await giveTo(join(path, name), user);
    }
  }
}
