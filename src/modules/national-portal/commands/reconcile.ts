import { z } from 'zod';
import type { PortalClient } from '#integrations/national-portal/port.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo-line.ts';
import type { Difference, Reconciliation } from '../schema.ts';
import { connect } from './connect.ts';

const PAGE = 500;
const Theirs = z.looseObject({ MaHoSo: z.string(), TrangThaiHoSo: z.coerce.string() });

type Told = Awaited<ReturnType<typeof repo.listTold>>[number];

/** One dossier on both sides; undefined when the portal did not answer. */
async function compare(client: PortalClient, told: Told): Promise<Difference | null | undefined> {
  const outcome = await client.lookUp(told.number);
  if (outcome.kind !== 'done') {
    return undefined;
  }
  const theirs = Theirs.safeParse(outcome.result[0]);
  if (!theirs.success) {
    return { number: told.number, kind: 'not-there', ours: told.status, theirs: '' };
  }
  return theirs.data.TrangThaiHoSo === told.status
    ? null
    : { number: told.number, kind: 'other-status', ours: told.status, theirs: theirs.data.TrangThaiHoSo };
}

/**
 * Compares what the portal holds with what it was told, dossier by dossier, and keeps the differences. Dossiers with something still open are left out: they
 * are different because they wait.
 * @param limit at most so many look-ups in one run
 */
export async function reconcile(
  ctx: AppContext,
  actor: Actor,
  limit = 20_000,
): Promise<Reconciliation | null> {
  authorise(PORTAL_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const connected = await connect(ctx, actor.centreId);
  if (connected === null) {
    return null;
  }
  const { client } = connected;
  const differences: Difference[] = [];
  let checked = 0;
  let unanswered = 0;
  let after = '';
  for (let page: readonly Told[]; checked + unanswered < limit; after = page.at(-1)?.number ?? after) {
    page = await readOnly(ctx, actor, (tx) => repo.listTold(tx, after, PAGE));
    if (page.length === 0) {
      break;
    }
    for (const told of page.filter(({ open }) => !open)) {
      const found = await compare(client, told);
      if (found === undefined) {
        unanswered += 1;
      } else {
        checked += 1;
        if (found !== null) {
          differences.push(found);
        }
      }
    }
  }
  const result = { at: ctx.clock.now(), checked, unanswered, differences };
  await inTransaction(ctx, actor, (tx) => repo.addReconciliation(tx, actor.centreId, newId(), result));
  return result;
}
