import { Command } from 'commander';
import { officialCalendar, readOfficialSource } from '#modules/calendar/official.ts';
import { checkCalendar } from '#modules/calendar/rules/check.ts';
import { renderFinding } from '#modules/calendar/rules/explain.ts';
import { toIsoDay } from '#modules/calendar/rules/local-time.ts';
import { ZONE } from '#platform/time.ts';
import { calendarFrom, reporting } from './calendar-input.ts';

interface Options {
  readonly calendar?: string;
  readonly json?: boolean;
}

/** `motcua calendar check`: is the calendar usable, and what in it needs a person's eye. Needs no database. */
export function calendarCommand(): Command {
  const command = new Command('calendar').description('lịch làm việc (working calendar)');
  command
    .command('check')
    .description(
      'kiểm tra lịch: ngày lễ thiếu, ngày dự kiến, năm chưa nhập; không dùng được thì thoát với mã khác 0',
    )
    .option('--calendar <file>', 'lịch làm việc (JSON); không ghi thì kiểm tra lịch chính thức')
    .option('--json', 'in JSON')
    .action((options: Options) => reporting(() => check(options)));
  return command;
}

async function check(options: Options): Promise<void> {
  const official = options.calendar === undefined;
  const calendar = official ? (await officialCalendar()).terms : await calendarFrom(options.calendar);
  const questions = official ? (await readOfficialSource()).questions : [];
  const findings = checkCalendar(calendar, Temporal.Now.plainDateISO(ZONE)).map((finding) => ({
    ...finding,
    text: renderFinding(finding, 'vi'),
  }));
  const covers = [toIsoDay(calendar.first), toIsoDay(calendar.last)];
  if (options.json) {
    console.log(JSON.stringify({ covers, findings, questions }));
    return;
  }
  console.log(`Lịch dùng được từ ${covers[0]} đến ${covers[1]}.`);
  for (const { text } of [...findings, ...questions]) {
    console.log(`- ${text}`);
  }
}
