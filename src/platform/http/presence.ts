import type { DeviceActor } from '../actor.ts';
import type { AppContext } from '../context.ts';

type Listener = (device: DeviceActor) => Promise<void>;

const listeners = new WeakMap<AppContext, Listener[]>();

/** Hears a sign of life of every kiosk and board that listens to live events: when it begins, and while the line holds. */
export function onPresence(ctx: AppContext, listener: Listener): void {
  listeners.set(ctx, [...(listeners.get(ctx) ?? []), listener]);
}

/** Tells that a device is there. What listeners do with it never disturbs the line; failures are logged. */
export async function tellPresence(ctx: AppContext, device: DeviceActor): Promise<void> {
  for (const listener of listeners.get(ctx) ?? []) {
    await listener(device).catch((error: unknown) => ctx.log.warn({ err: error }, 'presence'));
  }
}
