import { randomBytes, randomInt } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import { enrolWaitingDevice, revokeDeviceIn } from '#modules/identity/commands/devices.ts';
import { makeToken, readToken } from '#modules/identity/rules/token.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/equipment.ts';
import * as pairings from '../repo/pairings.ts';
import { type ClaimInput, EquipmentInput } from '../schema.ts';
import { newReportCode, t, tellOfficers, wrongField } from './shared.ts';

/** How long a code on a screen may be typed. */
export const PAIRING_MINUTES = 10;
/** Screens that may wait at a time: keeps the codes sparse, so that a guess finds nothing. */
const MOST_WAITING = 20;

/** What the waiting screen learns: the code to show, and the token that becomes its right once somebody types the code. */
export interface OpenedPairing {
  readonly token: string;
}

/** Live topic of one waiting screen. */
export function pairingTopic(tokenHash: Uint8Array): string {
  return `pairing:${Buffer.from(tokenHash).toString('hex')}`;
}

/**
 * Opens a pairing: the screen shows a code of eight digits for ten minutes.
 * @throws Problem `forbidden`, `rate-limited` while too many screens wait
 */
export async function openPairing(ctx: AppContext, actor: Actor): Promise<OpenedPairing> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.pair', actor);
  const now = ctx.clock.now();
  const token = makeToken(actor.centreId, randomBytes(32));
  await inTransaction(ctx, actor, async (tx) => {
    await pairings.dropExpired(tx, now);
    if ((await pairings.countWaiting(tx, now)) >= MOST_WAITING) {
      throw new Problem('rate-limited', { detail: t('pairing-full'), retryAfter: PAIRING_MINUTES * 60 });
    }
    const expiresAt = now.add({ minutes: PAIRING_MINUTES });
    const fresh = () => String(randomInt(100_000_000)).padStart(8, '0');
    const pairing = { id: newId(), tokenHash: token.hash, expiresAt };
    while (!(await pairings.insertPairing(tx, actor.centreId, { ...pairing, code: fresh() }, now))) {
      // Another screen shows this code; among twenty of a hundred million the next one is free.
    }
  });
  return { token: token.text };
}

/** What a waiting screen shows now. */
export type PairingView =
  | {
      readonly state: 'waiting';
      readonly code: string;
      readonly expiresAt: Temporal.Instant;
      readonly topic: string;
    }
  | { readonly state: 'claimed' }
  | { readonly state: 'gone' };

/** How a pairing stands, by the token that only its screen holds. */
export async function findPairing(ctx: AppContext, token: string | undefined): Promise<PairingView> {
  const read = readToken(token);
  const pairing = read && (await readOnly(ctx, read, (tx) => pairings.findByToken(tx, read.hash)));
  if (pairing === undefined) {
    return { state: 'gone' };
  }
  if (pairing.enrolmentId !== null) {
    return { state: 'claimed' };
  }
  return Temporal.Instant.compare(ctx.clock.now(), pairing.expiresAt) < 0
    ? {
        state: 'waiting',
        code: pairing.code,
        expiresAt: pairing.expiresAt,
        topic: pairingTopic(pairing.tokenHash),
      }
    : { state: 'gone' };
}

/** The entry that the screen becomes: one that stands in the list already, or a new one. */
async function entryFor(
  tx: Tx,
  input: ClaimInput,
): Promise<{ readonly id: string | null; readonly name: string }> {
  if (input.equipmentId === undefined) {
    const name = input.name ?? '';
    if (await repo.nameTaken(tx, name, undefined)) {
      throw wrongField('name', t('name-taken', { name }));
    }
    return { id: null, name };
  }
  const piece = await repo.lockEquipment(tx, input.equipmentId);
  if (piece === undefined || !piece.active) {
    throw wrongField('equipmentId', t('not-found'));
  }
  if (piece.kind !== input.purpose) {
    throw wrongField('equipmentId', t('pairing-kind', { name: piece.name }));
  }
  if (piece.enrolmentId !== null) {
    throw wrongField('equipmentId', t('pairing-taken', { name: piece.name }));
  }
  return { id: piece.id, name: piece.name };
}

/**
 * Lets the screen that shows the code in as a kiosk or board.
 * @returns the id of its entry
 * @throws Problem `forbidden`, `validation`
 */
export async function claimPairing(ctx: AppContext, actor: Actor, input: ClaimInput): Promise<string> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.enrol', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const pairing = await pairings.lockByCode(tx, input.code, at);
    if (pairing === undefined) {
      throw wrongField('code', t('pairing-code'));
    }
    const { id: existing, name } = await entryFor(tx, input);
    const { purpose } = input;
    const device = await enrolWaitingDevice(tx, ctx, actor, { purpose, name, tokenHash: pairing.tokenHash });
    const id = existing ?? newId();
    if (existing === null) {
      const piece = {
        id,
        centreId: actor.centreId,
        reportCode: newReportCode(),
        enrolmentId: device.deviceId,
      };
      const entry = EquipmentInput.parse({ kind: purpose, name, place: input.place });
      await repo.insertEquipment(tx, piece, entry, at);
    } else {
      await repo.setEnrolment(tx, id, device.deviceId, at);
    }
    await pairings.markClaimed(tx, pairing.id, device.deviceId, at);
    await ctx.live.publish(tx, pairingTopic(pairing.tokenHash), { claimed: true });
    await tellOfficers(tx, ctx, actor, id);
    await record(
      tx,
      actor,
      {
        action: 'equipment.enrol',
        subjectType: 'equipment',
        subjectId: id,
        detail: { name, purpose, device: device.deviceId },
      },
      at,
    );
    return id;
  });
}

/**
 * Takes a machine's right to act away, at once: its line is cut and its next request is a stranger's.
 * @throws Problem `forbidden`, `not-found`
 */
export async function endEnrolment(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.enrol', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const piece = await repo.lockEquipment(tx, id);
    if (piece?.enrolmentId === undefined || piece.enrolmentId === null) {
      throw new Problem('not-found', { detail: t('not-found') });
    }
    await revokeDeviceIn(tx, ctx, actor, piece.enrolmentId);
    await repo.setEnrolment(tx, id, null, at);
    await repo.setState(tx, piece, { state: 'unknown', trouble: null }, { since: at, checkedAt: null });
    await tellOfficers(tx, ctx, actor, id);
    await record(
      tx,
      actor,
      { action: 'equipment.end-enrolment', subjectType: 'equipment', subjectId: id },
      at,
    );
  });
}
