import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';

/** Where `scripts/build-assets.mjs` puts what browsers load. */
const ASSETS_DIR = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

const Manifest = z.object({ inputs: z.string(), files: z.record(z.string(), z.string()) });

interface Known {
  readonly builtAt: number;
  readonly inputs: string;
  readonly files: Readonly<Record<string, string>>;
}

let known: Known | undefined;

/** The manifest of the newest build: a look at the file's time costs microseconds and lets a build happen while serving. */
function manifest(): Known {
  const path = `${ASSETS_DIR}manifest.json`;
  const builtAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (builtAt === undefined) {
    throw new Error('dist/assets is not built: run "node scripts/build-assets.mjs"');
  }
  if (known?.builtAt !== builtAt) {
    known = { builtAt, ...Manifest.parse(JSON.parse(readFileSync(path, 'utf8'))) };
  }
  return known;
}

/**
 * The address of a built file under its content-hashed name: `assetUrl('officer.css')` → `/assets/officer-Ab12….css`.
 * @throws when nothing of that name was built
 */
export function assetUrl(name: string): string {
  const url = manifest().files[name];
  if (url === undefined) {
    throw new Error(`no built file "${name}": run "node scripts/build-assets.mjs"`);
  }
  return url;
}

/** Names the build: another one has another name. */
export function assetsBuild(): string {
  return manifest().inputs;
}

/** Where a built file lies on this machine. @throws when nothing of that name was built */
export function assetFile(name: string): string {
  return ASSETS_DIR + assetUrl(name).replace('/assets/', '');
}

/** Serves `/assets/…`: names carry the content's digest, so browsers may keep them for a year. */
export async function serveAssets(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: ASSETS_DIR,
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  });
}
