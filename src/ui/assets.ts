import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';

/** Where `scripts/build-assets.mjs` puts what browsers load. */
export const ASSETS_DIR = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

const Manifest = z.object({ files: z.record(z.string(), z.string()) });

let known: Readonly<Record<string, string>> | undefined;

function readManifest(): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(`${ASSETS_DIR}manifest.json`, 'utf8');
  } catch (cause) {
    throw new Error('dist/assets is not built: run "node scripts/build-assets.mjs"', { cause });
  }
  return Manifest.parse(JSON.parse(text)).files;
}

/**
 * The address of a built file under its content-hashed name: `assetUrl('officer.css')` → `/assets/officer-Ab12….css`.
 * @throws when nothing of that name was built
 */
export function assetUrl(name: string): string {
  known ??= readManifest();
  const url = known[name];
  if (url === undefined) {
    throw new Error(`no built file "${name}": run "node scripts/build-assets.mjs"`);
  }
  return url;
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
