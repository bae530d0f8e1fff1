import { randomBytes } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { type InvitationFacts, insertInvitation } from '../repo.ts';
import type { RatingSubject } from '../schema.ts';

const TOKEN_BYTES = 16;

/**
 * The address at which one dossier or one visit may be rated (`/danh-gia/…`), made on first asking and the same ever after.
 * `topic`, `procedureCode` and `counterId` are what figures are grouped by; `token` may be given where the citizen already
 * knows an unguessable one.
 */
export async function ratingLink(
  tx: Tx,
  actor: Pick<Actor, 'centreId'>,
  subject: RatingSubject & Partial<InvitationFacts> & { readonly token?: string },
  at: Temporal.Instant,
): Promise<string> {
  const token = await insertInvitation(
    tx,
    {
      ...subject,
      centreId: actor.centreId,
      topic: subject.topic ?? '',
      procedureCode: subject.procedureCode ?? '',
      counterId: subject.counterId ?? null,
      token: subject.token ?? randomBytes(TOKEN_BYTES).toString('base64url'),
    },
    at,
  );
  return `/danh-gia/${token}`;
}
