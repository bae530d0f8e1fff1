import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { listCounters, listUnits } from '#modules/agencies/queries.ts';
import type { Counter } from '#modules/agencies/schema.ts';
import { type Role, type StaffActor, systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import type { TestContext } from '#platform/testing/app.ts';
import { saveGroup } from './commands/save-group.ts';
import { GroupInput } from './schema.ts';

/** A made-up hall for tests. */
export interface TestHall {
  readonly centreId: string;
  readonly counters: readonly Counter[];
  /** Ids of the groups by their letter. */
  readonly groups: Readonly<Record<string, string>>;
  /** An officer of this centre with the roles. */
  staff(...roles: readonly Role[]): Promise<StaffActor>;
}

/** Which counters call from which line; the letter is the key. */
export type HallPlan = Readonly<
  Record<
    string,
    {
      readonly counters: readonly number[];
      readonly helpers?: readonly number[];
      readonly fields?: readonly string[];
    }
  >
>;

/** Sets up a centre with so many counters and these groups. `name` keeps several centres of one test apart. */
export async function testHall(
  { ctx, owner }: Pick<TestContext, 'ctx' | 'owner'>,
  plan: HallPlan,
  options: { readonly name?: string; readonly counters?: number } = {},
): Promise<TestHall> {
  const count = options.counters ?? 2;
  const counters = Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    name: `Quầy ${index + 1}`,
  }));
  const name = options.name ?? 'xa-thu';
  const centreId = await setUpCommune(ctx, {
    province: { code: 'tinh-thu', name: 'Tỉnh Thử', shortName: 'Thử', identityCode: 'H98' },
    commune: {
      code: name,
      name: `Ủy ban nhân dân xã ${name}`,
      shortName: `Xã ${name}`,
      identityCode: 'H98.1',
    },
    centre: { code: 'pvhcc', name: `Trung tâm Phục vụ hành chính công xã ${name}`, shortName: 'Trung tâm' },
    units: [{ code: 'van-phong', name: 'Văn phòng', shortName: 'Văn phòng' }],
    counters,
  });
  const actor = systemActor(centreId, 'test');
  const groups: Record<string, string> = {};
  for (const [letter, line] of Object.entries(plan)) {
    const input = GroupInput.parse({
      letter,
      name: `Nhóm ${letter}`,
      fields: line.fields ?? [],
      counters: [
        ...line.counters.map((number) => ({ number })),
        ...(line.helpers ?? []).map((number) => ({ number, helps: true })),
      ],
    });
    groups[letter] = await saveGroup(ctx, actor, input);
  }
  const [unit] = await listUnits(ctx, actor);
  return {
    centreId,
    counters: await listCounters(ctx, actor),
    groups,
    async staff(...roles) {
      const id = newId();
      const username = `t${id.replaceAll('-', '').slice(-20)}`;
      const now = ctx.clock.now();
      const unitId = unit?.id ?? centreId;
      await owner.query('INSERT INTO usernames (name, centre_id) VALUES ($1, $2)', [username, centreId]);
      await owner.query(
        `INSERT INTO accounts (id, centre_id, agency_id, username, display_name, roles, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'Nguyễn Văn Ví Dụ', $5, $6, $6)`,
        [id, centreId, unitId, username, roles, now],
      );
      return {
        kind: 'staff',
        accountId: id,
        centreId,
        unitId,
        roles,
        displayName: 'Nguyễn Văn Ví Dụ',
        position: 'Chuyên viên',
      };
    },
  };
}
