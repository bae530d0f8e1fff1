import { statusName } from '#modules/dossiers/rules/refuse.ts';
import type { AppContext } from '#platform/context.ts';
import { refusals } from './messages.ts';
import { deskMessages } from './messages-desk.ts';
import * as repo from './repo.ts';
import { afterAct, stillWanted } from './rules/sending.ts';
import { SENDING_KINDS } from './schema.ts';

const t = refusals('vi');
const d = deskMessages('vi');

/** Where officers see what came for one dossier. */
export function followHref(dossierId: string): string {
  return `/can-bo/nguoi-dan-gui/${dossierId}`;
}

/**
 * Ends what citizens sent and the dossier no longer waits for, in the transaction of whatever let it go on; and shows on the
 * dossier's page what came.
 */
export function subscribeFollow(ctx: AppContext): void {
  ctx.events.on('dossier.changed', async ({ before, dossier }, { tx, at }) => {
    const ended =
      before === null
        ? []
        : SENDING_KINDS.filter((kind) => stillWanted(kind, before) && !stillWanted(kind, dossier));
    if (ended.length === 0) {
      return;
    }
    await repo.lockFollowing(tx, dossier.id);
    for (const kind of ended) {
      const open = await repo.findOpen(tx, dossier.id, kind);
      if (open !== null && afterAct(open.state, 'overtake') !== null) {
        const why = t('overtaken-why', { status: statusName(dossier.status) });
        await repo.settle(tx, open.id, { state: 'overtaken', at, by: '', why, seq: dossier.seq });
      }
    }
  });
  ctx.events.on('dossier.asides', async ({ dossierId, add }, { tx }) => {
    const href = followHref(dossierId);
    for (const { kind, state, sentAt, settledAt } of await repo.listSendings(tx, dossierId)) {
      if (state !== 'draft' && sentAt !== null) {
        const tone = state === 'sent' ? 'waiting' : state === 'taken' ? 'done' : 'neutral';
        add({ text: d(`kind-${kind}`), href, state: d(`state-${state}`), tone, at: settledAt ?? sentAt });
      }
    }
    const messages = await repo.listMessages(tx, dossierId);
    const last = messages.at(-1);
    if (last !== undefined) {
      const open = messages.some(({ author, answeredAt }) => author === 'citizen' && answeredAt === null);
      const tone = open ? 'waiting' : 'done';
      add({ text: d('kind-message'), href, state: d(open ? 'unanswered' : 'answered'), tone, at: last.at });
    }
  });
}
