import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { AGENCY_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { Agency, UnitInput } from '../schema.ts';

/**
 * Adds a specialised unit (phòng chuyên môn) to the actor's commune, or changes one.
 * @returns the unit as stored
 * @throws Problem `forbidden`, `not-found`, or `validation` when the code belongs to another unit
 */
export async function saveUnit(ctx: AppContext, actor: Actor, input: UnitInput): Promise<Agency> {
  authorise(AGENCY_POLICY, actor, 'agencies.edit', actor);
  const t = messages('vi');
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const centre = await repo.findById(tx, actor.centreId);
    const before = input.id === undefined ? undefined : await repo.lockAgency(tx, input.id);
    if (centre?.parentId == null || (input.id !== undefined && before?.kind !== 'unit')) {
      throw new Problem('not-found', { detail: t('unit-not-found') });
    }
    const namesake = await repo.findByCode(tx, centre.parentId, input.code);
    if (namesake && namesake.id !== input.id) {
      throw new Problem('validation', {
        detail: t('check-fields'),
        fields: [{ path: 'code', message: t('code-taken', { name: namesake.name }) }],
      });
    }
    const unit: Agency = {
      id: input.id ?? newId(),
      centreId: actor.centreId,
      parentId: centre.parentId,
      kind: 'unit',
      code: input.code,
      name: input.name,
      shortName: input.shortName,
      identityCode: input.identityCode ?? null,
      address: before?.address ?? null,
      phone: input.phone ?? null,
      email: before?.email ?? null,
      hosts: [],
      active: input.active,
    };
    if (before) {
      await repo.updateAgency(tx, unit.id, unit, at);
    } else {
      await repo.insertAgency(tx, unit, at, (await repo.listOfCentre(tx, actor.centreId, 'unit')).length + 1);
    }
    await record(
      tx,
      actor,
      {
        action: before ? 'agencies.change-unit' : 'agencies.add-unit',
        subjectType: 'agency',
        subjectId: unit.id,
        detail: { before: before && publicFacts(before), after: publicFacts(unit) },
      },
      at,
    );
    return unit;
  });
}

function publicFacts(agency: Agency) {
  const { code, name, shortName, identityCode, phone, active } = agency;
  return { code, name, shortName, identityCode, phone, active };
}
