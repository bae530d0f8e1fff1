import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { refusals } from '../messages.ts';
import * as repo from '../repo.ts';
import { stillWanted } from '../rules/sending.ts';
import type { SendingKind, WithdrawInput } from '../schema.ts';
import { tellArrived } from './arrived.ts';
import { heldDossier, holderOf, needStrong } from './holder.ts';

const t = refusals('vi');

function entry(kind: SendingKind, dossierId: string, detail: Readonly<Record<string, number | string>>) {
  return { action: `follow.send-${kind}`, subjectType: 'dossier', subjectId: dossierId, detail };
}

/**
 * Sends the collected papers to the centre. Nothing of the dossier changes: an officer looks first (NĐ 118/2025 Đ19 k.5 counts
 * from the officer's taking). A repeat of the same request id is as once.
 * @throws Problem `gone`, `not-allowed-now`, `validation`
 */
export async function sendSupplement(
  ctx: AppContext,
  actor: Actor,
  key: string,
  input: { readonly requestId: string; readonly words: string },
): Promise<void> {
  const holder = await holderOf(ctx, actor, key);
  await inTransaction(ctx, actor, async (tx) => {
    const at = ctx.clock.now();
    await repo.lockFollowing(tx, holder.dossierId);
    const all = await repo.listSendings(tx, holder.dossierId);
    if (all.some(({ sendRequestId }) => sendRequestId === input.requestId)) {
      return;
    }
    const dossier = await heldDossier(tx, holder);
    if (!stillWanted('supplement', dossier)) {
      throw new Problem('not-allowed-now', { detail: t('not-asked') });
    }
    const draft = await repo.findOpen(tx, dossier.id, 'supplement');
    if (draft?.state === 'sent') {
      throw new Problem('not-allowed-now', { detail: t('already-sent') });
    }
    const files = draft === null ? [] : await repo.listFiles(tx, [draft.id]);
    if (draft === null || files.length === 0) {
      throw new Problem('validation', { detail: t('nothing-yet') });
    }
    await repo.markSent(tx, draft.id, { ...input, at });
    await tellArrived(ctx, tx, actor, dossier, 'supplement');
    await record(tx, actor, entry('supplement', dossier.id, { sending: draft.id, files: files.length }), at);
  });
}

/**
 * Asks for the dossier back (NĐ 118/2025 Đ21): an officer confirms and draws Mẫu 05. Only where the dossier's own status table
 * allows withdrawing, and only for whoever holds the receipt's code or signed in.
 * @throws Problem `gone`, `forbidden`, `not-allowed-now`
 */
export async function askToWithdraw(
  ctx: AppContext,
  actor: Actor,
  key: string,
  input: Pick<WithdrawInput, 'requestId' | 'words'>,
): Promise<void> {
  const holder = await holderOf(ctx, actor, key);
  needStrong(holder);
  await inTransaction(ctx, actor, async (tx) => {
    const at = ctx.clock.now();
    await repo.lockFollowing(tx, holder.dossierId);
    const all = await repo.listSendings(tx, holder.dossierId);
    if (all.some(({ sendRequestId }) => sendRequestId === input.requestId)) {
      return;
    }
    const dossier = await heldDossier(tx, holder);
    if (!stillWanted('withdrawal', dossier)) {
      throw new Problem('not-allowed-now', { detail: t('no-withdrawal') });
    }
    if ((await repo.findOpen(tx, dossier.id, 'withdrawal')) !== null) {
      throw new Problem('not-allowed-now', { detail: t('withdrawal-waits') });
    }
    const id = newId();
    const fresh = {
      id,
      dossierId: dossier.id,
      kind: 'withdrawal',
      words: input.words,
      startedAt: at,
    } as const;
    await repo.insertSending(tx, actor.centreId, { ...fresh, sent: { requestId: input.requestId } });
    await tellArrived(ctx, tx, actor, dossier, 'withdrawal');
    await record(tx, actor, entry('withdrawal', dossier.id, { sending: id }), at);
  });
}
