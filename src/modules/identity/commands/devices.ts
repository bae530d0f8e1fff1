import { randomBytes } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor, DeviceActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
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
  await inTransaction(ctx, actor, (tx) => storeDevice(tx, actor, device, input.name, token.hash, at));
  return { device, token: token.text };
}

async function storeDevice(
  tx: Tx,
  actor: Actor,
  device: DeviceActor,
  name: string,
  tokenHash: Uint8Array,
  at: Temporal.Instant,
): Promise<void> {
  const createdBy = actor.kind === 'staff' ? actor.accountId : null;
  await insertDevice(tx, { ...device, name }, tokenHash, createdBy, at);
  await record(
    tx,
    actor,
    {
      action: 'identity.enrol-device',
      subjectType: 'device',
      subjectId: device.deviceId,
      detail: { purpose: device.purpose, name },
    },
    at,
  );
}

/**
 * As {@link enrolDevice} for a screen that made its token itself and told only the hash, in the caller's transaction.
 * @throws Problem `forbidden`
 */
export async function enrolWaitingDevice(
  tx: Tx,
  ctx: AppContext,
  actor: Actor,
  input: {
    readonly purpose: DeviceActor['purpose'];
    readonly name: string;
    readonly tokenHash: Uint8Array;
  },
): Promise<DeviceActor> {
  authorise(IDENTITY_POLICY, actor, 'devices.manage', actor);
  const { centreId } = actor;
  const device: DeviceActor = { kind: 'device', centreId, deviceId: newId(), purpose: input.purpose };
  await storeDevice(tx, actor, device, input.name, input.tokenHash, ctx.clock.now());
  return device;
}

/** Ends a device's right to act: its open lines are cut and its next request is a stranger's. @throws Problem `forbidden` */
export async function revokeDeviceEnrolment(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  await inTransaction(ctx, actor, (tx) => revokeDeviceIn(tx, ctx, actor, id));
}

/** As {@link revokeDeviceEnrolment}, in the caller's transaction. @throws Problem `forbidden` */
export async function revokeDeviceIn(tx: Tx, ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'devices.manage', actor);
  const at = ctx.clock.now();
  if (await revokeDevice(tx, id, at)) {
    await ctx.live.publish(tx, `device:${id}`, { revoked: true });
    await record(tx, actor, { action: 'identity.revoke-device', subjectType: 'device', subjectId: id }, at);
  }
}
