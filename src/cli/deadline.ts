import { Command, Option } from 'commander';
import { type CompiledCalendar, compileCalendar } from '#modules/calendar/rules/compile.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { renderExplanation, renderSteps } from '#modules/calendar/rules/explain.ts';
import { parseMoment, parsePause } from '#modules/calendar/rules/local-time.ts';
import { parseCalendarFile, parseTerm } from '#modules/calendar/rules/parse.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { TERM_UNITS, type TermSettings } from '#modules/calendar/schema.ts';
import { formatIso } from '#platform/time.ts';
import { calendarFrom, parseJson, readText, reporting, UsageError } from './calendar-input.ts';

interface Options {
  readonly from?: string;
  readonly term?: string;
  readonly unit?: string;
  readonly cutOff?: string;
  readonly pause: readonly string[];
  readonly calendar?: string;
  readonly batch?: string;
  readonly json?: boolean;
  readonly lastHourOnline?: boolean;
  readonly dueAtTimeOfReceipt?: boolean;
  readonly partialPauseDay: TermSettings['partialPauseDay'];
}

/** `motcua deadline`: computes and explains one term, or a file of terms. Needs no database. */
export function deadlineCommand(): Command {
  return new Command('deadline')
    .description('tính ngày hẹn trả và giải thích (compute and explain a due date)')
    .option('--from <moment>', 'thời điểm nhận, ví dụ 2026-03-02T08:00 (giờ Việt Nam)')
    .option('--term <amount>', 'thời hạn, ví dụ 5')
    .option('--unit <unit>', `đơn vị: ${TERM_UNITS.join(', ')}`)
    .option('--cut-off <time>', 'giờ chốt nhận của thời hạn trong ngày (mặc định 15:00)')
    .option(
      '--pause <from/to>',
      'khoảng tạm dừng; ghi nhiều lần được',
      (value, all: string[]) => [...all, value],
      [],
    )
    .option('--calendar <file>', 'lịch làm việc (JSON); không ghi thì dùng lịch chính thức')
    .option('--batch <file>', 'tệp JSONL, mỗi dòng một thời hạn')
    .option('--last-hour-online', 'nộp trực tuyến trong giờ làm việc cuối thì tính ngày làm việc sau')
    .option('--due-at-time-of-receipt', 'hạn theo ngày làm việc kết thúc đúng giờ đã nhận')
    .addOption(
      new Option('--partial-pause-day <setting>', 'ngày tạm dừng một phần có tính không')
        .choices(['counts', 'does-not-count'])
        .default('counts'),
    )
    .option('--json', 'in JSON')
    .action((options: Options) =>
      reporting(() => (options.batch === undefined ? one(options) : batch(options.batch, options))),
    );
}

function settingsOf(options: Options): TermSettings {
  return {
    lastHourOnline: options.lastHourOnline ?? false,
    dueAtTimeOfReceipt: options.dueAtTimeOfReceipt ?? false,
    partialPauseDay: options.partialPauseDay,
  };
}

async function one(options: Options): Promise<void> {
  if (
    options.from === undefined ||
    options.unit === undefined ||
    (options.term === undefined && options.unit !== 'same-day')
  ) {
    throw new UsageError('Cần --from, --term và --unit (hoặc --batch TỆP). Xem: motcua deadline --help');
  }
  const from = parseMoment(options.from);
  const term = parseTerm({ amount: options.term, unit: options.unit, cutOff: options.cutOff }, true);
  const pauses = options.pause.map(parsePause);
  const { due, explanation } = addTerm(
    from,
    term,
    await calendarFrom(options.calendar),
    pauses,
    settingsOf(options),
  );
  if (options.json) {
    const texts = renderSteps(explanation, 'vi');
    const steps = explanation.map((step, i) => ({ ...step, text: texts[i] }));
    console.log(JSON.stringify({ due: formatIso(due), explanation: steps }));
  } else {
    const sentence = renderExplanation(explanation, 'vi');
    console.log(`${formatIso(due)}\n${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
  }
}

async function batch(file: string, options: Options): Promise<void> {
  const text = await readText(file);
  const standard = await calendarFrom(options.calendar);
  const calendars = new CalendarCache(standard);
  const settings = settingsOf(options);
  const out = text
    .replace(/^\uFEFF/, '')
    .replace(/\s+$/, '')
    .split(/\r?\n/)
    .map((line) => {
      const result = settle(line, calendars, settings);
      return options.json ? JSON.stringify(result) : (result.due ?? `Lỗi: ${result.error}`);
    });
  process.stdout.write(text.trim() === '' ? '' : `${out.join('\n')}\n`);
}

type Settled =
  | { readonly due: string; readonly error?: never }
  | { readonly error: string; readonly due?: never };

/** One line of a batch. Whatever is wrong with it becomes its answer; the lines after it are not touched. */
function settle(line: string, calendars: CalendarCache, settings: TermSettings): Settled {
  try {
    const { from, term, unit, cutOff, pauses, calendar } = fieldsOf(line);
    if (typeof from !== 'string') {
      throw new CalendarError('unreadable-moment', { text: from === undefined ? '' : String(from) });
    }
    const { due } = addTerm(
      parseMoment(from),
      parseTerm({ amount: term, unit, cutOff }, false),
      calendars.get(calendar),
      pausesOf(pauses),
      settings,
    );
    return { due: formatIso(due) };
  } catch (error) {
    if (error instanceof CalendarError || error instanceof UsageError) {
      return { error: error.message };
    }
    throw error;
  }
}

function fieldsOf(line: string): Record<string, unknown> {
  if (line.trim() === '') {
    throw new UsageError('Dòng trống.');
  }
  const value = parseJson(line, 'Dòng này');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError('Dòng này phải là một đối tượng JSON {"from", "term", "unit", …}.');
  }
  return Object.fromEntries(Object.entries(value));
}

function pausesOf(value: unknown) {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new CalendarError('unreadable-pause', { text: JSON.stringify(value) });
  }
  return value.map((text: unknown) => {
    if (typeof text !== 'string') {
      throw new CalendarError('unreadable-pause', { text: JSON.stringify(text) });
    }
    return parsePause(text);
  });
}

/** Calendars written in batch lines, compiled once for each different text; the wrong ones stay wrong as cheaply. */
class CalendarCache {
  readonly standard: CompiledCalendar;
  readonly compiled = new Map<string, CompiledCalendar | CalendarError>();

  constructor(standard: CompiledCalendar) {
    this.standard = standard;
  }

  get(value: unknown): CompiledCalendar {
    if (value === undefined || value === null) {
      return this.standard;
    }
    const key = JSON.stringify(value);
    let found = this.compiled.get(key);
    if (found === undefined) {
      found = this.compile(value);
      this.compiled.set(key, found);
    }
    if (found instanceof CalendarError) {
      throw found;
    }
    return found;
  }

  private compile(value: unknown): CompiledCalendar | CalendarError {
    try {
      return compileCalendar(parseCalendarFile(value));
    } catch (error) {
      if (error instanceof CalendarError) {
        return error;
      }
      throw error;
    }
  }
}
