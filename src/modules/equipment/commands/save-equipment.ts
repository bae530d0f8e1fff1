import { isIP } from 'node:net';
import { listCountersIn } from '#modules/agencies/queries.ts';
import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { isOwnNetwork } from '#platform/devices/address.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/equipment.ts';
import { type EquipmentInput, USUAL } from '../schema.ts';
import { newReportCode, t, tellOfficers, wrongField } from './shared.ts';

const LOOPBACK = /^(localhost|127\.|::1$|0\.)/;

/**
 * Refuses an address outside the own network while it is typed; names are looked at again whenever they are called.
 * @throws Problem `validation`
 */
function checkAddress(ctx: AppContext, input: EquipmentInput): void {
  const { host, protocol } = input;
  if (host === undefined || protocol === undefined) {
    return;
  }
  if (isIP(host) !== 0 && !isOwnNetwork(host)) {
    throw wrongField('host', t('outside-address'));
  }
  const port = input.port ?? USUAL[protocol].port;
  if (LOOPBACK.test(host) && port === ctx.config.port && port !== 0) {
    throw wrongField('host', t('own-port'));
  }
}

async function checkPeopleAndPlaces(
  tx: Tx,
  input: EquipmentInput,
  keeperBefore: string | null,
): Promise<void> {
  if (input.counterId !== undefined) {
    const counters = await listCountersIn(tx);
    if (!counters.some(({ id }) => id === input.counterId)) {
      throw wrongField('counterId', t('counter-unknown'));
    }
  }
  if (input.keeperId !== undefined && input.keeperId !== keeperBefore) {
    const keeper = await findAccountIn(tx, input.keeperId);
    if (keeper === undefined || !keeper.active) {
      throw wrongField('keeperId', t('account-unknown'));
    }
  }
}

/**
 * Adds a piece of equipment or changes one.
 * @returns its id
 * @throws Problem `forbidden`, `not-found`, `validation`, `not-allowed-now` for the kind of an enrolled machine
 */
export async function saveEquipment(ctx: AppContext, actor: Actor, input: EquipmentInput): Promise<string> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.edit', actor);
  checkAddress(ctx, input);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = input.id === undefined ? undefined : await repo.lockEquipment(tx, input.id);
    if (input.id !== undefined && before === undefined) {
      throw new Problem('not-found', { detail: t('not-found') });
    }
    if (before?.enrolmentId && (before.kind !== input.kind || !input.active)) {
      throw new Problem('not-allowed-now', { detail: t('kind-enrolled') });
    }
    if (await repo.nameTaken(tx, input.name, input.id)) {
      throw wrongField('name', t('name-taken', { name: input.name }));
    }
    await checkPeopleAndPlaces(tx, input, before?.keeperId ?? null);
    const id = input.id ?? newId();
    if (before === undefined) {
      const piece = { id, centreId: actor.centreId, reportCode: newReportCode() };
      await repo.insertEquipment(tx, piece, input, at);
    } else {
      await repo.updateEquipment(tx, id, input, at);
    }
    await tellOfficers(tx, ctx, actor, id);
    const { id: _, ...detail } = input;
    await record(
      tx,
      actor,
      { action: 'equipment.save', subjectType: 'equipment', subjectId: id, detail },
      at,
    );
    return id;
  });
}
