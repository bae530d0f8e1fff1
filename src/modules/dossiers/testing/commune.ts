import { listCentres } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import { localDay } from '#platform/time.ts';
import { type Executed, execute, type Target } from '../commands/execute.ts';
import { papersOf } from '../commands/reception.ts';
import { Command, Intake } from '../schema.ts';

/** The example commune's people by sign-in name, and ways to act as them. */
export interface TestCommune {
  readonly centreId: string;
  person(username: string): StaffActor;
  /** An intake of an obviously made-up citizen with every paper brought. */
  intake(procedureCode: string, change?: Record<string, unknown>): Promise<Intake>;
  /** Gives a command, with a request id of its own unless one is given. */
  act(
    username: string,
    target: Target,
    input: { readonly type: Command['type'] } & Record<string, unknown>,
    requestId?: string,
  ): Promise<Executed>;
}

/** Reads the example commune that the test database was made with. */
export async function testCommune(ctx: AppContext): Promise<TestCommune> {
  const [centre] = await listCentres(ctx);
  if (centre === undefined) {
    throw new Error('the test database holds no example commune');
  }
  const scope = { centreId: centre.id };
  const accounts = await readOnly(ctx, scope, listAccountsIn);
  const person = (username: string): StaffActor => {
    const account = accounts.find((one) => one.username === username);
    if (account === undefined) {
      throw new Error(`the example commune has no ${username}`);
    }
    const { id: accountId, centreId, unitId, roles, displayName, position } = account;
    return { kind: 'staff', accountId, centreId, unitId, roles, displayName, position };
  };
  return {
    centreId: centre.id,
    person,
    async intake(procedureCode, change = {}) {
      const version = await readOnly(ctx, scope, (tx) =>
        findCurrentVersion(tx, procedureCode, localDay(ctx.clock.now())),
      );
      const papers = version === null ? [] : papersOf(version.body);
      return Intake.parse({
        procedureCode,
        parties: {
          applicant: {
            name: 'Nguyễn Văn Ví Dụ',
            idNumber: '038000000001',
            phone: '0900000001',
            address: 'Thôn Ví Dụ',
          },
        },
        papers: papers.map(({ key }) => ({ key, originals: 1, satisfied: { how: 'original' } })),
        ...change,
      });
    },
    act: (username, target, input, requestId = newRequestId()) =>
      execute(ctx, person(username), target, Command.parse(JSON.parse(JSON.stringify(input))), requestId),
  };
}
