import { z } from 'zod';

/**
 * The national list of dossier statuses (trạng thái hồ sơ) as exchanged with the National Portal.
 * What exactly happens inside a status (step, holder, waiting for what) is ours and kept apart.
 */
export const STATUS = {
  /** Mới đăng ký: kept at the counter or filed online, not received yet. */
  new: 1,
  /** Được tiếp nhận. */
  received: 2,
  /** Không được tiếp nhận. */
  notReceived: 3,
  /** Đang xử lý. */
  processing: 4,
  /** Yêu cầu bổ sung giấy tờ. */
  supplement: 5,
  /** Yêu cầu thực hiện nghĩa vụ tài chính. */
  payment: 6,
  /** Công dân yêu cầu rút hồ sơ. */
  withdrawn: 7,
  /** Dừng xử lý. */
  stopped: 8,
  /** Đã xử lý xong. */
  finished: 9,
  /** Đã trả kết quả. */
  returned: 10,
} as const;

export const Status = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
  z.literal(6),
  z.literal(7),
  z.literal(8),
  z.literal(9),
  z.literal(10),
]);
export type Status = z.infer<typeof Status>;

/** Every status, in the order of the national list. */
export const STATUSES: readonly Status[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Statuses in which the agency still has something to do or waits for the citizen. */
export const OPEN_STATUSES: readonly Status[] = [
  STATUS.new,
  STATUS.received,
  STATUS.processing,
  STATUS.supplement,
  STATUS.payment,
];

/**
 * How a dossier stands against its term; the one definition used by lists, reports and the portal.
 * `waiting`: for the citizen, never late; `not-counted`: not received, or refused at reception.
 */
export const Standing = z.enum(['early', 'on-time', 'late', 'in-term', 'overdue', 'waiting', 'not-counted']);
export type Standing = z.infer<typeof Standing>;

/** Ways of handing in (kênh thực hiện). */
export const Channel = z.enum(['direct', 'online', 'postal']);
export type Channel = z.infer<typeof Channel>;
