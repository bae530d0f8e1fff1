import { z } from 'zod';
import { APPOINTMENT_STATES, plainPhone } from '../rules/appointments.ts';
import { IssueInput } from '../schema.ts';

const whole = (from: number, to: number, unit: string) =>
  z.coerce
    .number(`Xin nhập số ${unit}, từ ${from} đến ${to}.`)
    .int(`Xin nhập số ${unit} tròn, từ ${from} đến ${to}.`)
    .min(from, `Ít nhất là ${from} ${unit}.`)
    .max(to, `Nhiều nhất là ${to} ${unit}.`);

/** What can be booked in one line, as the administrator enters it. Lengths in minutes, weekdays by ISO (1 is Monday). */
export const PlanInput = z.object({
  enabled: z.boolean(),
  slotMinutes: whole(5, 240, 'phút'),
  capacity: whole(1, 100, 'người'),
  sharePercent: whole(0, 100, 'phần trăm'),
  weekdays: z.array(z.coerce.number().int().min(1).max(7)).min(1, 'Xin chọn ít nhất một ngày trong tuần.'),
  leadMinutes: whole(0, 20_160, 'phút'),
  horizonDays: whole(1, 90, 'ngày'),
});
export type PlanInput = z.output<typeof PlanInput>;

/** Rules of the centre for all appointments; minutes. */
export const RulesInput = z.object({
  earlyMinutes: whole(0, 240, 'phút'),
  graceMinutes: whole(0, 240, 'phút'),
  reminderMinutes: whole(0, 10_080, 'phút'),
  openPerPhone: whole(1, 50, 'lịch hẹn'),
});
export type RulesInput = z.output<typeof RulesInput>;

/** What a line is offered when the administrator opens it for booking: half-hour slots, half of the places, every working day. */
export const USUAL_PLAN: PlanInput = {
  enabled: false,
  slotMinutes: 30,
  capacity: 4,
  sharePercent: 50,
  weekdays: [1, 2, 3, 4, 5],
  leadMinutes: 60,
  horizonDays: 14,
};

/** The rules of a centre that has not set its own. */
export const USUAL_RULES: RulesInput = {
  earlyMinutes: 30,
  graceMinutes: 15,
  reminderMinutes: 120,
  openPerPhone: 3,
};

/** Beginning of a slot as it stands in addresses and forms: ISO with offset. */
const SlotStart = z.iso
  .datetime({ offset: true, error: 'Xin chọn lại giờ hẹn.' })
  .transform((text) => Temporal.Instant.from(text));

/** A booking: the slot, and the little that is known of the person. */
export const BookInput = z.object({
  groupId: z.uuid('Xin chọn lại việc cần làm.'),
  procedureCode: IssueInput.shape.procedureCode,
  start: SlotStart,
  name: z
    .string('Xin nhập họ tên.')
    .trim()
    .min(2, 'Xin nhập họ tên để cán bộ gọi.')
    .max(80, 'Xin viết họ tên ngắn hơn 80 chữ.'),
  phone: z
    .string('Xin nhập số điện thoại.')
    .transform(plainPhone)
    .pipe(
      z
        .string()
        .regex(
          /^0\d{9,10}$/,
          'Số điện thoại bắt đầu bằng 0 và có 10 chữ số, ví dụ 0900 000 001. Xin xem lại.',
        ),
    ),
});
export type BookInput = z.output<typeof BookInput>;

/** Moving an appointment to another slot of the same line. */
export const MoveInput = z.object({ start: SlotStart });
export type MoveInput = z.output<typeof MoveInput>;

/** An appointment as stored; nothing of the person. */
export interface Appointment {
  readonly id: string;
  readonly token: string;
  readonly code: string;
  readonly groupId: string;
  readonly procedureCode: string | null;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly seat: number | null;
  readonly state: (typeof APPOINTMENT_STATES)[number];
  readonly ticketId: string | null;
  readonly remindedAt: Temporal.Instant | null;
  readonly remindedBy: readonly string[];
}

/** The state of a row; one that the rules do not know stops here. */
export const AppointmentStateRow = z.enum(APPOINTMENT_STATES);

/**
 * An appointment is near and its person should be reminded. Whoever can reach the person takes the reminder over by `take`, in the
 * transaction; with nobody to take it, it is stored that nobody was told.
 */
interface AppointmentDue {
  readonly appointmentId: string;
  readonly token: string;
  readonly start: Temporal.Instant;
  /** Who has it already: the phone's own push costs nothing and comes before a paid message. */
  readonly taken: readonly string[];
  take(channel: string): void;
}

/** An appointment was booked, in the transaction that books it. */
interface AppointmentBooked {
  readonly appointmentId: string;
  readonly token: string;
  readonly start: Temporal.Instant;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'appointment.booked': AppointmentBooked;
    'appointment.due': AppointmentDue;
  }
}
