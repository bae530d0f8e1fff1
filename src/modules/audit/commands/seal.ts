import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { AUDIT_POLICY } from '../policy.ts';
import { accessBetween, findHead, insertSeal, lastSettledAccess, listSeals } from '../repo.ts';
import { addAccess, GENESIS, sealOf } from '../rules.ts';
import type { Seal } from '../schema.ts';
import { installationKey } from './installation-key.ts';

const BATCH = 2_000;
/** No transaction lives this long, so older ids of the access log have no gaps left to fill. */
const SETTLED_AFTER_SECONDS = 600;

/** Digest of the access log's rows with `after` < id ≤ `last`. */
export async function digestAccess(tx: Tx, after: number, last: number): Promise<Uint8Array> {
  let digest = GENESIS;
  for (let from = after; ; ) {
    const rows = await accessBetween(tx, from, last, BATCH);
    for (const row of rows) {
      digest = addAccess(digest, row);
      from = row.id;
    }
    if (rows.length < BATCH) {
      return digest;
    }
  }
}

/**
 * Seals the trail of the actor's centre for the local day that ended last, unless that day has its seal.
 * The seal is also written to the log, which leaves the machine: a copy that the database's owner cannot reach.
 *
 * @param marginSeconds how old rows of the access log must be to be counted; only tests change it
 * @returns the new seal, or undefined when the day was sealed before
 */
export async function sealDay(
  ctx: AppContext,
  actor: SystemActor,
  marginSeconds = SETTLED_AFTER_SECONDS,
): Promise<Seal | undefined> {
  authorise(AUDIT_POLICY, actor, 'audit.seal', actor);
  const key = await installationKey(ctx.config, 'audit-seal');
  const now = ctx.clock.now();
  const day = localDay(now).subtract({ days: 1 });
  return inTransaction(
    ctx,
    actor,
    async (tx) => {
      const before = (await listSeals(tx)).at(-1);
      if (before && Temporal.PlainDate.compare(before.day, day) >= 0) {
        return undefined;
      }
      const head = await findHead(tx);
      const accessLast = Math.max(before?.accessLast ?? 0, await lastSettledAccess(tx, marginSeconds));
      const content = {
        centreId: actor.centreId,
        day,
        seq: head?.seq ?? 0,
        hash: head?.hash ?? GENESIS,
        accessLast,
        accessDigest: await digestAccess(tx, before?.accessLast ?? 0, accessLast),
        prevSeal: before?.seal ?? GENESIS,
      };
      const seal: Seal = { ...content, seal: sealOf(key, content) };
      if (!(await insertSeal(tx, seal, now))) {
        return undefined;
      }
      ctx.log.info(
        {
          audit: {
            centre: actor.centreId,
            day: day.toString(),
            seq: seal.seq,
            seal: Buffer.from(seal.seal).toString('hex'),
          },
        },
        'audit trail sealed',
      );
      return seal;
    },
    { isolation: 'repeatable read' },
  );
}
