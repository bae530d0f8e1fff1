import { findExample } from '#modules/identity/queries/example.ts';
import { listProcesses } from '#modules/processes/queries.ts';
import type { Role } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import { assignDuty } from './commands/assign-duty.ts';
import * as repo from './repo.ts';
import type { DutyRank } from './schema.ts';

/** First day of the two-level local government, when the example's duties begin. */
const START = '2025-07-01';

type Username =
  | 'tiepnhan1'
  | 'tiepnhan2'
  | 'chutich'
  | 'phochutich'
  | 'chuyenvien.tp'
  | 'chuyenvien.kt'
  | 'chuyenvien.vhxh';

interface ExampleDuty {
  readonly username: Username;
  readonly role: Role;
  readonly rank: DutyRank;
}

/** Who does what in a process of the example commune: counters by half, officers by unit, the two leaders by field. */
function dutiesOf(unit: string): readonly ExampleDuty[] {
  const legal = unit === 'van-phong';
  const land = unit === 'phong-kinh-te';
  const officer: Username = legal ? 'chuyenvien.tp' : land ? 'chuyenvien.kt' : 'chuyenvien.vhxh';
  return [
    { username: legal ? 'tiepnhan1' : 'tiepnhan2', role: 'receptionist', rank: 'main' },
    { username: legal ? 'tiepnhan2' : 'tiepnhan1', role: 'receptionist', rank: 'deputy' },
    { username: officer, role: 'officer', rank: 'main' },
    { username: land ? 'chutich' : 'phochutich', role: 'commune-leader', rank: 'main' },
    { username: land ? 'phochutich' : 'chutich', role: 'commune-leader', rank: 'deputy' },
  ];
}

/** Gives the example people their duties, field by field of the processes in force. Repeatable. */
export async function setUpExampleDuties(ctx: AppContext): Promise<void> {
  const example = await findExample(ctx);
  if (example === undefined) {
    return;
  }
  const known = await readOnly(ctx, example.system, (tx) =>
    repo.listFrom(tx, Temporal.PlainDate.from(START)),
  );
  if (known.length > 0) {
    return;
  }
  for (const process of await listProcesses(ctx, example.system)) {
    const unit = process.steps.find((step) => step.role === 'officer')?.unit;
    for (const fieldGroup of unit === undefined ? [] : process.appliesTo.fieldGroups) {
      for (const { username, role, rank } of dutiesOf(unit ?? '')) {
        await assignDuty(ctx, example.system, {
          requestId: newRequestId(),
          accountId: example.account(username).id,
          role,
          fieldGroup,
          rank,
          validFrom: START,
        });
      }
    }
  }
}
