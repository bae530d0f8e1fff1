import { z } from 'zod';
import { keysOf } from '#platform/lists.ts';
import { GROUP_LETTERS, parseTicketNumber } from './rules/numbers.ts';
import { LANES } from './rules/order.ts';
import { PRIORITY_REASONS } from './rules/priority.ts';
import { QUICK_KINDS } from './rules/quick.ts';
import { TICKET_ACTIONS, TICKET_STATES } from './rules/states.ts';

const REASONS = keysOf(PRIORITY_REASONS);

/** Where a ticket was taken. */
export const TicketSource = z.enum(['kiosk', 'phone', 'counter', 'program']);
export type TicketSource = z.infer<typeof TicketSource>;

/** Why a visitor is called earlier; for the serving officer's eyes only. */
const Priority = z.enum(REASONS);
export type Priority = z.infer<typeof Priority>;

/** The visitor's words for what they need. */
export const Need = z.string().trim().max(300, 'Xin viết ngắn hơn 300 chữ.');

/** What is known when a number is taken. Nothing is required: a visitor who cannot say gets the line for guidance. */
export const IssueInput = z.object({
  groupId: z.uuid().optional().describe('Service group; found from the procedure when left out'),
  procedureCode: z
    .string()
    .regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 1.001193')
    .optional(),
  need: Need.default(''),
  priority: Priority.optional().describe('Reason for priority; never shown to others'),
});
export type IssueInput = z.output<typeof IssueInput>;

/** Sends a visitor on: to another group, to one counter, or to both. */
export const TransferInput = z
  .object({
    groupId: z.uuid().optional(),
    counterId: z.uuid().optional(),
    note: z.string().trim().max(500).default(''),
  })
  .refine(({ groupId, counterId }) => groupId !== undefined || counterId !== undefined, {
    message: 'Xin chọn nhóm việc hoặc quầy sẽ tiếp ông/bà ấy.',
    path: ['groupId'],
  });
export type TransferInput = z.output<typeof TransferInput>;

/** The holder of a ticket lets a few people pass; by the ticket's unguessable token, as giving it up. */
export const StepBackInput = z.object({
  token: z.string().min(16).max(64),
  people: z.coerce
    .number('Xin chọn số người để đi trước.')
    .int()
    .min(1, 'Xin chọn ít nhất một người.')
    .max(20, 'Một lần lùi nhiều nhất 20 người.'),
  requestId: z.uuid().optional(),
});
export type StepBackInput = z.output<typeof StepBackInput>;

/** Why a visitor waits aside: what is being fetched. */
export const HoldInput = z.object({
  reason: z
    .string('Xin ghi ông/bà ấy đang chờ giấy tờ gì.')
    .trim()
    .min(2, 'Xin ghi ông/bà ấy đang chờ giấy tờ gì.')
    .max(200, 'Xin ghi ngắn hơn 200 chữ.'),
});
export type HoldInput = z.output<typeof HoldInput>;

/** A further matter in a visit: a procedure, or a few words. */
export const MatterInput = z
  .object({
    procedureCode: z
      .string()
      .regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 1.001193')
      .optional(),
    title: Need.default(''),
  })
  .refine(({ procedureCode, title }) => procedureCode !== undefined || title !== '', {
    message: 'Xin chọn thủ tục hoặc ghi vài chữ về việc này.',
    path: ['title'],
  });
export type MatterInput = z.output<typeof MatterInput>;

/** A number to call out of turn, as typed: "A012", "a 12". */
export const CallGivenInput = z.object({
  number: z
    .string('Xin gõ số cần gọi, ví dụ A012.')
    .transform(parseTicketNumber)
    .refine((parsed) => parsed !== undefined, 'Xin gõ số cần gọi, ví dụ A012.'),
});
export type CallGivenInput = z.output<typeof CallGivenInput>;

/** What a visit without a ticket was about; a question unless said otherwise. */
export const QuickInput = z.object({ kind: z.enum(QUICK_KINDS).optional() });
export type QuickInput = z.output<typeof QuickInput>;

/** Why a counter pauses. */
export const PauseInput = z.object({
  reason: z.string().trim().min(2, 'Xin ghi lý do tạm dừng.').max(200),
});
export type PauseInput = z.output<typeof PauseInput>;

/** A service group (nhóm dịch vụ) as stored. */
export const ServiceGroup = z.object({
  id: z.uuid(),
  letter: z.enum(GROUP_LETTERS),
  name: z.string(),
  nameEn: z.string(),
  /** What people come here for, in a few words. */
  hint: z.string(),
  /** Field groups of the catalogue; empty for the line that takes everything else. */
  fields: z.array(z.string()),
  /** The figure with which a day's numbers begin; a day keeps the one it began with. */
  firstNumber: z.int(),
  active: z.boolean(),
});
export type ServiceGroup = z.infer<typeof ServiceGroup>;

/** Input of adding or changing a service group; counters by their number, those that only help marked so. */
export const GroupInput = z.object({
  letter: z.enum(GROUP_LETTERS, `Chữ cái của nhóm việc là một trong ${GROUP_LETTERS.join(', ')}.`),
  name: z.string('Xin nhập tên nhóm việc.').trim().min(1, 'Xin nhập tên nhóm việc.').max(80),
  nameEn: z.string().trim().max(80).default(''),
  hint: z.string().trim().max(200).default(''),
  fields: z.array(z.string().trim().min(1)).default([]),
  sortOrder: z.int().default(0),
  firstNumber: z.coerce
    .number('Số bắt đầu là số từ 1 đến 9000.')
    .int('Số bắt đầu là số từ 1 đến 9000.')
    .min(1, 'Số bắt đầu là số từ 1 đến 9000.')
    .max(9000, 'Số bắt đầu là số từ 1 đến 9000.')
    .default(1),
  active: z.boolean().default(true),
  counters: z
    .array(z.object({ number: z.int().min(1).max(99), helps: z.boolean().default(false) }))
    .default([]),
});
export type GroupInput = z.output<typeof GroupInput>;

/** A ticket as stored; instants are UTC, the day is the centre's local date. */
export interface Ticket {
  readonly id: string;
  readonly token: string;
  readonly number: string;
  readonly day: Temporal.PlainDate;
  readonly groupId: string;
  readonly wantedCounterId: string | null;
  readonly lane: (typeof LANES)[number];
  readonly place: number;
  readonly arrival: number;
  readonly state: (typeof TICKET_STATES)[number];
  readonly counterId: string | null;
  /** The counter that keeps a held visitor in mind. */
  readonly heldCounterId: string | null;
  /** What a held visitor is fetching or waiting for; kept afterwards for the colleague who goes on. */
  readonly holdReason: string;
  readonly returns: number;
  readonly source: TicketSource;
  readonly need: string;
  readonly procedureCode: string | null;
  readonly priorityReason: Priority | null;
  readonly note: string;
  readonly issuedAt: Temporal.Instant;
  readonly waitingSince: Temporal.Instant;
}

/** The columns of a ticket row as domain values; a row that does not fit stops here. */
export const TicketRow = z.object({
  lane: z.enum(LANES),
  state: z.enum(TICKET_STATES),
  source: TicketSource,
  priority_reason: Priority.nullable(),
});

/** Expected wait as answered by the API: whole minutes. */
const Wait = z.object({
  from: z.int(),
  to: z.int(),
  basis: z.enum(['history', 'assumption']).describe('history: measured; assumption: too few visits yet'),
});

/** A ticket as its holder sees it. No reason for priority, no words of the need. */
export const TicketView = z.object({
  token: z.string().describe('Address of the ticket: GET /api/v1/tickets/{token}'),
  number: z.string().describe('As called and shown, e.g. A012'),
  day: z.iso.date(),
  state: z.enum(TICKET_STATES),
  group: z.object({ id: z.uuid(), letter: z.string(), name: z.string(), nameEn: z.string() }),
  procedureCode: z.string().nullable(),
  counter: z.int().nullable().describe('Number of the counter that called'),
  ahead: z.int().nullable().describe('People who are called before; null when not waiting'),
  wait: Wait.nullable().describe('null when not waiting, or while no counter is open'),
  issuedAt: z.string(),
  mayCancel: z.boolean(),
});
export type TicketView = z.output<typeof TicketView>;

/** A ticket as the officers of the centre see it. */
export const StaffTicket = z.object({
  id: z.uuid(),
  number: z.string(),
  state: z.enum(TICKET_STATES),
  groupId: z.uuid(),
  groupName: z.string(),
  need: z.string(),
  procedureCode: z.string().nullable(),
  priority: Priority.nullable(),
  note: z.string(),
  holdReason: z.string().describe('What was or is being fetched, when the visitor was on hold'),
  returns: z.int(),
  issuedAt: z.string(),
  waitingSince: z.string(),
  calledAt: z.string().nullable(),
  servedAt: z.string().nullable(),
  dossiers: z.array(z.uuid()),
  allowed: z.array(z.enum(TICKET_ACTIONS)),
});
export type StaffTicket = z.output<typeof StaffTicket>;

/** Answer to a press of "call next". */
export const CallNextReply = z.object({
  ticket: StaffTicket.nullable().describe('null when nobody waits for this counter'),
  counter: z.int(),
  waiting: z.int().describe('People still waiting in the lines of this counter'),
});
export type CallNextReply = z.output<typeof CallNextReply>;

/** What a board shows: numbers and counters only. */
export const HallState = z.object({
  centre: z.string(),
  calls: z.array(
    z.object({
      id: z.string().describe('Changes with every call and recall'),
      number: z.string(),
      counter: z.int(),
      at: z.string(),
      state: z.enum(['called', 'serving']),
    }),
  ),
  lines: z.array(
    z.object({
      letter: z.string(),
      name: z.string(),
      waiting: z.int(),
      next: z.array(z.string()),
      openCounters: z.int(),
      wait: Wait.nullable(),
    }),
  ),
  counters: z.array(
    z.object({ number: z.int(), name: z.string(), state: z.enum(['open', 'paused', 'closed']) }),
  ),
});
export type HallState = z.output<typeof HallState>;

/** What travels live to everyone in the hall after a change: no personal data. */
export const HallNews = z.object({
  kind: z.enum(['called', 'changed', 'day']).describe('day: the hall opened, gave its last numbers, closed'),
  letter: z.string().optional().describe('Group whose line moved'),
  id: z.string().optional(),
  number: z.string().optional(),
  counter: z.int().optional(),
});
export type HallNews = z.output<typeof HallNews>;

/** A visit to the counter is over. `token` is the address that its holder knows; `topic` the name of the service group. */
interface TicketFinished {
  readonly ticketId: string;
  readonly token: string;
  readonly topic: string;
  /** Where the visitor was served, and for what when that is known. */
  readonly counterId: string | null;
  readonly procedureCode: string | null;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'ticket.finished': TicketFinished;
  }
}
