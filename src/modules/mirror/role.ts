import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { mirrorMessages } from './messages.ts';

/** Whether this installation is a centre's layer beside the provincial system. */
export function isLayer(ctx: Pick<AppContext, 'config'>): boolean {
  return ctx.config.role === 'centre-layer';
}

/** Refuses where this installation is the dossier system itself: then there is nothing to mirror. @throws Problem `not-allowed-now` */
export function requireLayer(ctx: Pick<AppContext, 'config'>): void {
  if (!isLayer(ctx)) {
    throw new Problem('not-allowed-now', { detail: mirrorMessages('vi')('not-a-layer') });
  }
}
