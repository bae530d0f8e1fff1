import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import * as repo from './repo.ts';
import type { Agency, CentrePath, Counter } from './schema.ts';

type HasDb = Pick<AppContext, 'db'>;

/** One agency by id, inside a running transaction. @throws Problem `not-found` */
export async function getAgencyIn(tx: Tx, id: string): Promise<Agency> {
  return found(await repo.findById(tx, id), id);
}

/** One agency by id. Agencies are public facts, so no actor is asked for. @throws Problem `not-found` */
export async function getAgency(ctx: HasDb, id: string): Promise<Agency> {
  return found(await repo.findById(ctx.db, id), id);
}

/** The centre with this id. @throws Problem `not-found` when there is none or the id is of another kind */
export async function getCentre(ctx: HasDb, centreId: string): Promise<Agency> {
  const agency = await repo.findById(ctx.db, centreId);
  return found(agency?.kind === 'centre' ? agency : undefined, centreId);
}

/** The centre with its commune and province. @throws Problem `not-found` */
export async function getCentrePath(ctx: HasDb, centreId: string): Promise<CentrePath> {
  const centre = await getCentre(ctx, centreId);
  const commune = await getAgency(ctx, centre.parentId ?? centreId);
  const province = await getAgency(ctx, commune.parentId ?? commune.id);
  return { centre, commune, province };
}

/** The centre reached under a host name ("hoaloc.thanhhoa.gov.vn", port ignored), else the one that was set up first. */
export async function findCentreByHost(ctx: HasDb, host: string): Promise<Agency | undefined> {
  return repo.findCentre(ctx.db, host.toLowerCase().replace(/:\d+$/, ''));
}

/** The centre that was set up first: the one of an installation for a single commune. */
export async function defaultCentre(ctx: HasDb): Promise<Agency | undefined> {
  return repo.findCentre(ctx.db, '');
}

/** All centres of the installation by name. */
export async function listCentres(ctx: HasDb): Promise<readonly Agency[]> {
  return repo.listCentres(ctx.db);
}

/** The specialised units (phòng chuyên môn) of the actor's centre in their order, inactive ones included. */
export async function listUnits(ctx: HasDb, actor: Pick<Actor, 'centreId'>): Promise<readonly Agency[]> {
  return repo.listOfCentre(ctx.db, actor.centreId, 'unit');
}

/** As {@link listUnits}, inside a running transaction. */
export async function listUnitsIn(tx: Tx, centreId: string): Promise<readonly Agency[]> {
  return repo.listOfCentre(tx, centreId, 'unit');
}

/** The counters of the actor's centre by number, inactive ones included. */
export async function listCounters(ctx: HasDb, actor: Pick<Actor, 'centreId'>): Promise<readonly Counter[]> {
  return readOnly(ctx, actor, (tx) => repo.listCounterRows(tx));
}

/** As {@link listCounters}, inside a running transaction. */
export async function listCountersIn(tx: Tx): Promise<readonly Counter[]> {
  return repo.listCounterRows(tx);
}

function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) {
    throw new Problem('not-found', { detail: 'Không tìm thấy cơ quan hoặc quầy này.', facts: { id } });
  }
  return value;
}

/** What the frame of a page says about the centre; undefined while no centre was set up. */
export async function findCentreFace(
  ctx: HasDb,
  centreId: string,
): Promise<{ readonly name: string; readonly address?: string; readonly phone?: string } | undefined> {
  const centre = centreId === '' ? undefined : await repo.findById(ctx.db, centreId);
  return (
    centre && {
      name: centre.name,
      ...(centre.address === null ? {} : { address: centre.address }),
      ...(centre.phone === null ? {} : { phone: centre.phone }),
    }
  );
}
