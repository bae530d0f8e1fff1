import { Command, InvalidArgumentError } from 'commander';
import { listCentres } from '#modules/agencies/queries.ts';
import { findExample } from '#modules/identity/queries/example.ts';
import { getPublicFigures } from '#modules/reports/queries.ts';
import { ended, inProgress, settled } from '#modules/reports/rules.ts';
import { systemActor } from '#platform/actor.ts';
import { settableClock } from '#platform/clock.ts';
import type { AppContext } from '#platform/context.ts';
import { fromLocal } from '#platform/time.ts';
import { MODULES } from '../modules.ts';
import { setUpExample } from '../set-up/centres.ts';
import { play } from '../simulate/play.ts';
import { PRESETS, type Preset } from '../simulate/presets.ts';
import { loadWorld } from '../simulate/world.ts';
import { withContext } from './context.ts';

interface SimulateOptions {
  readonly preset?: string;
  readonly from?: Temporal.PlainDate;
  readonly to?: Temporal.PlainDate;
  readonly dossiers?: number;
  readonly late?: number;
  readonly seed?: string;
  readonly parallel: number;
  readonly json?: boolean;
}

/** What `motcua simulate --json` prints; the figures are read back from the reports. */
export interface SimulateResult {
  readonly from: string;
  readonly to: string;
  readonly visits: number;
  readonly events: number;
  readonly received: number;
  readonly settled: number;
  readonly early: number;
  readonly onTime: number;
  readonly late: number;
  readonly inProgress: number;
}

function whole(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 0) {
    throw new InvalidArgumentError('cần một số nguyên không âm');
  }
  return n;
}

function day(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new InvalidArgumentError('cần một ngày dạng 2025-07-01');
  }
}

function presetOf(options: SimulateOptions): Preset {
  const named = PRESETS[options.preset ?? 'hoa-loc-2025'];
  if (named === undefined) {
    throw new Error(
      `Không có kịch bản “${options.preset}”. Các kịch bản: ${Object.keys(PRESETS).join(', ')}.`,
    );
  }
  return {
    seed: options.seed ?? named.seed,
    from: options.from ?? named.from,
    to: options.to ?? named.to,
    dossiers: options.dossiers ?? named.dossiers,
    late: options.late ?? named.late,
  };
}

/** The centre to play in: the example commune, set up at the first day where there is no centre yet. */
async function centreFor(ctx: AppContext): Promise<string> {
  if ((await listCentres(ctx)).length === 0) {
    await setUpExample(ctx, MODULES);
  }
  const example = await findExample(ctx);
  if (example === undefined) {
    throw new Error(
      'Chỉ mô phỏng trong xã ví dụ, để không trộn hồ sơ giả với hồ sơ thật. Hãy dùng một thư mục dữ liệu khác (MOTCUA_DATA).',
    );
  }
  return example.centreId;
}

function progress(total: number): (today: Temporal.PlainDate, events: number) => void {
  let last = 0;
  return (today, events) => {
    const now = performance.now();
    if (now - last > 1_000) {
      last = now;
      process.stderr.write(
        `\r${today}  ${events.toLocaleString('vi-VN')} việc, ${total.toLocaleString('vi-VN')} hồ sơ theo kịch bản   `,
      );
    }
  };
}

async function simulate(options: SimulateOptions): Promise<SimulateResult> {
  const preset = presetOf(options);
  const clock = settableClock(fromLocal(preset.from, '06:00'));
  return withContext(
    async (opened) => {
      const ctx = { ...opened, clock };
      const centreId = await centreFor(ctx);
      const actor = systemActor(centreId, 'simulate');
      const before = await getPublicFigures(ctx, actor, preset);
      if (before.total.received + ended(before.total) > 0) {
        throw new Error(
          `Trong kỳ này trung tâm đã có ${before.total.received} hồ sơ. Hãy mô phỏng vào một thư mục dữ liệu trống (MOTCUA_DATA), hoặc chọn kỳ khác bằng --from và --to.`,
        );
      }
      const world = await loadWorld(ctx, centreId);
      const played = await play(ctx, world, {
        ...preset,
        concurrency: options.parallel,
        onDay: progress(preset.dossiers),
      });
      process.stderr.write('\n');
      clock.set(fromLocal(preset.to.add({ days: 1 }), '00:00'));
      const { total } = await getPublicFigures(ctx, actor, preset);
      return {
        from: preset.from.toString(),
        to: preset.to.toString(),
        visits: played.visits,
        events: played.events,
        received: total.received,
        settled: settled(total),
        early: total.early,
        onTime: total.onTime,
        late: total.late,
        inProgress: inProgress(total),
      };
    },
    { clock, durable: false },
  );
}

function print(result: SimulateResult): void {
  const n = (value: number) => value.toLocaleString('vi-VN');
  const inTime = result.early + result.onTime;
  const share = result.settled === 0 ? 0 : (inTime / result.settled) * 100;
  console.log(
    [
      `Từ ${result.from} đến ${result.to}: ${n(result.visits)} lượt người, tiếp nhận ${n(result.received)} hồ sơ.`,
      `Đã giải quyết ${n(result.settled)}: trước hạn ${n(result.early)}, đúng hạn ${n(result.onTime)}, quá hạn ${n(result.late)}; đang giải quyết ${n(result.inProgress)}.`,
      `Trước và đúng hạn: ${n(inTime)} (${share.toLocaleString('vi-VN', { maximumFractionDigits: 1 })} %).`,
      `Xem trang số liệu: /so-lieu?tu=${result.from}&den=${result.to}`,
    ].join('\n'),
  );
}

/** `motcua simulate`: plays days of the example centre through the real commands with a virtual clock. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Mô phỏng nhiều ngày làm việc của xã ví dụ qua đúng các lệnh thật')
    .option('--preset <tên>', `kịch bản: ${Object.keys(PRESETS).join(', ')}`)
    .option('--from <ngày>', 'ngày đầu, ví dụ 2025-07-01', day)
    .option('--to <ngày>', 'ngày cuối', day)
    .option('--dossiers <n>', 'số hồ sơ', whole)
    .option('--late <n>', 'số hồ sơ sẽ trễ', whole)
    .option('--seed <chữ>', 'hạt giống ngẫu nhiên; cùng hạt giống thì cùng kết quả')
    .option('--parallel <n>', 'số việc chạy cùng lúc', whole, 6)
    .option('--json', 'in JSON')
    .action(async (options: SimulateOptions) => {
      const result = await simulate(options);
      if (options.json) {
        console.log(JSON.stringify(result));
      } else {
        print(result);
      }
    });
}
