import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { Level, type RatingCounts, type RatingSubject, type Reason } from './schema.ts';

/** What an address may rate. Says nothing about whether it was rated. */
export interface Invitation {
  readonly token: string;
  readonly about: 'dossier' | 'ticket';
  readonly dossierId: string | null;
  readonly topic: string;
  readonly procedureCode: string;
  readonly counterId: string | null;
  /** Rated before ratings were parted from their invitations. */
  readonly closed: boolean;
}

/** A rating as its rater finds it again. */
export interface StoredRating {
  readonly level: Level;
  readonly explained: boolean;
}

/** What an invitation knows of its subject for counting. */
export interface InvitationFacts {
  readonly topic: string;
  readonly procedureCode: string;
  readonly counterId: string | null;
}

/** Makes the invitation of a subject, or finds the one it has; returns the token. */
export async function insertInvitation(
  tx: Tx,
  invitation: RatingSubject & InvitationFacts & { readonly centreId: string; readonly token: string },
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
      procedure_code: invitation.procedureCode,
      counter_id: invitation.counterId,
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
    .selectFrom('rating_invitations')
    .select(['token', 'dossier_id', 'topic', 'procedure_code', 'counter_id', 'closed'])
    .where('token', '=', token)
    .executeTakeFirst();
  if (row === undefined) {
    return undefined;
  }
  return {
    token: row.token,
    about: row.dossier_id === null ? 'ticket' : 'dossier',
    dossierId: row.dossier_id,
    topic: row.topic,
    procedureCode: row.procedure_code,
    counterId: row.counter_id,
    closed: row.closed,
  };
}

/** The rating under a handle. */
export async function findRating(tx: Tx, handle: Uint8Array): Promise<StoredRating | undefined> {
  const row = await tx
    .selectFrom('ratings')
    .select(['level', 'reasons', sql<boolean>`words is not null`.as('worded')])
    .where('handle', '=', Buffer.from(handle))
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { level: Level.parse(row.level), explained: row.reasons.length > 0 || row.worded };
}

/** Stores the face; false when one was stored before. */
export async function insertRating(
  tx: Tx,
  rating: {
    readonly centreId: string;
    readonly handle: Uint8Array;
    readonly level: Level;
    readonly day: Temporal.PlainDate;
    readonly facets: Uint8Array;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('ratings')
    .values({
      handle: Buffer.from(rating.handle),
      centre_id: rating.centreId,
      level: rating.level,
      day: rating.day,
      facets: Buffer.from(rating.facets),
    })
    .onConflict((conflict) => conflict.column('handle').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Adds reasons and sealed words to a rating that has none yet; false when it has. */
export async function addReasons(
  tx: Tx,
  rating: {
    readonly handle: Uint8Array;
    readonly reasons: readonly Reason[];
    readonly words: Uint8Array | null;
  },
): Promise<boolean> {
  const result = await tx
    .updateTable('ratings')
    .set({
      reasons: [...rating.reasons],
      words: rating.words === null ? null : Buffer.from(rating.words),
    })
    .where('handle', '=', Buffer.from(rating.handle))
    .where('words', 'is', null)
    .where(sql<boolean>`reasons = '{}'`)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Counts of all ratings of a span of local days, both included. */
export async function countLevels(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<RatingCounts> {
  const { rows } = await sql<{ one: number; two: number; three: number }>`
    select count(*) filter (where level = 1) as one, count(*) filter (where level = 2) as two,
      count(*) filter (where level = 3) as three
    from ratings where day between ${from} and ${to}`.execute(tx);
  const [row] = rows;
  return { topic: '', counts: { 1: row?.one ?? 0, 2: row?.two ?? 0, 3: row?.three ?? 0 } };
}

/** How often each reason was named in a span of local days. */
export async function countReasons(
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  level?: Level,
): Promise<readonly { readonly reason: string; readonly count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select reason, count(*) as count from ratings, unnest(reasons) as reason
    where day between ${from} and ${to} and (${level ?? null}::int is null or level = ${level ?? null})
    group by reason order by count desc, reason`.execute(tx);
  return rows;
}
