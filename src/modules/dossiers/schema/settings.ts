import { z } from 'zod';

/**
 * Figures of the law and of the centre that `decide` uses. Each is dated configuration with its source; what the law
 * leaves open is a setting with a sensible default. A dossier is judged by the settings of the day of the command.
 */
export const DossierSettings = z.object({
  /** Days after the notice until a dossier may be closed for want of a supplement (Đ19 k.5: "15 ngày"). */
  closingLimit: z
    .object({ amount: z.int().min(1), unit: z.enum(['calendar-day', 'working-day']) })
    .default({ amount: 15, unit: 'calendar-day' }),
  /** Working days from receipt by the competent agency in which a supplement may be asked after examination (Đ19 k.5). */
  examinationDays: z.int().min(1).default(3),
  /** Working days for a corrected result (Đ23 k.1). */
  correctionDays: z.int().min(1).default(3),
  /** Whether waiting for the citizen's payment stops the term (sector law or provincial practice). */
  pauseForPayment: z.boolean().default(true),
  /** Times the return date may be moved with an apology (Đ19 k.6: at most once). */
  extensions: z.int().min(0).default(1),
  /** What "once" is counted over before a leader's reason is needed: each stage, or the dossier in all (rules 1.6). */
  supplementOnce: z.enum(['per-stage', 'in-all']).default('per-stage'),
  /** Working hours to answer an online dossier (Đ17 k.2c). */
  responseHours: z.int().min(1).default(8),
  /** Pattern of the dossier number; `{agency}`, `{YYMMDD}`, `{n:4}` and the like. */
  numberTemplates: z
    .array(z.object({ from: z.iso.date(), pattern: z.string().min(3) }))
    .min(1)
    .default([{ from: '2000-01-01', pattern: '{agency}-{YYMMDD}-{n:4}' }]),
  /** Pattern of the local receipt number in a centre's layer; another shape on purpose. */
  localPattern: z.string().default('TN{YYYY}/{n:6}'),
});
export type DossierSettings = z.output<typeof DossierSettings>;

/** The settings as the law has them, with the defaults of this product. */
export const DEFAULT_SETTINGS: DossierSettings = DossierSettings.parse({});
