/**
 * Builds what browsers load into dist/assets: style sheets, islands, fonts; each named by its content and
 * compressed beforehand, with a manifest that `src/ui/assets.ts` reads. Does nothing when no source has changed.
 *
 *   node scripts/build-assets.mjs [--force]
 *
 * Entries are found by place, so adding one is adding a file:
 *   src/ui/css/{citizen,officer,device}.css       → citizen.css …
 *   src/ui/islands/NAME.ts(x)                     → ui/NAME.js
 *   src/modules/MODULE/islands/NAME.ts(x)         → MODULE/NAME.js
 *   src/modules/MODULE/pages/NAME.css             → MODULE/NAME.css
 *
 * The pictures of the site on a phone's first screen are drawn from src/ui/star.svg.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUT = join(ROOT, 'dist/assets');
const FONTS = join(ROOT, 'dist/fonts');
const FONT_SOURCE = join(ROOT, 'node_modules/@expo-google-fonts/be-vietnam-pro');
const WEIGHTS = { 400: '400Regular', 600: '600SemiBold' };

/** Vietnamese, Latin, and the signs our pages use. Kerning stays; hinting (four fifths of the size) goes. */
function letters() {
  const range = (from, to) =>
    String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
  return [
    range(0x20, 0x7e),
    range(0xa0, 0xff),
    'ĂăĐđĨĩŨũƠơƯư',
    range(0x1ea0, 0x1ef9),
    range(0x0300, 0x0304),
    '\u0306\u0309\u031b\u0323',
    '–—‘’“”„†•…‰‹›€₫™−≤≥≈←↑→↓✓',
  ].join('');
}

function find(pattern) {
  return globSync(pattern, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !/\.test\.|\.d\.ts$/.test(path))
    .sort();
}

function entries() {
  const found = {};
  for (const name of ['citizen', 'officer', 'device']) {
    found[`${name}.css`] = `src/ui/css/${name}.css`;
  }
  for (const path of find('src/ui/islands/*.{ts,tsx}')) {
    found[`ui/${basename(path).replace(/\.tsx?$/, '.js')}`] = path;
  }
  for (const path of find('src/modules/*/islands/*.{ts,tsx}')) {
    found[`${path.split('/')[2]}/${basename(path).replace(/\.tsx?$/, '.js')}`] = path;
  }
  for (const path of find('src/modules/*/pages/*.css')) {
    found[`${path.split('/')[2]}/${basename(path)}`] = path;
  }
  return found;
}

/** A digest of everything that can change the result: sources an island may import, styles, lock file, this script. */
function inputsDigest() {
  const hash = createHash('sha256');
  const sources = find('src/**/*.{ts,tsx,css,svg}').filter(
    (path) => !/\/(commands|testing|cli)\/|\/(repo|queries|api|jobs|index)\.ts$|\.gen\.ts$/.test(path),
  );
  for (const path of [...sources, 'scripts/build-assets.mjs', 'package.json']) {
    hash.update(path).update(readFileSync(join(ROOT, path)));
  }
  return hash.digest('hex').slice(0, 32);
}

async function makeFonts() {
  const wanted = Object.keys(WEIGHTS).map((weight) => join(FONTS, `be-vietnam-pro-${weight}.woff2`));
  const stamp = join(FONTS, 'stamp');
  const digest = createHash('sha256')
    .update(letters())
    .update(readFileSync(import.meta.filename))
    .digest('hex');
  if (
    wanted.every((path) => existsSync(path)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest
  ) {
    return;
  }
  const { default: subsetFont } = await import('subset-font');
  mkdirSync(FONTS, { recursive: true });
  for (const [weight, folder] of Object.entries(WEIGHTS)) {
    const source = readFileSync(join(FONT_SOURCE, folder, `BeVietnamPro_${folder}.ttf`));
    const subset = await subsetFont(source, letters(), {
      targetFormat: 'woff2',
      noHinting: true,
      keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl'],
    });
    writeFileSync(join(FONTS, `be-vietnam-pro-${weight}.woff2`), subset);
  }
  writeFileSync(stamp, digest);
}

/** Side in pixels, by name. What a phone cuts to a shape of its own (`maskable`) has colour to its corners. */
const ICONS = { 'icon-180.png': 180, 'icon-192.png': 192, 'icon-512.png': 512, 'icon-maskable.png': 512 };

async function addIcons(folder, files) {
  const { Resvg } = await import('@resvg/resvg-js');
  const star = readFileSync(join(ROOT, 'src/ui/star.svg'), 'utf8');
  for (const [name, side] of Object.entries(ICONS)) {
    // Apple rounds the corners itself, as everybody does who masks.
    const isMasked = name === 'icon-maskable.png' || name === 'icon-180.png';
    const drawing = isMasked ? star.replace(' rx="5"', '') : star;
    addHashed(
      folder,
      files,
      name,
      new Resvg(drawing, { fitTo: { mode: 'width', value: side } }).render().asPng(),
    );
  }
}

function compress(folder) {
  for (const path of globSync('**/*.{css,js,svg}', { cwd: folder })) {
    const content = readFileSync(join(folder, path));
    if (content.length > 1024) {
      writeFileSync(join(folder, `${path}.gz`), gzipSync(content, { level: 9 }));
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 9,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      };
      writeFileSync(join(folder, `${path}.br`), brotliCompressSync(content, { params }));
    }
  }
}

/** Copies a ready file under a name made from its content. */
function addHashed(folder, files, name, content) {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  const hashed = name.replace(/\.(\w+)$/, `-${digest}.$1`);
  writeFileSync(join(folder, hashed), content);
  files[name] = `/assets/${hashed}`;
}

async function build(digest) {
  await makeFonts();
  const { build: viteBuild } = await import('vite');
  const wanted = entries();
  const folder = join(ROOT, `dist/assets-${process.pid}`);
  const sheets = Object.entries(wanted).filter(([name]) => name.endsWith('.css'));
  const scripts = Object.entries(wanted).filter(([name]) => name.endsWith('.js'));
  await viteBuild({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    base: '/assets/',
    publicDir: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsDir: '',
      assetsInlineLimit: 0,
      manifest: 'vite-manifest.json',
      modulePreload: false,
      reportCompressedSize: false,
      target: ['chrome111', 'safari16.4', 'firefox115'],
      cssTarget: 'esnext',
      rolldownOptions: {
        input: Object.fromEntries(
          [...sheets, ...scripts].map(([name, path]) => [name.replace(/\W+/g, '-'), join(ROOT, path)]),
        ),
      },
    },
  });
  const manifest = JSON.parse(readFileSync(join(folder, 'vite-manifest.json'), 'utf8'));
  const files = {};
  for (const [name, path] of Object.entries(wanted)) {
    const made = manifest[path];
    if (!made) {
      throw new Error(`build-assets: nothing was built for ${path}`);
    }
    files[name] = `/assets/${made.file}`;
  }
  for (const made of Object.values(manifest)) {
    if (made.file.endsWith('.woff2')) {
      files[made.file.replace(/-[\w-]{8}\.woff2$/, '.woff2')] = `/assets/${made.file}`;
    }
  }
  for (const path of find('src/ui/*.svg')) {
    addHashed(folder, files, basename(path), readFileSync(join(ROOT, path)));
  }
  await addIcons(folder, files);
  rmSync(join(folder, 'vite-manifest.json'));
  compress(folder);
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify({ inputs: digest, files }, null, 2)}\n`);
  rmSync(OUT, { recursive: true, force: true });
  renameSync(folder, OUT);
  return Object.keys(files).length;
}

function builtDigest() {
  try {
    return JSON.parse(readFileSync(join(OUT, 'manifest.json'), 'utf8')).inputs;
  } catch {
    return undefined;
  }
}

const started = performance.now();
const digest = inputsDigest();
if (process.argv.includes('--force') || builtDigest() !== digest) {
  const count = await build(digest);
  console.error(`assets: ${count} files in ${Math.round(performance.now() - started)} ms`);
}
