import { BlockList, isIPv4 } from 'node:net';
import { record } from '#modules/audit/commands/record.ts';
import { type OpenedFile, openFile } from '#modules/documents/commands/open-file.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { addFetch, type FetchOutcome } from '../repo-files.ts';
import { fileSigner, type Grant } from './file-address.ts';

/** What came of asking for a file: the file, or why not. `unknown`: the address is not one of ours, and nothing is kept of it. */
export type Handed =
  | { readonly kind: 'given'; readonly opened: OpenedFile }
  | { readonly kind: Exclude<FetchOutcome, 'given'> | 'unknown' };

/** Whether an address stands in the list of those who may fetch; ranges as "10.20.0.0/16". An empty list is nobody. */
export function mayFetch(callers: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const caller of callers) {
    const [host = '', bits] = caller.split('/');
    const family = isIPv4(host) ? 'ipv4' : 'ipv6';
    if (bits === undefined) {
      list.addAddress(host, family);
    } else {
      list.addSubnet(host, Number(bits), family);
    }
  }
  const plain = address.replace(/^::ffff:/i, '');
  return list.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6');
}

async function keep(
  ctx: AppContext,
  actor: Actor,
  grant: Grant,
  caller: string,
  outcome: FetchOutcome,
): Promise<void> {
  const at = ctx.clock.now();
  const id = newId();
  await inTransaction(ctx, actor, async (tx) => {
    await addFetch(tx, actor.centreId, {
      id,
      at,
      number: grant.number,
      fileId: grant.fileId,
      caller,
      outcome,
    });
    await record(
      tx,
      actor,
      {
        action: 'portal.file',
        subjectType: 'file',
        subjectId: grant.fileId,
        detail: { number: grant.number, caller, outcome },
      },
      at,
    );
  });
}

/**
 * Hands a file over to who comes with an address that we signed, while it is good and from a machine that the centre named. Each such visit is kept, refused ones
 * too; who comes without our signature is told nothing and leaves no trace in the data.
 * @param caller address of the machine that asks
 * @throws Problem `forbidden`
 */
export async function handFile(
  ctx: AppContext,
  actor: Actor,
  grant: Grant,
  signature: string,
  caller: string,
): Promise<Handed> {
  authorise(PORTAL_POLICY, actor, 'hand-file', { centreId: actor.centreId });
  const signer = await fileSigner(ctx);
  if (grant.centreId !== actor.centreId || !signer.proves(grant, signature)) {
    ctx.log.warn({ centreId: actor.centreId, caller }, 'a file was asked for without our signature');
    return { kind: 'unknown' };
  }
  const own = systemActor(actor.centreId, 'national-portal');
  const found = await readOnly(ctx, own, repo.findSettings);
  if (!mayFetch(found?.settings.files.callers ?? [], caller)) {
    await keep(ctx, own, grant, caller, 'stranger');
    return { kind: 'stranger' };
  }
  if (ctx.clock.now().epochMilliseconds > grant.until * 1000) {
    await keep(ctx, own, grant, caller, 'expired');
    return { kind: 'expired' };
  }
  try {
    const opened = await openFile(ctx, own, grant.fileId);
    await keep(ctx, own, grant, caller, 'given');
    return { kind: 'given', opened };
  } catch (error) {
    if (!isProblem(error)) {
      throw error;
    }
    await keep(ctx, own, grant, caller, 'gone');
    return { kind: 'gone' };
  }
}
