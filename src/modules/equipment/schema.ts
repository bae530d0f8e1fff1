import { z } from 'zod';
import type { PrinterTrouble } from '#platform/print/condition.ts';

export type { PrinterCondition } from '#platform/print/condition.ts';
export type { ScannerStatus } from '#platform/scanning/escl.ts';

/** What stands in the hall. The first three may act as devices or belong to an officer; from `fan` on: comfort of those who wait. */
export const EQUIPMENT_KINDS = [
  'kiosk',
  'board',
  'counter-pc',
  'ticket-printer',
  'office-printer',
  'scanner',
  'card-reader',
  'camera',
  'wifi',
  'fan',
  'air-conditioner',
  'water',
  'chairs',
  'phone-charger',
  'other',
] as const;
export type EquipmentKind = (typeof EQUIPMENT_KINDS)[number];

/** How the server speaks to a machine. */
export const PROTOCOLS = ['escpos', 'raw', 'ipp', 'escl', 'rtsp', 'onvif', 'http', 'tcp'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** `warning` still works (paper low); `down` does not; `unknown` nobody looked, or it does not say. */
export const EQUIPMENT_STATES = ['down', 'warning', 'unknown', 'ok'] as const;
export type EquipmentState = (typeof EQUIPMENT_STATES)[number];

/** What is wrong: what a printer says, what a line says, and what a look at other machines finds. */
export const TROUBLES = [
  'paper',
  'cover',
  'cutter',
  'heat',
  'fault',
  'offline',
  'refused',
  'timeout',
  'address',
  'strange',
  'jam',
  'no-line',
  'no-pdf',
  'paper-low',
  'toner-low',
  'clock',
] as const satisfies readonly (PrinterTrouble | string)[];
export type Trouble = (typeof TROUBLES)[number];

/** What a look at a machine found. */
export interface Health {
  readonly state: EquipmentState;
  readonly trouble: Trouble | null;
}

/** Where a machine is reached, when the server reaches it at all. */
export interface Connection {
  readonly protocol: Protocol;
  readonly host: string;
  readonly port: number;
  /** "/ipp/print", "/eSCL"; empty where the protocol has none. */
  readonly path: string;
  readonly tls: boolean;
  /** Dots across the paper of a ticket printer. */
  readonly dots: 384 | 512 | 576 | null;
}

/** One piece of equipment (trang thiết bị). */
export interface Equipment {
  readonly id: string;
  readonly centreId: string;
  readonly kind: EquipmentKind;
  readonly name: string;
  readonly place: string;
  readonly counterId: string | null;
  readonly serial: string;
  readonly model: string;
  readonly connection: Connection | null;
  readonly boughtOn: Temporal.PlainDate | null;
  readonly warrantyUntil: Temporal.PlainDate | null;
  /** The account in charge of it. */
  readonly keeperId: string | null;
  /** The right to act as a kiosk or board; null when it has none. */
  readonly enrolmentId: string | null;
  readonly active: boolean;
  /** In the QR on its label. */
  readonly reportCode: string;
  readonly state: EquipmentState;
  readonly trouble: Trouble | null;
  readonly stateSince: Temporal.Instant;
  /** When it was last looked at, or gave a sign of life itself. */
  readonly checkedAt: Temporal.Instant | null;
}

const short = (most: number) => z.string().trim().max(most, `Dài nhất ${most} ký tự.`).default('');
const Day = z.iso.date('Ngày có dạng năm-tháng-ngày, ví dụ 2026-11-23.');

/** The protocols that a kind can speak; the first is the usual one. An empty list: the server does not reach it. */
export const PROTOCOLS_OF: Readonly<Record<EquipmentKind, readonly Protocol[]>> = {
  kiosk: [],
  board: [],
  'counter-pc': ['tcp'],
  'ticket-printer': ['escpos'],
  'office-printer': ['ipp', 'raw'],
  scanner: ['escl'],
  'card-reader': [],
  camera: ['rtsp', 'onvif', 'tcp'],
  wifi: ['http', 'tcp'],
  fan: [],
  'air-conditioner': [],
  water: [],
  chairs: [],
  'phone-charger': [],
  other: ['tcp', 'http'],
};

/** Where a protocol is usually found. */
export const USUAL: Readonly<Record<Protocol, { readonly port: number; readonly path: string }>> = {
  escpos: { port: 9100, path: '' },
  raw: { port: 9100, path: '' },
  ipp: { port: 631, path: '/ipp/print' },
  escl: { port: 80, path: '/eSCL' },
  rtsp: { port: 554, path: '' },
  onvif: { port: 80, path: '' },
  http: { port: 80, path: '' },
  tcp: { port: 80, path: '' },
};

/** Input of adding or changing a piece of equipment. */
export const EquipmentInput = z
  .object({
    id: z.uuid().optional(),
    kind: z.enum(EQUIPMENT_KINDS, 'Xin chọn loại thiết bị.'),
    name: z
      .string('Xin đặt tên thiết bị.')
      .trim()
      .min(1, 'Xin đặt tên thiết bị.')
      .max(80, 'Tên dài nhất 80 ký tự.'),
    place: short(120),
    counterId: z.uuid('Xin chọn quầy trong danh sách.').optional(),
    serial: short(80),
    model: short(120),
    protocol: z.enum(PROTOCOLS, 'Xin chọn cách kết nối.').optional(),
    host: z
      .string()
      .trim()
      .toLowerCase()
      .regex(
        /^[a-z0-9:]([a-z0-9.:-]{0,250}[a-z0-9])?$/,
        'Địa chỉ có dạng 192.168.1.50 hoặc may-in.local, không có http:// và không có cổng.',
      )
      .optional(),
    port: z.coerce
      .number('Cổng là một số, ví dụ 9100.')
      .int('Cổng là một số nguyên.')
      .min(1, 'Cổng từ 1 đến 65535.')
      .max(65_535, 'Cổng từ 1 đến 65535.')
      .optional(),
    path: z
      .string()
      .trim()
      .regex(/^\/[A-Za-z0-9/_.-]{0,120}$/, 'Đường dẫn bắt đầu bằng dấu /, ví dụ /ipp/print.')
      .optional(),
    tls: z.stringbool().or(z.boolean()).default(false),
    dots: z.coerce
      .number()
      .pipe(
        z.union(
          [z.literal(384), z.literal(512), z.literal(576)],
          'Khổ giấy là 58 mm (384 điểm) hoặc 80 mm (512, 576 điểm).',
        ),
      )
      .optional(),
    boughtOn: Day.optional(),
    warrantyUntil: Day.optional(),
    keeperId: z.uuid('Xin chọn người phụ trách trong danh sách.').optional(),
    active: z.stringbool().or(z.boolean()).default(true),
  })
  .superRefine((input, refuse) => {
    const wrong = (path: string, message: string) =>
      refuse.addIssue({ code: 'custom', path: [path], message });
    const spoken = PROTOCOLS_OF[input.kind];
    if (input.protocol !== undefined && !spoken.includes(input.protocol)) {
      wrong('protocol', 'Loại thiết bị này không dùng cách kết nối đã chọn. Xin chọn lại.');
    }
    if (input.protocol !== undefined && input.host === undefined) {
      wrong('host', 'Xin nhập địa chỉ của máy trong mạng, ví dụ 192.168.1.50.');
    }
    if (input.protocol === undefined && input.host !== undefined) {
      wrong('protocol', 'Đã có địa chỉ thì xin chọn cách kết nối.');
    }
    if (input.protocol === 'escpos' && input.dots === undefined) {
      wrong('dots', 'Máy in phiếu cần chọn khổ giấy.');
    }
    if (
      input.boughtOn !== undefined &&
      input.warrantyUntil !== undefined &&
      input.warrantyUntil < input.boughtOn
    ) {
      wrong('warrantyUntil', 'Hạn bảo hành không thể trước ngày mua.');
    }
  });
export type EquipmentInput = z.output<typeof EquipmentInput>;

/** What a printed label says by its code: enough to report a fault of the right thing. */
export interface ReportableThing {
  readonly id: string;
  readonly kind: EquipmentKind;
  readonly name: string;
  readonly place: string;
}

/** Input of reporting a fault. Nobody is asked who they are. */
export const FaultInput = z.object({
  words: z
    .string('Xin cho biết thiết bị hỏng thế nào.')
    .trim()
    .min(1, 'Xin cho biết thiết bị hỏng thế nào.')
    .max(500, 'Dài nhất 500 ký tự.'),
  requestId: z.uuid(),
});
export type FaultInput = z.output<typeof FaultInput>;

export const FAULT_OUTCOMES = ['repaired', 'replaced', 'no-fault', 'duplicate'] as const;
export type FaultOutcome = (typeof FAULT_OUTCOMES)[number];

/** A reported fault (báo hỏng) and how far its mending is. */
export interface Fault {
  readonly id: string;
  readonly equipmentId: string;
  readonly equipmentName: string;
  readonly place: string;
  readonly keeperId: string | null;
  readonly source: 'public' | 'staff' | 'device';
  readonly words: string;
  readonly reportedAt: Temporal.Instant;
  readonly assignedTo: string | null;
  readonly dueAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly outcome: FaultOutcome | null;
}

/** Input of giving a fault to somebody, with the day by whose end it is to be mended. */
export const AssignInput = z.object({
  assignedTo: z.uuid('Xin chọn người sửa.'),
  dueOn: Day,
});
export type AssignInput = z.output<typeof AssignInput>;

/** Input of one line of the repair log. */
export const RepairInput = z.object({
  what: z.string('Xin ghi đã làm gì.').trim().min(1, 'Xin ghi đã làm gì.').max(500, 'Dài nhất 500 ký tự.'),
  doneBy: short(120),
  cost: z.coerce
    .number('Chi phí là số tiền bằng đồng, chỉ gồm chữ số.')
    .int('Chi phí là số đồng tròn.')
    .min(0, 'Chi phí không âm.')
    .max(10_000_000_000, 'Chi phí lớn nhất là 10 tỷ đồng.')
    .default(0),
  requestId: z.uuid(),
});
export type RepairInput = z.output<typeof RepairInput>;

/** Input of closing a fault. */
export const CloseInput = z.object({ outcome: z.enum(FAULT_OUTCOMES, 'Xin chọn kết quả.') });

/** One line of the repair log (nhật ký sửa chữa). `cost` in đồng. */
export interface Repair {
  readonly id: string;
  readonly what: string;
  readonly doneBy: string;
  readonly cost: number;
  readonly at: Temporal.Instant;
  readonly recordedBy: string;
}

/** One stretch of the state history. */
export interface StateChange {
  readonly state: EquipmentState;
  readonly trouble: Trouble | null;
  readonly since: Temporal.Instant;
}

/** Papers that go to different printers. */
export type PaperKind = 'ticket' | 'document';

/** For whom a printer is meant. */
export interface PrintPlace {
  readonly kind: 'device' | 'counter' | 'account';
  readonly id: string;
}

/** One row: this paper of this place goes to this printer. */
export interface PrinterAssignment {
  readonly paper: PaperKind;
  readonly place: PrintPlace;
  readonly printerId: string;
}

/** Input of choosing a place's printer; without a printer the choice is taken back. */
export const AssignmentInput = z.object({
  paper: z.enum(['ticket', 'document']),
  placeKind: z.enum(['device', 'counter', 'account']),
  placeId: z.uuid(),
  printerId: z.uuid('Xin chọn máy in trong danh sách.').optional(),
});
export type AssignmentInput = z.output<typeof AssignmentInput>;

/** Input of letting a waiting screen in: the code it shows, what it is, and its name or the entry it belongs to. */
export const ClaimInput = z
  .object({
    code: z
      .string('Xin gõ mã đang hiện trên màn hình.')
      .transform((text) => text.replace(/\D/g, ''))
      .pipe(z.string().regex(/^\d{8}$/, 'Mã gồm 8 chữ số, đang hiện trên màn hình của máy.')),
    purpose: z.enum(['kiosk', 'board'], 'Xin chọn loại máy.'),
    equipmentId: z.uuid().optional(),
    name: z.string().trim().max(80, 'Tên dài nhất 80 ký tự.').optional(),
    place: short(120),
  })
  .refine(({ equipmentId, name }) => equipmentId !== undefined || (name !== undefined && name !== ''), {
    message: 'Xin đặt tên máy, ví dụ “Ki-ốt cửa chính”, hoặc chọn máy có sẵn.',
    path: ['name'],
  });
export type ClaimInput = z.output<typeof ClaimInput>;

/** Equipment as the API shows it. */
export const EquipmentView = z.object({
  id: z.uuid(),
  kind: z.enum(EQUIPMENT_KINDS),
  name: z.string(),
  place: z.string(),
  state: z.enum(EQUIPMENT_STATES),
  trouble: z.enum(TROUBLES).nullable(),
  since: z.string(),
  checkedAt: z.string().nullable(),
  active: z.boolean(),
});
export type EquipmentView = z.infer<typeof EquipmentView>;
