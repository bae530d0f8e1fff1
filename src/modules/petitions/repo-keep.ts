import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { SettingsInput } from './schema.ts';

/** Where citizens are received and how long personal data is kept, as far as somebody set it. */
export async function findSettings(tx: Tx): Promise<SettingsInput | undefined> {
  return tx
    .selectFrom('petition_settings')
    .select([
      'reception_place as place',
      'reception_hours as hours',
      'reception_phone as phone',
      'keep_days as keepDays',
    ])
    .executeTakeFirst();
}

/** Stores where citizens are received and how long personal data is kept. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  settings: SettingsInput,
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    reception_place: settings.place,
    reception_hours: settings.hours,
    reception_phone: settings.phone,
    keep_days: settings.keepDays,
    updated_at: at,
  };
  await tx
    .insertInto('petition_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

/** Petitions that ended before a moment and still hold what their senders wrote, the oldest first. */
export async function listToErase(
  tx: Tx,
  before: Temporal.Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('petitions')
    .select('id')
    .where('erased_at', 'is', null)
    .where('state', 'in', ['published', 'closed', 'refused', 'forwarded'])
    .where(({ eb, selectFrom }) =>
      eb(
        selectFrom('petition_events')
          .select(({ fn }) => fn.max('at').as('last'))
          .whereRef('petition_events.petition_id', '=', 'petitions.id'),
        '<',
        before,
      ),
    )
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Empties what the sender wrote: text, place, names, photographs, words of the history. Number, days, unit and what was published stay. */
export async function erasePetition(tx: Tx, id: string, answer: string, at: Temporal.Instant): Promise<void> {
  const said = { text: '', place: '', village: '', lat: null, lng: null };
  const sender = { name: '', phone: '', email: '', tell: 'none' };
  await tx
    .updateTable('petitions')
    .set({
      said: JSON.stringify(said),
      sender: JSON.stringify(sender),
      answer: sql<string>`case when answer = '' then '' else ${answer} end`,
      erased_at: at,
    })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('petition_files').where('petition_id', '=', id).execute();
  await tx
    .updateTable('petition_events')
    .set({ words: '' })
    .where('petition_id', '=', id)
    .where('words', '<>', '')
    .execute();
}
