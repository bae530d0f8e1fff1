import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { route } from '#platform/http/route.ts';
import { formatIso } from '#platform/time.ts';
import { bookAppointment } from './commands/book-appointment.ts';
import { cancelAppointment, moveAppointment } from './commands/change-appointment.ts';
import { type AppointmentView, bookableDays, bookableSlots, getAppointment } from './queries/appointments.ts';
import { APPOINTMENT_STATES } from './rules/appointments.ts';
import { BookInput, MoveInput } from './schema/appointments.ts';

const TAGS = ['Lịch hẹn'];
const Token = z.object({ token: z.string().min(16).max(64) });
const Nothing = z.object({});
/** Bookings and changes that one address may send in a minute. */
const PER_MINUTE = 10;

const DayReply = z.object({
  day: z.iso.date(),
  left: z.int().describe('Places left on the day; 0: full'),
});
const SlotReply = z.object({ start: z.string(), end: z.string(), left: z.int() });

/** An appointment as its holder sees it: no name, the phone masked. */
const AppointmentReply = z.object({
  token: z.string().describe('Address of the appointment: GET /api/v1/appointments/{token}'),
  code: z.string().describe('Eight digits for the kiosk'),
  state: z.enum(APPOINTMENT_STATES),
  group: z.object({ id: z.uuid(), letter: z.string(), name: z.string() }),
  procedureCode: z.string().nullable(),
  start: z.string(),
  end: z.string(),
  comeFrom: z.string().describe('From when on the person may come'),
  closed: z.boolean().describe('The centre is closed at that time by now; please move'),
  phone: z.string().nullable().describe('Masked; null once it was forgotten'),
  ticket: z.string().nullable().describe('Token of the ticket that it became'),
});

function present(view: AppointmentView): z.input<typeof AppointmentReply> {
  const { appointment, group } = view;
  return {
    token: appointment.token,
    code: appointment.code,
    state: appointment.state,
    group: { id: group.id, letter: group.letter, name: group.name },
    procedureCode: appointment.procedureCode,
    start: formatIso(appointment.start),
    end: formatIso(appointment.end),
    comeFrom: formatIso(view.comeFrom),
    closed: view.closed,
    phone: view.phone,
    ticket: view.ticketToken,
  };
}

function mountChoosing(app: FastifyInstance, ctx: AppContext): void {
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/service-groups/:groupId/days',
    summary: 'Các ngày đặt lịch được của một nhóm việc',
    tags: TAGS,
    params: z.object({ groupId: z.uuid() }),
    reply: z.array(DayReply),
    handler: async ({ actor, params }) =>
      (await bookableDays(ctx, actor, params.groupId)).map(({ day, left }) => ({
        day: day.toString(),
        left,
      })),
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/service-groups/:groupId/days/:day/slots',
    summary: 'Các giờ của một ngày, kể cả giờ đã kín',
    tags: TAGS,
    params: z.object({ groupId: z.uuid(), day: z.iso.date() }),
    reply: z.array(SlotReply),
    handler: async ({ actor, params }) => {
      const day = Temporal.PlainDate.from(params.day);
      const slots = await bookableSlots(ctx, actor, params.groupId, day);
      return slots.map((slot) => ({
        start: formatIso(slot.start),
        end: formatIso(slot.end),
        left: slot.left,
      }));
    },
  });
}

/** Appointments for programs: days and times, booking, looking, moving, cancelling. */
export function mountAppointmentApi(app: FastifyInstance, ctx: AppContext): void {
  mountChoosing(app, ctx);
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/appointments',
    summary: 'Đặt lịch hẹn (gửi lại cùng Idempotency-Key thì được cùng lịch hẹn)',
    tags: TAGS,
    status: 201,
    idempotent: true,
    perMinute: PER_MINUTE,
    body: BookInput,
    reply: AppointmentReply,
    handler: async ({ actor, body, requestId }) => {
      const { token } = await bookAppointment(ctx, actor, body, requestId);
      return present(await getAppointment(ctx, actor, { token }));
    },
  });
  route(app, ctx, {
    method: 'GET',
    url: '/api/v1/appointments/:token',
    summary: 'Xem lịch hẹn',
    tags: TAGS,
    params: Token,
    reply: AppointmentReply,
    handler: async ({ actor, params }) => present(await getAppointment(ctx, actor, params)),
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/appointments/:token/move',
    summary: 'Đổi giờ hẹn; mã hẹn giữ nguyên',
    tags: TAGS,
    idempotent: true,
    perMinute: PER_MINUTE,
    params: Token,
    body: MoveInput,
    reply: AppointmentReply,
    handler: async ({ actor, params, body, requestId }) => {
      await moveAppointment(ctx, actor, params.token, body, requestId);
      return present(await getAppointment(ctx, actor, params));
    },
  });
  route(app, ctx, {
    method: 'POST',
    url: '/api/v1/appointments/:token/cancel',
    summary: 'Hủy lịch hẹn; tên và số điện thoại được xóa ngay',
    tags: TAGS,
    perMinute: PER_MINUTE,
    params: Token,
    body: Nothing,
    reply: AppointmentReply,
    handler: async ({ actor, params }) => {
      await cancelAppointment(ctx, actor, params.token);
      return present(await getAppointment(ctx, actor, params));
    },
  });
}
