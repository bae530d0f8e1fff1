import { Command } from 'commander';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { parseMoment } from '#modules/calendar/rules/local-time.ts';
import { calendarFrom, reporting, UsageError } from './calendar-input.ts';

interface Options {
  readonly from?: string;
  readonly to?: string;
  readonly calendar?: string;
  readonly json?: boolean;
}

/** `motcua elapsed`: office time between two moments. Needs no database. */
export function elapsedCommand(): Command {
  return new Command('elapsed')
    .description('đo thời gian làm việc giữa hai thời điểm (measure office time between two moments)')
    .option('--from <moment>', 'từ, ví dụ 2026-03-02T08:00 (giờ Việt Nam)')
    .option('--to <moment>', 'đến')
    .option('--calendar <file>', 'lịch làm việc (JSON); không ghi thì dùng lịch chính thức')
    .option('--json', 'in JSON')
    .action((options: Options) => reporting(() => measure(options)));
}

async function measure(options: Options): Promise<void> {
  if (options.from === undefined || options.to === undefined) {
    throw new UsageError('Cần --from và --to. Xem: motcua elapsed --help');
  }
  const from = parseMoment(options.from);
  const to = parseMoment(options.to);
  const { workingMinutes } = elapsed(from, to, await calendarFrom(options.calendar));
  console.log(
    options.json
      ? JSON.stringify({ workingMinutes })
      : `${Math.floor(workingMinutes / 60)} giờ ${workingMinutes % 60} phút làm việc`,
  );
}
