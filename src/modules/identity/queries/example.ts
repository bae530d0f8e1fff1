import { getCentrePath, listCentres, listUnits } from '#modules/agencies/queries.ts';
import type { Agency } from '#modules/agencies/schema.ts';
import { type DeviceActor, type StaffActor, type SystemActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import {
  EXAMPLE_COMMUNE,
  EXAMPLE_PEOPLE,
  type ExampleUnit,
  type ExampleUsername,
} from '../commands/example/commune.ts';
import { readExampleSecrets } from '../commands/example/secrets.ts';
import { listAccountsIn } from '../queries.ts';
import { listDevices } from '../repo/sessions.ts';
import type { Account } from '../schema.ts';

/** The example commune as other modules' `example()` and tests find it. */
export interface Example {
  readonly centreId: string;
  readonly province: Agency;
  readonly commune: Agency;
  readonly centre: Agency;
  /** A unit by its code; `pvhcc` is the centre. */
  unit(code: ExampleUnit): Agency;
  /** An account by its sign-in name. */
  account(username: ExampleUsername): Account;
  /** The person as actor of a command: `example.staff('tiepnhan1')`. */
  staff(username: ExampleUsername): StaffActor;
  /** The example's kiosk or board. */
  device(purpose: DeviceActor['purpose']): DeviceActor;
  readonly system: SystemActor;
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`the example commune has no ${what}; set it up first`);
  }
  return value;
}

/** The example commune, where it was set up. */
export async function findExample(ctx: AppContext): Promise<Example | undefined> {
  for (const candidate of await listCentres(ctx)) {
    const path = await getCentrePath(ctx, candidate.id);
    if (path.commune.identityCode === EXAMPLE_COMMUNE.commune.identityCode) {
      return load(ctx, path);
    }
  }
  return undefined;
}

/** As {@link findExample}. @throws Error when it was not set up */
export async function getExample(ctx: AppContext): Promise<Example> {
  return required(await findExample(ctx), 'row in the table of agencies');
}

async function load(
  ctx: AppContext,
  path: Pick<Example, 'centre' | 'commune' | 'province'>,
): Promise<Example> {
  const centreId = path.centre.id;
  const system = systemActor(centreId, 'example');
  const units = new Map((await listUnits(ctx, system)).map((unit) => [unit.code, unit]));
  const { people, devices } = await readOnly(ctx, system, async (tx) => ({
    people: new Map((await listAccountsIn(tx)).map((account) => [account.username, account])),
    devices: await listDevices(tx),
  }));
  const account = (username: ExampleUsername) => required(people.get(username), `account ${username}`);
  return {
    ...path,
    centreId,
    system,
    account,
    unit: (code) => (code === 'pvhcc' ? path.centre : required(units.get(code), `unit ${code}`)),
    staff(username) {
      const { id, unitId, roles, displayName, position } = account(username);
      return { kind: 'staff', accountId: id, centreId, unitId, roles, displayName, position };
    },
    device(purpose) {
      const found = required(
        devices.find((device) => device.purpose === purpose),
        purpose,
      );
      return { kind: 'device', centreId, deviceId: found.id, purpose };
    },
  };
}

/** One line of the list of example sign-ins. */
export interface ExampleSignIn {
  readonly username: string;
  readonly password: string;
  readonly who: string;
}

/** What the example people sign in with, for the start banner; empty where this installation has no example. */
export async function exampleSignIns(ctx: AppContext): Promise<readonly ExampleSignIn[]> {
  const secrets = await readExampleSecrets(ctx.config);
  return secrets === undefined
    ? []
    : EXAMPLE_PEOPLE.map((person) => ({
        username: person.username,
        password: secrets.password,
        who: `${person.displayName}, ${person.position}`,
      }));
}

/** Links that make another machine the example's kiosk or board: `/thiet-bi/<token>`. Empty without the example. */
export async function exampleDeviceLinks(
  ctx: AppContext,
): Promise<readonly { readonly purpose: 'kiosk' | 'board'; readonly url: string }[]> {
  const secrets = await readExampleSecrets(ctx.config);
  return (['kiosk', 'board'] as const).flatMap((purpose) => {
    const token = secrets?.[purpose];
    return token === undefined ? [] : [{ purpose, url: `${ctx.config.publicUrl}/thiet-bi/${token}` }];
  });
}
