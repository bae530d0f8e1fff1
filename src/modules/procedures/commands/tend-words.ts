import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { PROCEDURE_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import type { WordsInput } from '../schema/words.ts';
import { wordsMessages } from '../words-messages.ts';
import { endWords, insertWords, lockWords } from '../words-repo.ts';
import { nameOf } from './name-of.ts';

/**
 * Gives a procedure words that people use for it. The search knows them with the next query, in every process: the
 * revision of the catalogue rises.
 * @throws Problem `forbidden`; `validation` for a procedure that is not in force or has these words already
 */
export async function addWords(ctx: AppContext, actor: Actor, input: WordsInput): Promise<void> {
  authorise(PROCEDURE_POLICY, actor, 'words.tend', actor);
  const t = wordsMessages('vi');
  const at = ctx.clock.now();
  const { code, words } = input;
  await inTransaction(ctx, actor, async (tx) => {
    await repo.raiseRevision(tx, actor.centreId, at);
    if ((await lockWords(tx, { requestId: input.requestId })) !== null) {
      return;
    }
    if ((await repo.findInForce(tx, code, localDay(at))) === null) {
      throw wrong('code', t('notInForce', { code }));
    }
    const id = await insertWords(tx, actor.centreId, input, at, nameOf(actor));
    if (id === null) {
      throw wrong('words', t('hasAlready', { code, words }));
    }
    const detail = { code, words };
    await record(
      tx,
      actor,
      { action: 'search-words.added', subjectType: 'search-words', subjectId: id, detail },
      at,
    );
  });
}

/**
 * Takes words back; they stay as history. Taking them back again changes nothing.
 * @throws Problem `forbidden`, `not-found`
 */
export async function removeWords(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(PROCEDURE_POLICY, actor, 'words.tend', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const found = await lockWords(tx, { id });
    if (found === null) {
      throw new Problem('not-found', { detail: wordsMessages('vi')('noSuchWords') });
    }
    if (found.removedAt !== null) {
      return;
    }
    await repo.raiseRevision(tx, actor.centreId, at);
    await endWords(tx, id, at, nameOf(actor));
    const { code, words } = found;
    const detail = { code, words };
    await record(
      tx,
      actor,
      { action: 'search-words.removed', subjectType: 'search-words', subjectId: id, detail },
      at,
    );
  });
}

const wrong = (path: string, message: string) =>
  new Problem('validation', { detail: message, fields: [{ path, message }] });
