/** What the start-up scripts share. Plain JavaScript that Node 20 runs, as nothing is installed yet. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const NEEDED_MAJOR = 26;

function readLock(path) {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')).packages ?? {}) : {};
}

/** Whether every package of the lock is there in its version (packages for other platforms aside). */
export function isInstalled() {
  const wanted = readLock(join(ROOT, 'package-lock.json'));
  const found = readLock(join(ROOT, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional === true || found[path]?.version === entry.version,
  );
}

/** Installs what is missing, exactly as locked. */
export function install() {
  if (isInstalled()) return;
  console.error('Đang cài các gói cần thiết (lần đầu, vài phút) …');
  const npm = process.env.npm_execpath;
  const [command, args] = npm
    ? [process.execPath, [npm]]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  const result = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) {
    console.error('Không cài được các gói. Xin kiểm tra đường mạng rồi chạy lại lệnh.');
    process.exit(1);
  }
}

/** The Node.js that the product runs on: the one from npm, or the running one where it is new enough. */
export function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  for (const base of [join(ROOT, 'node_modules'), join(ROOT, '..')]) {
    const file = join(base, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(file)) return file;
  }
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) return process.execPath;
  console.error(
    `Một Cửa cần Node.js ${NEEDED_MAJOR} trở lên trên ${process.platform}-${process.arch}; xin cài rồi chạy lại.`,
  );
  process.exit(1);
}

/** Builds styles, fonts and browser scripts into dist/assets; does nothing when they are up to date. */
export function buildAssets() {
  const result = spawnSync(pinnedNode(), [join(ROOT, 'scripts/build-assets.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  });
  if (result.status !== 0) process.exit(1);
}

/** Flags that let Node run the sources. */
export const NODE_FLAGS = [
  '--disable-warning=ExperimentalWarning',
  '--import',
  join(ROOT, 'src/platform/runtime/register.mjs'),
];

/** Runs the `motcua` command, passes signals on, ends as it ends. */
export function motcua(args) {
  const child = spawn(pinnedNode(), [...NODE_FLAGS, join(ROOT, 'src/cli/main.ts'), ...args], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
