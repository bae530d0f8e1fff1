import { z } from 'zod';
import { ReportKind } from './sheets.ts';

const Mail = z.email('Thư điện tử có dạng ten@noi.vn; nhiều địa chỉ cách nhau bằng dấu phẩy.');

/** A schedule as the form posts it; addresses are separated by commas. The request id becomes the schedule's. */
export const ScheduleInput = z.object({
  requestId: z.uuid(),
  report: ReportKind,
  format: z.enum(['pdf', 'xlsx']),
  period: z.enum(['month', 'quarter', 'half-year', 'year']),
  cut: z.enum(['fifteenth', 'calendar']),
  runDay: z.coerce
    .number('Ngày lập là số từ 1 đến 28.')
    .int('Ngày lập là số từ 1 đến 28.')
    .min(1, 'Ngày lập là số từ 1 đến 28.')
    .max(28, 'Ngày lập là số từ 1 đến 28.'),
  mailTo: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(/[,;\s]+/)
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .pipe(z.array(Mail).max(10, 'Nhiều nhất 10 địa chỉ.')),
});
export type ScheduleInput = z.output<typeof ScheduleInput>;
