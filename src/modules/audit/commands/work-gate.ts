import type { AppContext } from '#platform/context.ts';
import { WorkGate, type WorkGateOptions } from '#platform/http/proof-of-work.ts';
import { installationKey } from './installation-key.ts';

/** The gate before a form that anybody may send; one for the process, made at first use since its key is read from disk. */
export function openWorkGate(
  ctx: AppContext,
  options: Pick<WorkGateOptions, 'scope' | 'slowPerHour' | 'tooOften'>,
): () => Promise<WorkGate> {
  let made: Promise<WorkGate> | undefined;
  return () => {
    made ??= installationKey(ctx.config, 'proof-of-work').then((key) => new WorkGate({ ...options, key }));
    return made;
  };
}
