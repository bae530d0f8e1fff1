import { z } from 'zod';
import { OFFLINE_KINDS, OFFLINE_OUTCOMES } from './rules/offline-merge.ts';

/** Epoch milliseconds by the browser's clock, set right by the server's as far as it knew it. */
const Moment = z.int().min(0).max(8_640_000_000_000_000);
const MOST_ITEMS = 200;

/** A kiosk asks for numbers; the keeper is made by the browser together with its store. */
export const LeaseInput = z.object({ keeperId: z.uuid() });
export type LeaseInput = z.output<typeof LeaseInput>;

/** What a kiosk may give out without a line, for one day. */
export const LeasedNumbers = z.object({
  now: z.int().describe('The server’s clock, epoch milliseconds'),
  day: z.iso.date(),
  groups: z.array(
    z.object({
      id: z.uuid(),
      letter: z.string(),
      name: z.string(),
      hint: z.string(),
      firstNumber: z.int().describe('Printed figure of sequence 1'),
      blocks: z.array(z.object({ from: z.int(), to: z.int() })),
      used: z.array(z.int()).describe('Sequences of these blocks that were merged already'),
    }),
  ),
});
export type LeasedNumbers = z.output<typeof LeasedNumbers>;

/** A number that a kiosk gave out without a line. The token is 128 random bits of the browser. */
export const OfflineTicketInput = z.object({
  id: z.uuid(),
  token: z.string().regex(/^[\w-]{22}$/),
  groupId: z.uuid(),
  sequence: z.int().min(1).max(99_999),
  priority: z.boolean(),
  at: Moment,
});
export type OfflineTicketInput = z.output<typeof OfflineTicketInput>;

/** What a kiosk gave out, in the order of giving. */
export const MergeTicketsInput = z.object({
  keeperId: z.uuid(),
  tickets: z.array(OfflineTicketInput).min(1).max(MOST_ITEMS),
});
export type MergeTicketsInput = z.output<typeof MergeTicketsInput>;

/** What became of each item. */
export const MergeReply = z.object({
  items: z.array(z.object({ id: z.uuid(), outcome: z.enum(OFFLINE_OUTCOMES), look: z.boolean() })),
});
export type MergeReply = z.output<typeof MergeReply>;

/** A console asks for its share of the line; `held` is the version of the list it has stored. */
export const ShareInput = z.object({
  consoleId: z.uuid(),
  counterId: z.uuid(),
  held: z.int().min(0).max(2_000_000_000),
});
export type ShareInput = z.output<typeof ShareInput>;

/** A console that is left: its browser calls from its list no more. */
export const ReturnInput = z.object({ consoleId: z.uuid() });

/** The share, and who is at the counter. Numbers only, nothing of persons. */
export const ShareReply = z.object({
  version: z.int(),
  now: z.int().describe('The server’s clock, epoch milliseconds'),
  hours: z.int().describe('For how long after this request the list may be called from'),
  day: z.iso.date(),
  counter: z.int(),
  current: z.object({ ticketId: z.uuid(), number: z.string(), serving: z.boolean() }).nullable(),
  list: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      groupId: z.uuid(),
      helps: z.boolean(),
      priority: z.boolean(),
      since: z.int(),
    }),
  ),
  open: z.array(z.string()).describe('First in line, open to all counters: by hand only'),
});
export type ShareReply = z.output<typeof ShareReply>;

/** What was done at a counter without a line, in order. */
export const MergeVisitsInput = z.object({
  consoleId: z.uuid(),
  counterId: z.uuid(),
  items: z
    .array(
      z.object({
        id: z.uuid(),
        kind: z.enum(OFFLINE_KINDS),
        ticketId: z.uuid().nullable(),
        number: z.string().regex(/^[A-Z]\d{3,9}$/),
        at: Moment,
      }),
    )
    .min(1)
    .max(MOST_ITEMS),
});
export type MergeVisitsInput = z.output<typeof MergeVisitsInput>;
