import { z } from 'zod';

/** What a citizen leaves who was not satisfied and wants to be contacted. */
export const ContactInput = z.object({
  name: z
    .string({ error: 'Xin ghi tên để Trung tâm biết gọi ai.' })
    .trim()
    .min(2, 'Xin ghi tên để Trung tâm biết gọi ai.')
    .max(100, 'Xin ghi tên ngắn hơn 100 chữ.'),
  phone: z
    .string({ error: 'Xin ghi số điện thoại để Trung tâm gọi lại.' })
    .transform((text) => text.replace(/[\s.()-]/g, ''))
    .pipe(z.string().regex(/^(?:\+84|0)\d{9,10}$/, 'Số điện thoại có 10 số, ví dụ 0900 000 001.')),
  message: z
    .string({ error: 'Xin ghi điều ông/bà chưa hài lòng.' })
    .trim()
    .min(3, 'Xin ghi điều ông/bà chưa hài lòng.')
    .max(2000, 'Xin viết ngắn hơn 2.000 chữ.'),
  /** Consent is given by the own hand, never beforehand. */
  consent: z.literal('1', { error: 'Xin đánh dấu đồng ý, để Trung tâm được dùng số điện thoại này.' }),
});
export type ContactInput = z.output<typeof ContactInput>;

/** What came of a follow-up. */
export const OUTCOMES = ['explained', 'corrected', 'apologised', 'unfounded', 'unreachable'] as const;
export const Outcome = z.enum(OUTCOMES, { error: 'Xin chọn kết quả.' });
export type Outcome = z.output<typeof Outcome>;

/** How the head ends a follow-up. */
export const CloseInput = z.object({
  outcome: Outcome,
  note: z
    .string({ error: 'Xin ghi đã làm gì và người dân nói gì.' })
    .trim()
    .min(3, 'Xin ghi đã làm gì và người dân nói gì.')
    .max(2000, 'Xin viết ngắn hơn 2.000 chữ.'),
});
export type CloseInput = z.output<typeof CloseInput>;

/** A request to be contacted. Name, phone and words are empty once they were erased. */
export interface Contact {
  readonly id: string;
  readonly centreId: string;
  readonly unitId: string;
  readonly dossierId: string | null;
  readonly dossierNumber: string;
  readonly name: string;
  readonly phone: string;
  readonly message: string;
  readonly consent: string;
  readonly askedAt: Temporal.Instant;
  readonly due: Temporal.Instant;
  readonly outcome: Outcome | null;
  readonly note: string;
  readonly closedAt: Temporal.Instant | null;
  readonly closedByName: string;
  readonly erased: boolean;
}

/** A job for a head that comes of unhappy ratings: the six clears in words, ready to be given. */
export interface UnhappyRatings {
  /** One job for each reference. */
  readonly ref: string;
  readonly unitId: string;
  readonly work: string;
  readonly responsibility: string;
  readonly product: string;
  readonly authority: string;
  /** Local day and time of day. */
  readonly dueDay: string;
  readonly dueTime: string;
}

/** What came of the job of the same reference. */
export interface FollowedUp {
  readonly ref: string;
  readonly note: string;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    /** Somebody was not satisfied: by name and consent at once, otherwise gathered by days. */
    'rating.unhappy': UnhappyRatings;
    'rating.followed-up': FollowedUp;
  }
}
