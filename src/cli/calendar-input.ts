import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { officialCalendar } from '#modules/calendar/official.ts';
import { type CompiledCalendar, compileCalendar } from '#modules/calendar/rules/compile.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { parseCalendarFile } from '#modules/calendar/rules/parse.ts';

// What Zod says of a wrong calendar file is read by an officer.
z.config(z.locales.vi());

/** A mistake in how the command was called or in a file it was given; printed without a stack. */
export class UsageError extends Error {}

/** Parses JSON that a person wrote. @throws UsageError naming where it came from */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new UsageError(
      `${where}: không đúng JSON (${cause instanceof Error ? cause.message : String(cause)}).`,
    );
  }
}

/** Reads a text file. @throws UsageError when it cannot be read */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(
      `Không đọc được tệp ${path}: ${cause instanceof Error ? cause.message : String(cause)}`,
    );
  }
}

/** The calendar of `--calendar FILE`, or the official one. */
export async function calendarFrom(file: string | undefined): Promise<CompiledCalendar> {
  if (file === undefined) {
    return (await officialCalendar()).terms;
  }
  return compileCalendar(parseCalendarFile(parseJson(await readText(file), file)));
}

/** Runs a command's work; what the caller can mend goes to standard error as one clear line, with exit code 1. */
export async function reporting(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CalendarError || error instanceof UsageError) {
      console.error(`Lỗi: ${error.message}`);
      process.exitCode = 1;
      return;
    }
    throw error;
  }
}
