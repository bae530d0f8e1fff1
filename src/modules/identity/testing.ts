import type { Role, StaffActor } from '#platform/actor.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { addAccount } from './commands/accounts.ts';
import { hashPassword } from './commands/hashing.ts';

/** The password of accounts made by {@link makeStaff}. */
export const TEST_PASSWORD = 'con-trau-an-co-xanh';

let count = 0;

/** Makes an account of a centre for a test. The unit defaults to the centre itself. */
export async function makeStaff(
  ctx: AppContext,
  centreId: string,
  roles: readonly Role[],
  options: {
    readonly unitId?: string;
    readonly username?: string;
    readonly mustChangePassword?: boolean;
  } = {},
): Promise<StaffActor & { readonly username: string }> {
  count += 1;
  const username = options.username ?? `nguoi${count}.${centreId.slice(-6)}`;
  const { account } = await addAccount(
    ctx,
    systemActor(centreId, 'test'),
    {
      username,
      displayName: `Nguyễn Văn Thử ${count}`,
      position: 'Chuyên viên',
      unitId: options.unitId ?? centreId,
      roles: [...roles],
      requestId: null,
      passwordHash: await hashPassword(TEST_PASSWORD),
      mustChangePassword: options.mustChangePassword ?? false,
    },
    undefined,
  );
  return {
    kind: 'staff',
    accountId: account.id,
    centreId,
    unitId: account.unitId,
    roles: account.roles,
    displayName: account.displayName,
    position: account.position,
    username,
  };
}
