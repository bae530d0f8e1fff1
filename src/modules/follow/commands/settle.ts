import { record } from '#modules/audit/commands/record.ts';
import { pdfOfPhotos } from '#modules/documents/commands/citizen-file.ts';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import { type Executed, execute } from '#modules/dossiers/commands/execute.ts';
import { getDossier } from '#modules/dossiers/queries.ts';
import { Command, type Dossier } from '#modules/dossiers/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { itemRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { FOLLOW_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { afterAct, askedNow, stillWanted } from '../rules/sending.ts';
import { beginning } from '../rules/words.ts';
import type { SendBackInput, Sending, SentFile } from '../schema.ts';
import { followKey } from '../store-keys.ts';
import { tellAnswered } from './arrived.ts';

const t = refusals('vi');

/** Unit and post, as a citizen reads who did it: no private name. */
export function postOf(actor: StaffActor): string {
  return actor.position === '' ? 'Trung tâm Phục vụ hành chính công' : actor.position;
}

function settledProblem(sending: Sending): Problem {
  const by = sending.settledBy ?? '';
  const at = sending.settledAt === null ? '' : formatDateTime(sending.settledAt);
  const what =
    sending.state === 'taken'
      ? t('state-taken', { by, at })
      : sending.state === 'sent-back'
        ? t('state-sent-back', { by, at })
        : t('state-overtaken', { at });
  return new Problem('already-done', { detail: t('settled', { what }) });
}

async function waiting(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
): Promise<{ sending: Sending; files: readonly SentFile[] }> {
  return inTransaction(ctx, actor, async (tx) => {
    const sending = await repo.lockSending(tx, id);
    if (sending === null) {
      throw new Problem('not-found', { detail: t('unknown-sending') });
    }
    return { sending, files: await repo.listFiles(tx, [id]) };
  });
}

async function bytesOf(
  ctx: AppContext,
  actor: StaffActor,
  sending: Sending,
  file: SentFile,
): Promise<Uint8Array> {
  const key = followKey({ centreId: actor.centreId, holderId: sending.dossierId, id: file.id });
  const bytes = await ctx.storage.get(key).catch(() => undefined);
  if (bytes === undefined) {
    throw new Problem('unavailable', { detail: t('file-gone') });
  }
  return bytes;
}

/** The files of one paper as the dossier keeps them: photographs as one PDF, PDF as they came. Repeatable by the sending's id. */
async function fileOf(
  ctx: AppContext,
  actor: StaffActor,
  sending: Sending,
  files: readonly SentFile[],
  name: string,
): Promise<readonly string[]> {
  const photos = files.filter(({ mediaType }) => mediaType === 'image/jpeg');
  const jpegs: Uint8Array[] = [];
  for (const photo of photos) {
    jpegs.push(await bytesOf(ctx, actor, sending, photo));
  }
  const made = jpegs.length === 0 ? [] : [{ bytes: await pdfOfPhotos(jpegs), as: `anh-${files[0]?.item}` }];
  for (const pdf of files.filter(({ mediaType }) => mediaType === 'application/pdf')) {
    made.push({ bytes: await bytesOf(ctx, actor, sending, pdf), as: pdf.id });
  }
  const ids: string[] = [];
  for (const { bytes, as } of made) {
    const stored = await uploadFile(ctx, actor, {
      bytes,
      name: `${name}.pdf`,
      purpose: 'supplement',
      requestId: itemRequestId(sending.id, `${actor.accountId}/${as}`),
    });
    ids.push(stored.id);
  }
  return ids;
}

/** What was sent, laid on the papers of the dossier: each asked paper in its own place. */
async function papersOf(
  ctx: AppContext,
  actor: StaffActor,
  dossier: Dossier,
  sending: Sending,
  files: readonly SentFile[],
): Promise<readonly unknown[]> {
  const asked = askedNow(dossier);
  const papers = new Map<string, { files: readonly string[] } & Record<string, unknown>>();
  for (const [item, own] of Map.groupBy(files, (file) => file.item)) {
    const missing = asked?.items[item];
    if (missing === undefined) {
      throw new Problem('not-allowed-now', { detail: t('overtaken') });
    }
    const key = missing.paperKey ?? `bo-sung-${dossier.supplements.length}-${item + 1}`;
    const before = papers.get(key) ?? dossier.papers.find((paper) => paper.key === key) ?? { key, files: [] };
    const named = beginning(missing.content, 80);
    const ids = await fileOf(ctx, actor, sending, own, t('paper-name', { no: item + 1, what: named }));
    const known = 'name' in before && before.name !== '' ? {} : { name: missing.content };
    papers.set(key, {
      ...before,
      ...known,
      satisfied: { how: 'uploaded' },
      files: [...before.files, ...ids],
    });
  }
  return [...papers.values()];
}

/** Ends the sending in the transaction of the dossier's command, or undoes both. */
function takeWith(ctx: AppContext, actor: StaffActor, sendingId: string) {
  return async (tx: Tx, { dossier, repeated }: Executed): Promise<void> => {
    const sending = await repo.lockSending(tx, sendingId);
    if (sending === null) {
      throw new Problem('not-found', { detail: t('unknown-sending') });
    }
    if (repeated && sending.state === 'taken') {
      return;
    }
    // This very command let the dossier go on, which ends whatever else still waited for it.
    const byThis = sending.state === 'overtaken' && sending.settledSeq === dossier.seq;
    if (repeated || (!byThis && afterAct(sending.state, 'take') === null)) {
      throw settledProblem(sending);
    }
    const at = ctx.clock.now();
    await repo.settle(tx, sendingId, { state: 'taken', at, by: postOf(actor), why: null, seq: dossier.seq });
    await tellAnswered(ctx, tx, actor, dossier, { id: sendingId, kind: sending.kind, outcome: 'taken' });
    const detail = { sending: sendingId, seq: dossier.seq };
    const entry = {
      action: `follow.take-${sending.kind}`,
      subjectType: 'dossier',
      subjectId: dossier.id,
      detail,
    };
    await record(tx, actor, entry, at);
  };
}

/**
 * An officer takes what was sent: the same command of the dossier as at the counter, and the sending is taken in the same
 * transaction, once. `complete` false keeps the dossier waiting for the rest.
 * @throws Problem `forbidden`, `not-found`, `already-done`, `not-allowed-now`, and whatever the dossier's command refuses
 */
export async function takeSending(
  ctx: AppContext,
  actor: StaffActor,
  sendingId: string,
  complete: boolean,
): Promise<Dossier> {
  authorise(FOLLOW_POLICY, actor, 'settle', actor);
  const { sending, files } = await waiting(ctx, actor, sendingId);
  const { dossier, personal } = await getDossier(ctx, actor, { id: sending.dossierId });
  if (!personal) {
    throw new Problem('forbidden', { detail: t('not-personal') });
  }
  if (sending.state === 'taken') {
    return dossier;
  }
  if (afterAct(sending.state, 'take') === null) {
    throw settledProblem(sending);
  }
  if (!stillWanted(sending.kind, dossier)) {
    throw new Problem('not-allowed-now', { detail: t('overtaken') });
  }
  const sentAt = sending.sentAt === null ? '' : formatDateTime(sending.sentAt);
  const command = Command.parse(
    sending.kind === 'withdrawal'
      ? { type: 'withdraw', reason: sending.words, askedVia: 'online' }
      : {
          type: 'complete-supplement',
          papers: await papersOf(ctx, actor, dossier, sending, files),
          complete,
          note: t('brought-note', { at: sentAt, words: sending.words }).trim(),
        },
  );
  // One id for the sending, whoever presses: a second officer's command is not decided again.
  const requestId = itemRequestId(sendingId, 'take');
  const done = await execute(
    ctx,
    actor,
    { id: dossier.id },
    command,
    requestId,
    takeWith(ctx, actor, sendingId),
  );
  return done.dossier;
}

/**
 * An officer sends it back with a reason in words, which the citizen reads. The dossier stays as it is.
 * @throws Problem `forbidden`, `not-found`, `already-done`
 */
export async function sendBack(ctx: AppContext, actor: StaffActor, input: SendBackInput): Promise<void> {
  authorise(FOLLOW_POLICY, actor, 'settle', actor);
  const { sending } = await waiting(ctx, actor, input.sendingId);
  const { dossier, personal } = await getDossier(ctx, actor, { id: sending.dossierId });
  if (!personal) {
    throw new Problem('forbidden', { detail: t('not-personal') });
  }
  await inTransaction(ctx, actor, async (tx) => {
    const now = await repo.lockSending(tx, input.sendingId);
    if (now === null || (now.state === 'sent-back' && now.settledWhy === input.why)) {
      return;
    }
    if (afterAct(now.state, 'send-back') === null) {
      throw settledProblem(now);
    }
    const at = ctx.clock.now();
    const end = { state: 'sent-back', at, by: postOf(actor), why: input.why, seq: null } as const;
    await repo.settle(tx, now.id, end);
    await tellAnswered(ctx, tx, actor, dossier, { id: now.id, kind: now.kind, outcome: 'sent-back' });
    const detail = { sending: now.id };
    const entry = {
      action: `follow.send-back-${now.kind}`,
      subjectType: 'dossier',
      subjectId: dossier.id,
      detail,
    };
    await record(tx, actor, entry, at);
  });
}
