/**
 * Completes package-lock.json after `npm install`.
 *
 * npm leaves optional packages for other platforms out of the lock when it could not see them, and `npm ci`
 * then refuses the lock. This adds the missing entries (version from the parent, platform from the name).
 */
import { readFileSync, writeFileSync } from 'node:fs';

const OS = {
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  linux: 'linux',
  android: 'android',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  aix: 'aix',
  openharmony: 'openharmony',
  wasm32: 'none',
  wasm: 'none',
  linuxmusl: 'linux',
};
const CPU = [
  'arm64',
  'x64',
  'ia32',
  'arm',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'wasm32',
  'mips64el',
  'universal',
  'ppc64le',
];

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
const added = [];
for (const [parent, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const nested = parent === '' ? `node_modules/${name}` : `${parent}/node_modules/${name}`;
    const top = `node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[top] || !/^\d/.test(version)) continue;
    const words = name.split(/[/@._-]/);
    const os = words.map((w) => OS[w]).find(Boolean) ?? 'none';
    const cpu =
      CPU.find((c) => words.includes(c)) ??
      (words.includes('armhf') || words.includes('gnueabihf') ? 'arm' : 'none');
    const libc = name.includes('musl') ? ['musl'] : undefined;
    lock.packages[top] = {
      version,
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      os: [os],
      ...(cpu === 'universal' ? {} : { cpu: [cpu] }),
      ...(libc ? { libc } : {}),
    };
    added.push(name);
  }
}
const root = lock.packages[''];
const rest = Object.entries(lock.packages)
  .filter(([k]) => k !== '')
  .sort(([a], [b]) => (a < b ? -1 : 1));
lock.packages = { '': root, ...Object.fromEntries(rest) };
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`lock: ${added.length} entries added`);
