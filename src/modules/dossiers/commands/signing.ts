import { findAuthorityIn } from '#modules/duties/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { can, type PolicyTable } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { subjectOf } from '../policy.ts';
import type { Command, Dossier } from '../schema.ts';

/** What written authority adds to the table of rights: deciding and signing of what one holds oneself, never more. */
const BY_AUTHORITY: PolicyTable<'record-decision' | 'sign-result'> = {
  'record-decision': { receptionist: 'own', officer: 'own', 'unit-head': 'own', 'centre-director': 'own' },
  'sign-result': { receptionist: 'own', officer: 'own', 'unit-head': 'own', 'centre-director': 'own' },
};

/**
 * The written authority by which the actor may give this command to this dossier now (NĐ 280/2025 for certification), as
 * it is written into the history; null when there is none or none is asked for. Only for who holds the dossier, or anyone of
 * its unit while nobody is named.
 */
export async function signingAuthority(
  tx: Tx,
  actor: Actor,
  command: Pick<Command, 'type'>,
  dossier: Dossier | null,
  now: Temporal.Instant,
): Promise<string | null> {
  const { type } = command;
  if (dossier === null || actor.kind !== 'staff' || (type !== 'sign-result' && type !== 'record-decision')) {
    return null;
  }
  const held = actor.accountId === subjectOf(dossier, actor, [actor.unitId]).assigneeId;
  if (!held || !can(BY_AUTHORITY, actor, type, subjectOf(dossier, actor, [actor.unitId]))) {
    return null;
  }
  const { code: procedureCode, fieldGroup } = dossier.procedure;
  return findAuthorityIn(tx, actor.accountId, { procedureCode, fieldGroup }, localDay(now));
}
