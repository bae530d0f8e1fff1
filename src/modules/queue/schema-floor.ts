import { z } from 'zod';
import { GROUP_LETTERS } from './rules/numbers.ts';

/** A line that a counter calls from; one it only helps is called from when its own are empty. */
const FloorLine = z.object({ letter: z.enum(GROUP_LETTERS), helps: z.boolean().default(false) });

const Lines = z
  .array(FloorLine)
  .refine(
    (lines) => new Set(lines.map(({ letter }) => letter)).size === lines.length,
    'Mỗi nhóm việc chọn một lần.',
  );

/** The lines that a counter calls from now on. */
export const MoveCounterInput = z.object({
  lines: Lines.refine(
    (lines) => lines.length > 0,
    'Xin chọn ít nhất một nhóm việc. Muốn quầy không gọi nữa, xin đóng quầy.',
  ),
});
export type MoveCounterInput = z.output<typeof MoveCounterInput>;

/** Who is to mind a counter. */
export const OpenForInput = z.object({ officerId: z.uuid('Xin chọn người trực quầy.') });
export type OpenForInput = z.output<typeof OpenForInput>;

const clockWords = 'Xin ghi giờ dạng 07:30.';
/** A local time of day as minutes after midnight, typed "7:30" or "07:30". */
export const ClockMinutes = z
  .string(clockWords)
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, clockWords)
  .transform((text) => {
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour * 60 + minute;
  });

const letterWords =
  'Xin ghi chữ cái của nhóm, cách nhau bằng dấu cách; nhóm chỉ gọi giúp đặt trong ngoặc. Ví dụ: A B (C).';
/** Lines as the director writes them: "A B (C)": A and B are its own, C is helped. Empty: none named. */
export const LettersText = z
  .string()
  .transform((text) =>
    text
      .toUpperCase()
      .split(/[\s,]+/)
      .filter((word) => word !== ''),
  )
  .pipe(z.array(z.string().regex(/^([A-Z]|\([A-Z]\))$/, letterWords)))
  .transform((words): unknown =>
    words.map((word) => ({ letter: word.replaceAll(/[()]/g, ''), helps: word.startsWith('(') })),
  )
  .pipe(Lines);

/** Who sits at a counter from when to when (minutes after local midnight); no lines: those the counter has. */
const PlannedDuty = z
  .object({
    counter: z.coerce.number().int().min(1),
    officerId: z.uuid('Xin chọn người trực quầy.'),
    from: z.int().min(0).max(1439),
    to: z.int().min(1).max(1440),
    lines: Lines.default([]),
  })
  .refine(({ from, to }) => from < to, { message: 'Giờ kết thúc phải sau giờ bắt đầu.', path: ['to'] });
export type PlannedDuty = z.output<typeof PlannedDuty>;

/** The plan of one day. */
export const HallPlanInput = z.object({
  day: z.iso.date('Xin chọn ngày.'),
  note: z.string().trim().max(500, 'Lời dặn ngắn hơn 500 chữ.').default(''),
  duties: z.array(PlannedDuty).max(200),
});
export type HallPlanInput = z.output<typeof HallPlanInput>;
