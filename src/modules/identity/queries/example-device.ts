import type { DeviceActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readExampleSecrets } from '../commands/example/secrets.ts';
import { actorOfDevice } from '../queries.ts';

/**
 * The example's kiosk or board, for a browser on the server's own machine: there `/kiosk` and `/bang-goi` work without
 * an enrolment link. Installations without the example have no such device.
 */
export async function exampleDevice(
  ctx: AppContext,
  purpose: DeviceActor['purpose'],
): Promise<DeviceActor | undefined> {
  const secrets = await readExampleSecrets(ctx.config);
  return actorOfDevice(ctx, secrets?.[purpose]);
}
