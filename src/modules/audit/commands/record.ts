import { sql } from 'kysely';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { contentDigest, toJson, toMicroseconds } from '../rules.ts';
import type { AuditEntry, AuditInput } from '../schema.ts';

/** Who acted, as the trail names them: staff by name, devices by purpose, the product by its part. */
function actorFields(actor: Actor): Pick<AuditEntry, 'actorKind' | 'actorId' | 'actorName'> {
  switch (actor.kind) {
    case 'staff':
      return { actorKind: 'staff', actorId: actor.accountId, actorName: actor.displayName };
    case 'device':
      return { actorKind: 'device', actorId: actor.deviceId, actorName: actor.purpose };
    case 'public':
      return { actorKind: 'public', actorId: null, actorName: 'người chưa đăng nhập' };
    case 'system':
      return { actorKind: 'system', actorId: null, actorName: actor.name };
    default:
      return actor satisfies never;
  }
}

/**
 * Writes one act into the hash chain of the actor's centre, in the caller's transaction: it stands when and only when
 * the act stands. Call it last, because from here to the commit the chain is locked for the others of the centre.
 *
 * @param at the instant of the act, from the context's clock
 * @returns the number of the entry in the centre's chain
 */
export async function record(tx: Tx, actor: Actor, input: AuditInput, at: Temporal.Instant): Promise<number> {
  const [seq] = await recordAll(tx, actor, [input], at);
  if (seq === undefined) {
    throw new Error('audit: the entry was not written');
  }
  return seq;
}

/** Writes several acts in their order, as {@link record} does one, in a single statement. @returns the numbers of the entries */
export async function recordAll(
  tx: Tx,
  actor: Actor,
  inputs: readonly AuditInput[],
  at: Temporal.Instant,
): Promise<readonly number[]> {
  if (inputs.length === 0) {
    return [];
  }
  const { actorKind, actorId, actorName } = actorFields(actor);
  const common = { centreId: actor.centreId, at: toMicroseconds(at), actorKind, actorId, actorName };
  const links = inputs.map(({ action, subjectType, subjectId: id, detail: more }) => {
    const subjectId = id.toWellFormed();
    const detail = toJson(more ?? {});
    const digest = contentDigest({ ...common, action, subjectType, subjectId, detail });
    const hex = Buffer.from(digest).toString('hex');
    return { action, subject_type: subjectType, subject_id: subjectId, detail, digest: hex };
  });
  const { rows } = await sql<{ seq: number }>`select app.audit_append(
      ${common.centreId}::uuid, ${common.at.toString()}::timestamptz, ${actorKind}, ${actorId}::uuid, ${actorName},
      link.action, link.subject_type, link.subject_id, link.detail, decode(link.digest, 'hex')) as seq
    from json_to_recordset(${JSON.stringify(links)}::json)
      as link(action text, subject_type text, subject_id text, detail jsonb, digest text)`.execute(tx);
  return rows.map(({ seq }) => seq);
}

/** What was seen: whose data and why it was opened (`dossier.view`, `search.person`). */
export interface AccessInput {
  readonly what: string;
  readonly subjectType: string;
  readonly subjectId: string;
}

/**
 * Notes that the actor read somebody's personal data (Luật 91/2025/QH15; NĐ 320/2026 Điều 10). Append-only, without the
 * chain's lock, so that reading stays quick; the day's rows are bound into the daily seal. Needs a read-write transaction.
 */
export async function logAccess(
  tx: Tx,
  actor: Actor,
  input: AccessInput | readonly AccessInput[],
  at: Temporal.Instant,
): Promise<void> {
  const inputs: readonly AccessInput[] = 'what' in input ? [input] : input;
  if (inputs.length === 0) {
    return;
  }
  const who = actorFields(actor);
  await tx
    .insertInto('access_log')
    .values(
      inputs.map(({ what, subjectType, subjectId }) => ({
        centre_id: actor.centreId,
        at,
        actor_kind: who.actorKind,
        actor_id: who.actorId,
        actor_name: who.actorName,
        what,
        subject_type: subjectType,
        subject_id: subjectId,
      })),
    )
    .execute();
}
