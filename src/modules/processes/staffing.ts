import { findAssignee } from '#modules/duties/queries.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { StepUnit } from './queries.ts';
import type { IsStaffed } from './rules.ts';
import type { ProcessDefinition } from './schema.ts';

/**
 * Whether the duty matrix has somebody for each unit and role that the steps name, at this moment, for the first
 * procedure or field of the process. A unit that the centre does not have is staffed by nobody.
 */
export async function staffingOf(
  tx: Tx,
  centreId: string,
  definition: Pick<ProcessDefinition, 'steps' | 'appliesTo'>,
  units: ReadonlyMap<string, StepUnit>,
  at: Temporal.Instant,
): Promise<IsStaffed> {
  const { procedures, fieldGroups } = definition.appliesTo;
  const staffed = new Set<string>();
  const asked = new Set<string>();
  for (const { unit, role } of definition.steps) {
    const unitId = units.get(unit)?.id;
    const key = `${unit} ${role}`;
    if (unitId === undefined || asked.has(key)) {
      continue;
    }
    asked.add(key);
    const found = await findAssignee(tx, {
      centreId,
      procedureCode: procedures[0] ?? '',
      fieldGroup: fieldGroups[0] ?? '',
      unitId,
      role,
      at,
    });
    if (found !== null) {
      staffed.add(key);
    }
  }
  return (unit, role) => staffed.has(`${unit} ${role}`);
}
