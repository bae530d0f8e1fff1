import type { Tx } from '#platform/db/tx.ts';
import { type Answer, Content } from '../schema/survey.ts';

/** Stores an answer; false when this content was answered before. */
export async function insertAnswer(
  tx: Tx,
  given: {
    readonly centreId: string;
    readonly handle: Uint8Array;
    readonly content: Content;
    readonly answer: Answer;
    readonly words: Uint8Array | null;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('rating_answers')
    .values({
      handle: Buffer.from(given.handle),
      centre_id: given.centreId,
      content: given.content,
      answer: given.answer,
      words: given.words === null ? null : Buffer.from(given.words),
    })
    .onConflict((conflict) => conflict.columns(['handle', 'content']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Which contents were answered under a handle. */
export async function listAnswered(tx: Tx, handle: Uint8Array): Promise<readonly Content[]> {
  const rows = await tx
    .selectFrom('rating_answers')
    .select('content')
    .where('handle', '=', Buffer.from(handle))
    .orderBy('content')
    .execute();
  return rows.map(({ content }) => Content.parse(content));
}

/** How often each answer was given to each content, for ratings of a span of local days. */
export async function countAnswers(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<ReadonlyMap<Content, Readonly<Partial<Record<Answer, number>>>>> {
  const rows = await tx
    .selectFrom('rating_answers as a')
    .innerJoin('ratings as r', 'r.handle', 'a.handle')
    .select(({ fn }) => ['a.content', 'a.answer', fn.countAll<number>().as('n')])
    .where('r.day', '>=', from)
    .where('r.day', '<=', to)
    .where('a.content', '<>', 'i')
    .groupBy(['a.content', 'a.answer'])
    .execute();
  const counted = new Map<Content, Record<string, number>>();
  for (const { content, answer, n } of rows) {
    const key = Content.parse(content);
    counted.set(key, { ...counted.get(key), [answer]: n });
  }
  return counted;
}
