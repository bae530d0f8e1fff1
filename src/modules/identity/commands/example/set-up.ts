import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { listUnits } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { actorOfDevice, listAccountsIn } from '../../queries.ts';
import { setPassword } from '../../repo/accounts.ts';
import { addAccount } from '../accounts.ts';
import { enrolDevice } from '../devices.ts';
import { hashPassword } from '../hashing.ts';
import { EXAMPLE_COMMUNE, EXAMPLE_PEOPLE } from './commune.ts';
import { newExamplePassword, readExampleSecrets, writeExampleSecrets } from './secrets.ts';

const DEVICE_NAMES = { kiosk: 'Ki-ốt ví dụ', board: 'Bảng gọi số ví dụ' } as const;

/**
 * Sets up the example commune: tree, counters, one person for every role with one password, a kiosk and a board.
 * Repeatable. Where the password file was lost, the example people get a new password.
 */
export async function setUpExample(ctx: AppContext): Promise<void> {
  const centreId = await setUpCommune(ctx, EXAMPLE_COMMUNE);
  const actor = systemActor(centreId, 'example');
  const known = await readExampleSecrets(ctx.config);
  const password = known?.password ?? newExamplePassword();
  const existing = await readOnly(ctx, actor, listAccountsIn);
  const units = new Map((await listUnits(ctx, actor)).map((unit) => [unit.code, unit.id]));
  for (const person of EXAMPLE_PEOPLE) {
    const account = existing.find((other) => other.username === person.username);
    if (account && known) {
      continue;
    }
    const passwordHash = await hashPassword(password);
    if (account) {
      await inTransaction(ctx, actor, (tx) =>
        setPassword(tx, account.id, passwordHash, false, ctx.clock.now()),
      );
      continue;
    }
    const unitId = person.unit === 'pvhcc' ? centreId : units.get(person.unit);
    if (unitId === undefined) {
      throw new Error(`the example commune has no unit ${person.unit}`);
    }
    await addAccount(
      ctx,
      actor,
      {
        ...person,
        roles: [...person.roles],
        unitId,
        requestId: null,
        passwordHash,
        mustChangePassword: false,
      },
      undefined,
    );
  }
  const tokens = { kiosk: known?.kiosk, board: known?.board };
  for (const purpose of ['kiosk', 'board'] as const) {
    if ((await actorOfDevice(ctx, tokens[purpose])) === undefined) {
      tokens[purpose] = (await enrolDevice(ctx, actor, { purpose, name: DEVICE_NAMES[purpose] })).token;
    }
  }
  await writeExampleSecrets(ctx.config, { password, ...tokens });
}
