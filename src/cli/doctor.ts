import { statfs } from 'node:fs/promises';
import { Command } from 'commander';
import { sql } from 'kysely';
import type { AppContext } from '#platform/context.ts';
import { newId } from '#platform/id.ts';
import type { HealthReport } from '#platform/module.ts';
import { MODULES } from '../modules.ts';
import { withContext } from './context.ts';

const GIB = 2 ** 30;
/** Below this, a busy month and one backup may no longer fit. */
const FREE_GIB = 5;
/** A clock further off than this gives receipts the wrong minute. */
const CLOCK_SECONDS = 30;

type Check = (ctx: AppContext) => Promise<HealthReport>;

const database: Check = async (ctx) => {
  const { rows } = await sql<{ version: string; role: string; bypasses: boolean; waiting: number }>`
    select current_setting('server_version') as version, current_user as role,
      (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses,
      (select count(*) from pg_stat_activity where wait_event_type = 'Lock') as waiting`.execute(ctx.db);
  const row = rows[0];
  const ok = row !== undefined && !row.bypasses;
  return {
    name: 'cơ sở dữ liệu',
    ok,
    detail: ok
      ? `PostgreSQL ${row.version}, vai trò ${row.role}, ${row.waiting} phiên đang chờ khóa`
      : 'ứng dụng chạy bằng vai trò vượt được phân tách trung tâm; xem DATABASE_APP_URL',
  };
};

const disk: Check = async (ctx) => {
  const { bavail, bsize } = await statfs(ctx.config.dataHome);
  const free = (bavail * bsize) / GIB;
  return {
    name: 'ổ đĩa',
    ok: free >= FREE_GIB,
    detail: `còn trống ${free.toFixed(1)} GiB ở ${ctx.config.dataHome} (cần ít nhất ${FREE_GIB} GiB)`,
  };
};

const clock: Check = async (ctx) => {
  const before = ctx.clock.now();
  const { rows } = await sql<{ now: Temporal.Instant }>`select clock_timestamp() as now`.execute(ctx.db);
  const there = rows[0]?.now ?? before;
  const off = Math.abs(before.until(there).total('seconds'));
  return {
    name: 'đồng hồ',
    ok: off <= CLOCK_SECONDS,
    detail: `${before.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'second' })}, lệch ${off.toFixed(1)} giây so với cơ sở dữ liệu`,
  };
};

const storage: Check = async (ctx) => {
  const key = `doctor/${newId()}`;
  const written = new TextEncoder().encode(key);
  await ctx.storage.put(key, written);
  const read = await ctx.storage.get(key);
  await ctx.storage.delete(key);
  return {
    name: 'kho tệp',
    ok: Buffer.compare(read, written) === 0,
    detail: 'ghi, đọc lại và xóa một tệp thử',
  };
};

const CHECKS: readonly (readonly [name: string, check: Check])[] = [
  ['cơ sở dữ liệu', database],
  ['ổ đĩa', disk],
  ['đồng hồ', clock],
  ['kho tệp', storage],
];

async function guarded(
  name: string,
  check: () => Promise<readonly HealthReport[]>,
): Promise<readonly HealthReport[]> {
  try {
    return await check();
  } catch (error) {
    return [{ name, ok: false, detail: error instanceof Error ? error.message : String(error) }];
  }
}

/** Looks at everything the centre's work rests on: database, disk, clock, files, then what the modules name themselves. */
export async function examine(ctx: AppContext): Promise<readonly HealthReport[]> {
  const reports: HealthReport[] = [];
  for (const [name, check] of CHECKS) {
    reports.push(...(await guarded(name, async () => [await check(ctx)])));
  }
  for (const module of MODULES) {
    if (module.health) {
      reports.push(...(await guarded(module.name, async () => (await module.health?.(ctx)) ?? [])));
    }
  }
  return reports;
}

/** `motcua doctor`: says what is well and what is not; exits with 1 when something is not. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('khám máy chủ: cơ sở dữ liệu, ổ đĩa, đồng hồ, kho tệp, máy in, kết nối')
    .option('--json', 'in JSON')
    .action(async (options: { readonly json?: boolean }) => {
      const reports = await withContext(examine);
      if (options.json) {
        console.log(JSON.stringify({ ok: reports.every((report) => report.ok), reports }));
      } else {
        for (const { name, ok, detail } of reports) {
          console.log(`${ok ? 'tốt ' : 'HỎNG'}  ${name}: ${detail}`);
        }
      }
      if (!reports.every((report) => report.ok)) {
        process.exitCode = 1;
      }
    });
}
