import { z } from 'zod';
import { json, type Reply } from '../http.ts';

/** The JSON object of a call, whatever is in it. */
export const Loose = z.record(z.string(), z.unknown());
export type Loose = z.output<typeof Loose>;

/** The answer to a call that Zalo did. */
export const done = (data?: unknown): Reply =>
  json({ error: 0, message: 'Success', ...(data === undefined ? {} : { data }) });

/** The answer to a call that Zalo refused, with its code. */
export const no = (error: number, message: string): Reply => json({ error, message });

/** A member of a call as text; empty when it is neither text nor number. */
export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
