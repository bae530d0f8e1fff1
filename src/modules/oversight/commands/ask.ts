import { record } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { openWait } from '#modules/dossiers/rules/clock.ts';
import type { ItemResult } from '#modules/dossiers/schema/work.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise, can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { askMessages } from '../messages/asks.ts';
import { oversightPolicy } from '../policy.ts';
import * as repo from '../repo/asks.ts';
import { answerable } from '../rules/strands.ts';
import type { AnswerInput, Ask, AskInput } from '../schema/asks.ts';
import { noticeTopic } from '../subscribe.ts';

const t = askMessages('vi');

/** An account is to be given within one working day. */
const TO_ANSWER = { unit: 'working-day', amount: 1 } as const;

const ACTION = { urge: 'urge', account: 'ask-account' } as const;

interface Asking {
  readonly ctx: AppContext;
  readonly tx: Tx;
  readonly actor: StaffActor;
  readonly input: AskInput;
  readonly requestId: string;
  readonly answerBy: Temporal.Instant;
}

/** Why nobody is asked about this dossier now; null when somebody is. */
function refusal(dossier: Dossier, actor: StaffActor, kind: AskInput['kind']): string | null {
  const { holder, centreId } = dossier;
  const led = [holder.unitId, answerable(dossier).unitId];
  if (!led.some((unitId) => can(oversightPolicy, actor, ACTION[kind], { centreId, unitId }))) {
    return t('notYours', { unit: holder.unitName });
  }
  if (dossier.receivedAt === null) {
    return t('notReceived');
  }
  // Of what has ended late an account may still be asked; there is nothing to hurry.
  if (kind === 'urge' && dossier.endedAt !== null) {
    return t('ended');
  }
  return kind === 'urge' && openWait(dossier) !== null ? t('waitingNow') : null;
}

async function askOne(
  { ctx, tx, actor, input, requestId, answerBy }: Asking,
  id: string,
): Promise<ItemResult> {
  const dossier = await findDossierIn(tx, { id });
  if (dossier === null) {
    return { id, label: id, ok: false, text: t('unknown') };
  }
  const label = dossier.number ?? dossier.localNumber ?? id;
  const refused = refusal(dossier, actor, input.kind);
  if (refused !== null) {
    return { id, label, ok: false, text: refused };
  }
  const at = ctx.clock.now();
  const to = answerable(dossier);
  const ask: Ask = {
    id: newId(),
    dossierId: id,
    number: label,
    kind: input.kind,
    text: input.text,
    askedBy: actor.accountId,
    askedByName: actor.displayName,
    askedAt: at,
    toAccountId: to.accountId,
    toUnitId: to.unitId,
    toName: to.name ?? to.unitName,
    answerBy: input.kind === 'account' ? answerBy : null,
    answer: '',
    answeredName: '',
    answeredAt: null,
    outcome: null,
    closedAt: null,
  };
  if (!(await repo.insertAsk(tx, actor.centreId, ask, requestId))) {
    return { id, label, ok: true, text: t('again') };
  }
  await record(
    tx,
    actor,
    {
      action: `oversight.${ACTION[input.kind]}`,
      subjectType: 'dossier',
      subjectId: id,
      detail: { number: label, to: ask.toName, text: input.text },
    },
    at,
  );
  return { id, label, ok: true, text: t('asked', { to: ask.toName }) };
}

/**
 * Urges on, or asks for an account of, each of the chosen dossiers; one that cannot be asked about says why and hinders
 * no other. A repeat of the same request asks nobody twice.
 * @throws Problem `forbidden` when the actor leads nobody
 */
export async function askAbout(
  ctx: AppContext,
  actor: Actor,
  input: AskInput,
  requestId: string,
): Promise<readonly ItemResult[]> {
  const self = requireStaff(actor);
  authorise(oversightPolicy, self, ACTION[input.kind], { centreId: self.centreId, unitId: self.unitId });
  return inTransaction(ctx, self, async (tx) => {
    const { compiled } = await getCalendar(tx, self.centreId, ctx.clock.now());
    const answerBy = addTerm(ctx.clock.now(), TO_ANSWER, compiled).due;
    const results: ItemResult[] = [];
    for (const id of new Set(input.dossierIds)) {
      results.push(await askOne({ ctx, tx, actor: self, input, requestId, answerBy }, id));
    }
    if (results.some((result) => result.ok)) {
      await ctx.live.publish(tx, noticeTopic(self.centreId), {});
    }
    return results;
  });
}

/**
 * Answers what a leader asked; the leader sees it at once.
 * @throws Problem `forbidden` for whom it was not asked of, `not-found`, `already-done`
 */
export async function answerAsk(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: AnswerInput,
): Promise<void> {
  const self = requireStaff(actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, self, async (tx) => {
    const ask = await repo.lockAsk(tx, id);
    if (ask === undefined) {
      throw new Problem('not-found', { detail: t('askUnknown') });
    }
    authorise(
      oversightPolicy,
      self,
      'answer',
      { centreId: self.centreId, unitId: ask.toUnitId, assigneeId: ask.toAccountId },
      t('answerNotYours', { to: ask.toName }),
    );
    if (ask.answeredAt !== null) {
      throw new Problem('already-done', { detail: t('answered', { when: formatDateTime(ask.answeredAt) }) });
    }
    await repo.answerAsk(tx, id, { text: input.answer, by: self.accountId, byName: self.displayName, at });
    await ctx.live.publish(tx, noticeTopic(self.centreId), {});
    await record(
      tx,
      self,
      {
        action: 'oversight.answer',
        subjectType: 'dossier',
        subjectId: ask.dossierId,
        detail: { number: ask.number, ask: id, answer: input.answer },
      },
      at,
    );
  });
}
