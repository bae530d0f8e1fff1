/** Lenient reading of what the national services send: numbers as text, null for nothing, one object where a list is usual. */
import { z } from 'zod';
import { NationalCode, type NationalRecord } from './port.ts';

/** Text, a number or null; absent too. Trimmed, in one form of Unicode. */
export const Text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value).normalize('NFC').trim()));

/** A list of such things; null, "" and absent are empty, one alone is a list of one, what does not fit is left out. */
export function listOf<S extends z.ZodType>(schema: S): z.ZodType<z.output<S>[]> {
  return z
    .unknown()
    .optional()
    .transform((value) =>
      Array.isArray(value) ? value : value === null || value === undefined ? [] : [value],
    )
    .transform((items) =>
      items.flatMap((item): z.output<S>[] => {
        const read = schema.safeParse(item);
        return read.success ? [read.data] : [];
      }),
    );
}

/** Null for nothing said. */
export const orNull = (text: string): string | null => (text === '' ? null : text);

/** "1.000094.000.00.00.H56" → "1.000094": the national code of a local variant; null for what is no code. */
export function nationalCode(text: string): string | null {
  const code = /^\d{1,3}\.\d{6}(?=$|\.)/.exec(text)?.[0];
  return code === undefined ? null : NationalCode.parse(code);
}

/** Whole đồng: `8000`, "8.000", "8,000", "không" → 0; null where it is no one amount. */
export function amountOf(text: string): number | null {
  const plain = text.replace(/\s|đồng|đ$|vnđ/giu, '');
  if (/^(không|khong|miễnphí|miễn)$/iu.test(plain)) {
    return 0;
  }
  if (/^\d+(\.0+)?$/.test(plain) && !/^\d{1,3}\.000$/.test(plain)) {
    return Number(plain);
  }
  return /^\d{1,3}([.,]\d{3})+$/.test(plain) ? Number(plain.replace(/[.,]/g, '')) : null;
}

/** A count such as "1", 1, "" or "01 bản"; 0 when nothing is said. At most 99. */
export function countOf(text: string): number {
  const digits = /^\d+/.exec(text)?.[0];
  return digits === undefined ? 0 : Math.min(99, Number(digits));
}

/** A number of days or hours; null for none. */
export function timeOf(text: string): number | null {
  const number = Number(text.replace(',', '.'));
  return text === '' || !Number.isFinite(number) || number < 0 ? null : number;
}

/** A day in one of the shapes that the services use: `2026-01-31`, `31/01/2026`, `20260131…`; null for none. */
export function dayOf(text: string): string | null {
  const found =
    /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})/.exec(text)?.groups ??
    /^(?<d>\d{2})\/(?<m>\d{2})\/(?<y>\d{4})/.exec(text)?.groups ??
    /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})/.exec(text)?.groups;
  try {
    return found === undefined
      ? null
      : Temporal.PlainDate.from(`${found['y']}-${found['m']}-${found['d']}`).toString();
  } catch {
    return null;
  }
}

/** Paragraphs of a text. */
export const paragraphs = (text: string): string[] =>
  text
    .split(/\r?\n+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A channel by its code (8.2) or by its name in the rebuilt portal. */
export function channelOf(code: string): NationalRecord['channels'][number]['channel'] | null {
  switch (code.toUpperCase()) {
    case '1':
    case 'DIRECT':
      return 'in-person';
    case '2':
    case 'ONLINE':
      return 'online';
    case '3':
    case 'POSTAL':
      return 'postal';
    default:
      return null;
  }
}
