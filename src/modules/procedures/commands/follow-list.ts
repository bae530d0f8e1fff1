/** Parts of the command that follows the national list: the caller has authorised it and holds its transaction. */
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import type { Tx } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';
import type { Procedure, ProcedureVersion } from '../schema.ts';

/** What is followed: the body from a local day on, or null: no longer in force from that day on. */
export interface FollowList {
  readonly centreId: string;
  readonly code: string;
  readonly body: Procedure | null;
  /** First local day of the new version, or first day on which new dossiers find none; today or later. */
  readonly from: Temporal.PlainDate;
  /** The version that the decision was about; null for a procedure that the catalogue did not have in force. */
  readonly baseId: string | null;
  readonly source: string;
  readonly at: Temporal.Instant;
  readonly by: string;
}

/** The newest version by code, in force, later or ended: what the national list is compared with. */
export async function newestVersions(tx: Tx): Promise<ReadonlyMap<string, ProcedureVersion>> {
  return new Map((await repo.listNewest(tx)).map((version) => [version.body.code, version]));
}

/**
 * Stores the next version, or gives the open one its last day. Holds the catalogue, so that decisions follow one another; search, listing and kiosk take it on
 * the day; dossiers in hand keep the version of their receipt.
 * @returns false where the catalogue changed since the decision was prepared; then nothing was written
 */
export async function followList(tx: Tx, input: FollowList): Promise<boolean> {
  await repo.raiseRevision(tx, input.centreId, input.at);
  const [newest] = await repo.listVersions(tx, input.code);
  const open = newest?.effectiveTo === null ? newest : undefined;
  if ((open?.id ?? null) !== input.baseId) {
    return false;
  }
  if (input.body === null) {
    return open !== undefined && repo.endVersion(tx, open, input.from);
  }
  await repo.addVersion(tx, input.centreId, {
    body: input.body,
    sha256: sha256(canonicalJson(toJson(input.body))),
    from: input.from,
    importedFrom: input.source,
    at: input.at,
    by: input.by,
  });
  return true;
}
