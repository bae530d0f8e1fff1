import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { Level, type RatingCounts, type RatingSubject, type Reason } from './schema.ts';

/** An invitation to rate, with the face already chosen if any. */
export interface Invitation {
  readonly id: string;
  readonly token: string;
  readonly about: 'dossier' | 'ticket';
  readonly rating: { readonly id: string; readonly level: Level; readonly explained: boolean } | undefined;
}

/** Makes the invitation of a subject, or finds the one it has; returns the token. */
export async function insertInvitation(
  tx: Tx,
  invitation: RatingSubject & { readonly centreId: string; readonly token: string; readonly topic: string },
  at: Temporal.Instant,
): Promise<string> {
  const subject =
    'dossierId' in invitation
      ? ({ column: 'dossier_id', id: invitation.dossierId } as const)
      : ({ column: 'ticket_id', id: invitation.ticketId } as const);
  const row = await tx
    .insertInto('rating_invitations')
    .values({
      id: newId(),
      centre_id: invitation.centreId,
      token: invitation.token,
      topic: invitation.topic,
      [subject.column]: subject.id,
      created_at: at,
    })
    // Touches nothing, but returns the token that the subject has already.
    .onConflict((conflict) =>
      conflict.column(subject.column).doUpdateSet(({ ref }) => ({ token: ref('rating_invitations.token') })),
    )
    .returning('token')
    .executeTakeFirstOrThrow();
  return row.token;
}

/** The invitation behind an unguessable address. */
export async function findInvitation(tx: Tx, token: string): Promise<Invitation | undefined> {
  const row = await tx
    .selectFrom('rating_invitations as i')
    .leftJoin('ratings as r', 'r.invitation_id', 'i.id')
    .select(['i.id', 'i.token', 'i.dossier_id', 'r.id as rating_id', 'r.level', 'r.reasons', 'r.comment'])
    .where('i.token', '=', token)
    .executeTakeFirst();
  if (row === undefined) {
    return undefined;
  }
  const rating =
    row.rating_id === null
      ? undefined
      : {
          id: row.rating_id,
          level: Level.parse(row.level),
          explained: (row.reasons ?? []).length > 0 || (row.comment ?? '') !== '',
        };
  return { id: row.id, token: row.token, about: row.dossier_id === null ? 'ticket' : 'dossier', rating };
}

/** Stores the face; false when one was stored before. */
export async function insertRating(
  tx: Tx,
  rating: {
    readonly centreId: string;
    readonly invitationId: string;
    readonly level: Level;
    readonly day: Temporal.PlainDate;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('ratings')
    .values({
      id: newId(),
      centre_id: rating.centreId,
      invitation_id: rating.invitationId,
      level: rating.level,
      day: rating.day,
    })
    .onConflict((conflict) => conflict.column('invitation_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Adds reasons and words to a rating that has none yet; false when it has. */
export async function addReasons(
  tx: Tx,
  rating: { readonly id: string; readonly reasons: readonly Reason[]; readonly comment: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('ratings')
    .set({ reasons: [...rating.reasons], comment: rating.comment })
    .where('id', '=', rating.id)
    .where('comment', '=', '')
    .where(sql<boolean>`reasons = '{}'`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Counts by topic of a span of local days. */
export async function countRatings(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly RatingCounts[]> {
  const { rows } = await sql<{ topic: string; one: number; two: number; three: number }>`
    select i.topic, count(*) filter (where r.level = 1) as one, count(*) filter (where r.level = 2) as two,
      count(*) filter (where r.level = 3) as three
    from ratings r join rating_invitations i on i.id = r.invitation_id
    where r.day between ${from} and ${to}
    group by i.topic order by i.topic collate "vi-x-icu"`.execute(tx);
  return rows.map((row) => ({ topic: row.topic, counts: { 1: row.one, 2: row.two, 3: row.three } }));
}

/** How often each reason was named in a span of local days. */
export async function countReasons(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly { readonly reason: string; readonly count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select reason, count(*) as count from ratings, unnest(reasons) as reason
    where day between ${from} and ${to} group by reason order by count desc, reason`.execute(tx);
  return rows;
}
