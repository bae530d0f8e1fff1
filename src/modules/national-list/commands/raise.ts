/** Parts of the commands that compare: each procedure's difference as the records and the catalogue stand now. */
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import { newestVersions } from '#modules/procedures/commands/follow-list.ts';
import type { ProcedureVersion } from '#modules/procedures/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';
import * as differences from '../repo-differences.ts';
import { compareOne, type Found } from '../rules/compare.ts';

/** What differences are raised from. */
export interface Raising {
  readonly centreId: string;
  readonly codes: readonly string[];
  /** Codes that the whole list names; undefined where it was not read. */
  readonly listed: ReadonlySet<string> | undefined;
  /** Whether the list is that of our own unit. */
  readonly ours: boolean;
  readonly fetchId: string;
  readonly at: Temporal.Instant;
  readonly today: Temporal.PlainDate;
}

/** Whether the procedure is on the list, when the list is known. */
const unlisted = ({ listed }: Raising, code: string) => listed !== undefined && !listed.has(code);

/** What makes a difference the same as an earlier one: what the list says, and which parts it concerns. */
const signOf = (found: Found, record: Uint8Array | undefined): Uint8Array =>
  sha256(
    canonicalJson(
      toJson({
        kind: found.kind,
        parts: found.parts,
        record: record === undefined ? 'absent' : Buffer.from(record).toString('hex'),
      }),
    ),
  );

/** A new procedure stands with those of its field: in their group. */
function inGroup(found: Found, versions: ReadonlyMap<string, ProcedureVersion>): Found {
  const { after } = found;
  if (found.kind !== 'new' || after === null) {
    return found;
  }
  const neighbour = [...versions.values()].find(({ body }) => body.field === after.field);
  return neighbour === undefined
    ? found
    : { ...found, after: { ...after, fieldGroup: neighbour.body.fieldGroup } };
}

const openOf = (version: ProcedureVersion | undefined) =>
  version?.effectiveTo === null ? version : undefined;

/** Raises what is new, sets aside what is overtaken, leaves what is the same; a refused difference is not raised again until it says something else. @returns how many wait that were not waiting before */
export async function raiseDifferences(tx: Tx, raising: Raising): Promise<number> {
  const records = await repo.readRecords(tx, raising.codes);
  const versions = await newestVersions(tx);
  let raised = 0;
  for (const code of raising.codes) {
    const version = versions.get(code);
    const read = unlisted(raising, code) ? undefined : records.get(code);
    if (read === undefined && !unlisted(raising, code)) {
      continue;
    }
    const here = version === undefined ? null : { body: version.body, open: version.effectiveTo === null };
    const found = compareOne(read?.record ?? null, here, raising.ours, raising.today);
    const sign = found === null ? null : signOf(found, read?.sha256);
    const baseId = openOf(version)?.id ?? null;
    const waiting = await differences.lockUndecided(tx, code);
    const same =
      waiting !== null &&
      sign !== null &&
      waiting.baseId === baseId &&
      Buffer.compare(waiting.sign, sign) === 0;
    if (same) {
      continue;
    }
    if (waiting !== null) {
      await differences.overtake(tx, waiting.id);
    }
    if (found !== null && sign !== null && !(await differences.wasRefused(tx, code, sign))) {
      const { fetchId, at } = raising;
      await differences.insertDifference(tx, raising.centreId, inGroup(found, versions), {
        sign,
        baseId,
        fetchId,
        at,
      });
      raised += 1;
    }
  }
  return raised;
}
