import { record } from '#modules/audit/commands/record.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { AGENCY_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { type Agency, type AgencyKind, CommuneSetup } from '../schema.ts';

type Place = Pick<Agency, 'id' | 'centreId' | 'parentId' | 'kind'>;
type Facts = Pick<Agency, 'code' | 'name' | 'shortName'> & {
  readonly [K in 'identityCode' | 'address' | 'phone' | 'email']?: string | undefined;
} & { readonly hosts?: readonly string[]; readonly active?: boolean };

function agencyOf(place: Place, facts: Facts): Agency {
  return {
    ...place,
    code: facts.code,
    name: facts.name,
    shortName: facts.shortName,
    identityCode: facts.identityCode ?? null,
    address: facts.address ?? null,
    phone: facts.phone ?? null,
    email: facts.email ?? null,
    hosts: facts.hosts ?? [],
    active: facts.active ?? true,
  };
}

async function addProvince(tx: Tx, facts: Facts, at: Temporal.Instant): Promise<string> {
  const known = await repo.findByCode(tx, null, facts.code);
  if (known) {
    return known.id;
  }
  const id = newId();
  await repo.insertAgency(
    tx,
    agencyOf({ id, centreId: null, parentId: null, kind: 'province' }, facts),
    at,
    0,
  );
  return id;
}

/**
 * Sets up a commune with its centre, units and counters, below a province that is added when it is new.
 * Repeatable: a commune that exists under the province is left as it is.
 *
 * @returns the id of the commune's centre
 * @throws ZodError when the input is wrong
 */
export async function setUpCommune(ctx: AppContext, input: unknown): Promise<string> {
  const setup = CommuneSetup.parse(input);
  const province = await repo.findByCode(ctx.db, null, setup.province.code);
  const existing = province && (await repo.findByCode(ctx.db, province.id, setup.commune.code));
  if (existing?.centreId) {
    return existing.centreId;
  }
  const centreId = newId();
  const actor = systemActor(centreId, 'set-up');
  authorise(AGENCY_POLICY, actor, 'agencies.set-up', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const provinceId = await addProvince(tx, setup.province, at);
    const communeId = newId();
    const add = (id: string, parentId: string, kind: AgencyKind, facts: Facts, order: number) =>
      repo.insertAgency(tx, agencyOf({ id, centreId, parentId, kind }, facts), at, order);
    // The commune's row names its centre, and the centre its commune: the foreign keys are checked at commit.
    await add(communeId, provinceId, 'commune', setup.commune, 0);
    await add(centreId, communeId, 'centre', setup.centre, 0);
    for (const [index, unit] of setup.units.entries()) {
      await add(newId(), communeId, 'unit', unit, index + 1);
    }
    for (const counter of setup.counters) {
      await repo.saveCounterRow(tx, { ...counter, id: newId(), centreId }, at);
    }
    await record(
      tx,
      actor,
      {
        action: 'agencies.set-up',
        subjectType: 'centre',
        subjectId: centreId,
        detail: { commune: setup.commune.code, units: setup.units.length, counters: setup.counters.length },
      },
      at,
    );
    return centreId;
  });
}
