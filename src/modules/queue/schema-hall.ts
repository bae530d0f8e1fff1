import { z } from 'zod';
import { DAY_PHASES } from './rules/day.ts';
import { LARGEST_SHARE } from './rules/order.ts';

const shareWords = `Phần của mỗi hàng là số từ 1 đến ${LARGEST_SHARE}.`;
const Share = z.coerce.number(shareWords).int(shareWords).min(1, shareWords).max(LARGEST_SHARE, shareWords);
const minuteWords = 'Số phút từ 0 đến 180.';
const Minutes = z.coerce.number(minuteWords).int(minuteWords).min(0, minuteWords).max(180, minuteWords);

/** How the hall works from a day on: shares of the lanes, and when numbers are given around the office hours. */
export const HallRulesInput = z
  .object({
    /** Local date; today or later. */
    fromDay: z.iso.date('Xin nhập ngày bắt đầu, ví dụ 01/12/2026.'),
    shares: z.object({ priority: Share, appointment: Share, returned: Share, ordinary: Share }),
    keepsHours: z.boolean(),
    opensBefore: Minutes,
    lastNumbersBefore: Minutes,
    numbersOverLunch: z.boolean(),
  })
  .refine(({ shares }) => shares.priority >= shares.ordinary, {
    // Luật Người cao tuổi Điều 3, NĐ 63/2010 Điều 18 khoản 8: priority is a duty.
    message: 'Người ưu tiên không được gọi thưa hơn người thường: phần ưu tiên ít nhất bằng phần thường.',
    path: ['shares.priority'],
  });
export type HallRulesInput = z.output<typeof HallRulesInput>;

/** The reasons that officers choose from when a counter pauses, in this order. */
export const PauseReasonsInput = z.object({
  names: z
    .array(z.string().trim().min(2, 'Mỗi lý do ít nhất hai chữ.').max(80, 'Mỗi lý do ngắn hơn 80 chữ.'))
    .min(1, 'Xin ghi ít nhất một lý do.')
    .max(20, 'Nhiều nhất 20 lý do.')
    .refine((names) => new Set(names).size === names.length, 'Có lý do ghi hai lần. Xin bỏ bớt.'),
});
export type PauseReasonsInput = z.output<typeof PauseReasonsInput>;

/** The hall's day as programs and screens read it; moments as ISO with +07:00. */
export const HallDayView = z.object({
  phase: z.enum(DAY_PHASES),
  givesNumbers: z.boolean(),
  opensAt: z.string().nullable(),
  lastNumbersAt: z.string().nullable(),
  closesAt: z.string().nullable(),
});
export type HallDayView = z.output<typeof HallDayView>;

const Moment = z.string().describe('ISO, +07:00');
/** Who was on duty where and when, of one day. */
export const StaffingView = z.object({
  day: z.iso.date(),
  counters: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      shifts: z.array(
        z.object({
          officer: z.string().nullable(),
          from: Moment,
          until: Moment.nullable(),
          ended: z.enum(['closed', 'relieved', 'night']).nullable(),
          pauses: z.array(z.object({ reason: z.string(), from: Moment, until: Moment.nullable() })),
        }),
      ),
      lines: z.array(
        z.object({ letter: z.string(), helps: z.boolean(), from: Moment, until: Moment.nullable() }),
      ),
    }),
  ),
  openLines: z.array(z.object({ letter: z.string(), from: Moment, until: Moment.nullable() })),
});
export type StaffingView = z.output<typeof StaffingView>;

/** Service times of one day by procedure, minutes. A visit without noted matters counts as one of its ticket's procedure. */
export const ServiceTimes = z.array(
  z.object({
    procedureCode: z.string().nullable().describe('null: no procedure was named'),
    matters: z.int(),
    meanMinutes: z.number(),
    longestMinutes: z.number(),
  }),
);
export type ServiceTimes = z.output<typeof ServiceTimes>;
