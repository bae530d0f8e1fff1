import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { copyPages } from './copy.tsx';
import { editorPages } from './editor.tsx';
import { processFilePages } from './files.tsx';
import { processPages } from './processes.tsx';

/** Mounts every page of internal processes. */
export function registerProcessPages(app: FastifyInstance, ctx: AppContext): void {
  processPages(app, ctx);
  editorPages(app, ctx);
  processFilePages(app, ctx);
  copyPages(app, ctx);
}
