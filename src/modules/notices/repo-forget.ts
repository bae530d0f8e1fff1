import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';

/**
 * Empties the notices of one matter of whom they went to: number, address, name, the words sent and what carriers answered. That a notice was sent, when, by
 * which way and at what cost stays; one that still waits is not sent any more.
 * @param cause with which the causes of its notices begin
 */
export async function forgetRecipients(tx: Tx, cause: string, at: Temporal.Instant): Promise<void> {
  const emptied = await tx
    .updateTable('notices')
    .set({
      phone: null,
      email: null,
      vals: sql`vals - 'ten'`,
      last_why: null,
      next_at: null,
      state: sql<string>`case when state in ('waiting', 'stuck') then 'not-sent' else state end`,
      ended_at: sql<Temporal.Instant>`coalesce(ended_at, ${at})`,
    })
    .where(sql<boolean>`starts_with(cause, ${cause})`)
    .returning('id')
    .execute();
  const ids = emptied.map(({ id }) => id);
  if (ids.length > 0) {
    await tx
      .updateTable('notice_tries')
      .set({ content: '', why: '', reference: null })
      .where('notice_id', 'in', ids)
      .execute();
  }
}
