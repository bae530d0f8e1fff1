import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Problem } from '#platform/errors.ts';
import { buildServer } from '#platform/http/server.ts';
import type { Module } from '#platform/module.ts';
import { mountUi } from '#ui/mount.tsx';
import { mountFirstRun } from './set-up/page.tsx';

export interface AppParts {
  readonly modules: readonly Module[];
  readonly resolveActor: (request: FastifyRequest) => Promise<Actor>;
  /** Opens the page of the first run, guarded by this code. Left out where centres are set up by other means. */
  readonly setUpCode?: string;
  readonly errorPage: (problem: Problem, reference: string, request: FastifyRequest) => VNode;
}

/** Lets the upper modules hear the lower ones. Once for each context. */
export function subscribeAll(ctx: AppContext, modules: readonly Module[]): void {
  for (const module of modules) {
    module.subscribe?.(ctx);
  }
}

/** The composition root: the HTTP edge with all modules mounted, not yet listening. */
export async function buildApp(ctx: AppContext, parts: AppParts): Promise<FastifyInstance> {
  const app = await buildServer(ctx, parts);
  await mountUi(app);
  if (parts.setUpCode !== undefined) {
    mountFirstRun(app, ctx, parts.modules, parts.setUpCode);
  }
  for (const module of parts.modules) {
    module.api?.(app, ctx);
    module.pages?.(app, ctx);
  }
  await app.ready();
  return app;
}
