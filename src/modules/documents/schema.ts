import { z } from 'zod';
import type { FormId } from './schema/forms.ts';

export * from './schema/forms.ts';

/** What a file is for; decides which kinds are taken and how large. */
export const FilePurpose = z.enum(['component', 'result', 'supplement', 'attachment']);
export type FilePurpose = z.infer<typeof FilePurpose>;

/** Whose file or form it is, in words of the module that owns the matter: `dossier` and its id. */
export const Subject = z.object({
  type: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  id: z.string().min(1).max(100),
});
export type Subject = z.infer<typeof Subject>;

/** A file (tệp) as stored. */
export interface StoredFile {
  readonly id: string;
  readonly centreId: string;
  /** Of the stored bytes, hex. */
  readonly sha256: string;
  /** Of the bytes as they came, hex. */
  readonly receivedSha256: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
  readonly purpose: FilePurpose;
  readonly subject: Subject | null;
  readonly pages: number | null;
  readonly uploadedBy: string | null;
  readonly uploadedAt: Temporal.Instant;
}

/** A file as the API shows it. */
export const FileView = z.object({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  size: z.int().describe('Bytes'),
  sha256: z.string(),
  purpose: FilePurpose,
  pages: z.int().nullable(),
  uploadedAt: z.string(),
  href: z.string().describe('Where the bytes are'),
});
export type FileView = z.infer<typeof FileView>;

/** An official form that was drawn. */
export interface DrawnDocument {
  readonly id: string;
  readonly form: FormId;
  /** "12/PBS-TTPVHCC"; null for forms whose number is in their data. */
  readonly number: string | null;
  readonly subject: Subject;
  /** What people call the subject, e.g. the dossier number. */
  readonly subjectLabel: string;
  readonly version: number;
  readonly data: unknown;
  readonly verifyCode: string;
  readonly drawnAt: Temporal.Instant;
  readonly drawnByName: string;
  readonly state: PaperState;
}

/** Whether a paper still counts: in force, replaced by a newer version, cancelled. */
const PAPER_STATES = ['in-force', 'replaced', 'cancelled'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

/** What anyone may learn by the code of a paper: enough to compare it, nothing about a person. */
export interface PaperCheck {
  readonly form: FormId;
  readonly title: string;
  readonly label: string | null;
  readonly number: string | null;
  /** Dossier number or the like, with its middle hidden. */
  readonly subject: string;
  readonly centreName: string;
  readonly drawnAt: Temporal.Instant;
  readonly state: PaperState;
}

export const PRINTER_KINDS = ['escpos', 'pdf'] as const;

/** Input of adding or changing a printer. */
export const PrinterInput = z
  .object({
    id: z.uuid().optional(),
    name: z.string('Xin đặt tên máy in.').trim().min(1, 'Xin đặt tên máy in.').max(80),
    kind: z.enum(PRINTER_KINDS, 'Xin chọn loại máy in.'),
    host: z
      .string('Xin nhập địa chỉ máy in.')
      .trim()
      .toLowerCase()
      .regex(
        /^[a-z0-9]([a-z0-9.:-]{0,250}[a-z0-9])?$/,
        'Địa chỉ máy in có dạng 192.168.1.50 hoặc may-in.local.',
      ),
    port: z.coerce.number().int().min(1).max(65_535).default(9100),
    dots: z.coerce
      .number()
      .pipe(
        z.union(
          [z.literal(384), z.literal(512), z.literal(576)],
          'Khổ giấy là 58 mm (384) hoặc 80 mm (512, 576).',
        ),
      )
      .optional(),
    active: z.stringbool().or(z.boolean()).default(true),
  })
  .refine((printer) => (printer.kind === 'escpos') === (printer.dots !== undefined), {
    message: 'Máy in phiếu cần chọn khổ giấy; máy in văn phòng thì không.',
    path: ['dots'],
  });
export type PrinterInput = z.output<typeof PrinterInput>;

/** A printer that the server reaches by itself: an entry of the equipment, as printing sees it. */
export interface Printer {
  readonly id: string;
  readonly name: string;
  /** `escpos`: ticket printer, takes pictures; `pdf`: office printer that takes PDF. */
  readonly kind: (typeof PRINTER_KINDS)[number];
  /** `ipp` tells how a job went; `raw` takes PDF on port 9100 and says nothing. */
  readonly protocol: 'escpos' | 'ipp' | 'raw';
  readonly host: string;
  readonly port: number;
  /** "/ipp/print"; empty where the protocol has none. */
  readonly path: string;
  readonly tls: boolean;
  /** Width in dots (203 dpi) of a ticket printer: 384 for 58 mm, 512 or 576 for 80 mm. */
  readonly dots: 384 | 512 | 576 | null;
  readonly active: boolean;
}

/** What stands on a queue ticket (phiếu số thứ tự). Holds no name and no reason for priority. */
export const TicketPrint = z.object({
  centre: z.string().trim().min(1).max(200),
  /** As called, e.g. "A012". */
  number: z.string().trim().min(1).max(10),
  /** The line it waits in, e.g. "Hộ tịch, chứng thực". */
  group: z.string().trim().min(1).max(200),
  need: z.string().trim().max(300).optional(),
  issuedAt: z.iso.datetime({ offset: true }),
  ahead: z.int().min(0).optional(),
  /** Expected wait in words, e.g. "khoảng 10–25 phút". */
  wait: z.string().trim().max(100).optional(),
  /** What to bring, short lines. */
  bring: z.array(z.string().trim().min(1).max(200)).max(8).default([]),
  /** Address of the ticket on the phone. */
  url: z.url().optional(),
  /** The hall's network: its name, and the text of the code that joins it (`WIFI:…`). */
  wifi: z
    .object({ name: z.string().trim().min(1).max(32), text: z.string().startsWith('WIFI:').max(400) })
    .optional(),
  reprint: z.boolean().default(false),
});
export type TicketPrint = z.output<typeof TicketPrint>;

/**
 * queued: waits its turn; printing: being sent; waiting: the printer cannot now, goes on by itself; unknown: it broke off in
 * the middle, a person must look whether paper came out; done: sent whole; failed: see `error`, print again by hand;
 * cancelled: withdrawn.
 */
export const PRINT_STATES = [
  'queued',
  'printing',
  'waiting',
  'unknown',
  'done',
  'failed',
  'cancelled',
] as const;
export type PrintState = (typeof PRINT_STATES)[number];

export interface PrintJob {
  readonly id: string;
  readonly kind: 'document' | 'ticket' | 'test';
  /** Null when the browser's print dialogue was used. */
  readonly printerId: string | null;
  readonly documentId: string | null;
  readonly ticket: TicketPrint | null;
  readonly title: string;
  readonly state: PrintState;
  readonly attempts: number;
  /** Why it waits, failed or is not known, in words a person can act on. */
  readonly error: string | null;
  /** Whether the printer itself said that all of it came out. */
  readonly confirmed: boolean;
  /** Number of the job at an office printer (IPP). */
  readonly partnerJob: number | null;
  readonly requestedAt: Temporal.Instant;
  readonly changedAt: Temporal.Instant;
}

/** A print job as the API shows it. */
export const PrintJobView = z.object({
  id: z.uuid(),
  kind: z.enum(['document', 'ticket', 'test']),
  title: z.string(),
  printer: z.string().nullable().describe('Name of the printer; null for the print dialogue'),
  state: z.enum(PRINT_STATES),
  attempts: z.int(),
  error: z.string().nullable(),
  confirmed: z.boolean().describe('The printer itself said that all of it came out'),
  cancellable: z.boolean().describe('It can still be withdrawn'),
  requestedAt: z.string(),
  href: z.string().nullable().describe('The paper itself, for jobs that print one'),
});
export type PrintJobView = z.infer<typeof PrintJobView>;

/** A short time in which a phone may send pages of one paper to the officer who opened it. */
export interface ScanSession {
  readonly id: string;
  readonly centreId: string;
  /** What is photographed, e.g. "Giấy chứng sinh". */
  readonly title: string;
  readonly purpose: FilePurpose;
  readonly openedBy: string;
  readonly openedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  /** The finished PDF. */
  readonly fileId: string | null;
}

/** Input of opening a scan. */
export const ScanInput = z.object({
  title: z.string('Xin ghi tên giấy tờ.').trim().min(1, 'Xin ghi tên giấy tờ.').max(200),
  purpose: FilePurpose.default('component'),
});
export type ScanInput = z.output<typeof ScanInput>;

/** What the officer's screen shows of a scan. */
export const ScanView = z.object({
  id: z.uuid(),
  title: z.string(),
  state: z.enum(['open', 'finished', 'expired']),
  pages: z.int(),
  expiresAt: z.string(),
  file: FileView.nullable(),
});
export type ScanView = z.infer<typeof ScanView>;
