import { randomBytes } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor, DeviceActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { IDENTITY_POLICY } from '../policy.ts';
import { insertDevice, revokeDevice } from '../repo/sessions.ts';
import { makeToken } from '../rules/token.ts';

/** A device that was just enrolled. The token opens `/thiet-bi/<token>` on the device, which makes it act. */
export interface EnrolledDevice {
  readonly device: DeviceActor;
  readonly token: string;
}

/** Enrols a kiosk or board of the actor's centre. @throws Problem `forbidden` */
export async function enrolDevice(
  ctx: AppContext,
  actor: Actor,
  input: { readonly purpose: DeviceActor['purpose']; readonly name: string },
): Promise<EnrolledDevice> {
  authorise(IDENTITY_POLICY, actor, 'devices.manage', actor);
  const at = ctx.clock.now();
  const token = makeToken(actor.centreId, randomBytes(32));
  const device: DeviceActor = {
    kind: 'device',
    centreId: actor.centreId,
    deviceId: newId(),
    purpose: input.purpose,
  };
  await inTransaction(ctx, actor, async (tx) => {
    const createdBy = actor.kind === 'staff' ? actor.accountId : null;
    await insertDevice(tx, { ...device, name: input.name }, token.hash, createdBy, at);
    await record(
      tx,
      actor,
      {
        action: 'identity.enrol-device',
        subjectType: 'device',
        subjectId: device.deviceId,
        detail: { purpose: input.purpose, name: input.name },
      },
      at,
    );
  });
  return { device, token: token.text };
}

/** Ends a device's right to act, from its next request. @throws Problem `forbidden` */
export async function revokeDeviceEnrolment(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'devices.manage', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (await revokeDevice(tx, id, at)) {
      await record(tx, actor, { action: 'identity.revoke-device', subjectType: 'device', subjectId: id }, at);
    }
  });
}
