import { z } from 'zod';

/** How a centre reads its ratings; no law fixes these figures. */
export const FeedbackSettings = z.object({
  /** Shares are put in an order only from so many ratings on. */
  compareFrom: z
    .int({ error: 'Xin ghi số lượt từ 30 đến 1.000.' })
    .min(30, 'Dưới 30 lượt thì so sánh không có nghĩa; xin ghi từ 30 trở lên.')
    .max(1000, 'Xin ghi số lượt từ 30 đến 1.000.')
    .default(30),
  /** Working days until the head says what came of an unhappy rating. */
  followUpDays: z
    .int({ error: 'Xin ghi số ngày làm việc từ 1 đến 15.' })
    .min(1, 'Xin ghi số ngày làm việc từ 1 đến 15.')
    .max(15, 'Xin ghi số ngày làm việc từ 1 đến 15.')
    .default(3),
  /** The scale of NĐ 61/2018 (18 points), without legal base since 1 July 2025: for the centre's own comparison only. */
  oldScale: z.boolean().default(false),
});
export type FeedbackSettings = z.output<typeof FeedbackSettings>;

/** The settings that a centre starts with. */
export const DEFAULT_SETTINGS: FeedbackSettings = FeedbackSettings.parse({});

/** Settings from a local day on, with the document that says so. */
export const ChangeSettingsInput = z.object({
  effectiveFrom: z.iso.date({ error: 'Xin chọn ngày bắt đầu áp dụng.' }),
  source: z
    .string({ error: 'Xin ghi văn bản làm căn cứ.' })
    .trim()
    .min(1, 'Xin ghi văn bản làm căn cứ.')
    .max(500),
  settings: FeedbackSettings,
});
export type ChangeSettingsInput = z.output<typeof ChangeSettingsInput>;

/** Settings as they were put in force. */
export interface DatedSettings {
  readonly effectiveFrom: Temporal.PlainDate;
  readonly source: string;
  readonly settings: FeedbackSettings;
}
