import { logAccess } from '#modules/audit/commands/record.ts';
import type { Status } from '#modules/dossiers/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { mirrorMessages } from '../messages.ts';
import { MIRROR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { requireLayer } from '../role.ts';
import type { MirrorSaid } from '../rules/said.ts';
import type { MirroredDossier } from '../schema.ts';
import { mirrorSaidIn } from './figures.ts';

/** One mirrored dossier with where it comes from. */
export interface MirroredView {
  readonly said: MirrorSaid | null;
  readonly dossier: MirroredDossier;
  /** Each field that the source tells, with since when it says so. */
  readonly fields: Awaited<ReturnType<typeof repo.findFields>>;
}

/** A mirrored dossier by its official code. The reading is logged. @throws Problem `forbidden`, `not-found`, `not-allowed-now` */
export async function getMirrored(ctx: AppContext, actor: Actor, number: string): Promise<MirroredView> {
  authorise(MIRROR_POLICY, actor, 'read', actor);
  requireLayer(ctx);
  return inTransaction(ctx, actor, async (tx) => {
    const dossier = await repo.findMirrored(tx, { number });
    if (dossier === null) {
      throw new Problem('not-found', { detail: mirrorMessages('vi')('dossier-missing', { number }) });
    }
    const read = { what: 'dossier.view-mirrored', subjectType: 'mirrored-dossier', subjectId: number };
    await logAccess(tx, actor, read, ctx.clock.now());
    return { said: await mirrorSaidIn(ctx, tx), dossier, fields: await repo.findFields(tx, number) };
  });
}

/** What mirrored dossiers are looked for by. */
export interface MirrorSearch {
  /** Name with or without marks, official code, local number; empty: everything. */
  readonly text: string;
  readonly statuses: readonly Status[];
  readonly late: boolean;
  /** The unit as it is called here; empty: any. */
  readonly unitName: string;
}

/** Mirrored dossiers for the officers' search, newest first, with the whole count. Searching by a person is logged. @throws Problem `forbidden`, `not-allowed-now` */
export async function searchMirrored(
  ctx: AppContext,
  actor: Actor,
  search: MirrorSearch,
  limit: number,
): Promise<{
  readonly said: MirrorSaid | null;
  readonly rows: readonly MirroredDossier[];
  readonly total: number;
}> {
  authorise(MIRROR_POLICY, actor, 'read', actor);
  requireLayer(ctx);
  const now = ctx.clock.now();
  const { text, statuses, late, unitName } = search;
  const filter = { text, which: late ? 'late' : 'all', statuses, unitName, now } as const;
  if (text === '') {
    return readOnly(ctx, actor, async (tx) => ({
      said: await mirrorSaidIn(ctx, tx),
      ...(await repo.listMirrored(tx, filter, 0, limit)),
    }));
  }
  return inTransaction(ctx, actor, async (tx) => {
    await logAccess(tx, actor, { what: 'search.person', subjectType: 'search', subjectId: text }, now);
    return { said: await mirrorSaidIn(ctx, tx), ...(await repo.listMirrored(tx, filter, 0, limit)) };
  });
}
