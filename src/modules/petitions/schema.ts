import { z } from 'zod';
import { mobileNumber } from '#integrations/sms/number.ts';

/** `report`: phản ánh; `proposal`: kiến nghị; `question`: hỏi đáp. */
export const Kind = z.enum(['report', 'proposal', 'question']);
export type Kind = z.infer<typeof Kind>;

/** What a person may want to send; the last two are led to citizen reception (NĐ 118/2025 Đ8 k.1đ) and never stored. */
export const ASKED = [...Kind.options, 'complaint', 'denunciation'] as const;

/** One state at a time; docs/petitions.md draws the way. */
export const State = z.enum([
  'received',
  'accepted',
  'waiting',
  'proposed',
  'answered',
  'published',
  'closed',
  'refused',
  'forwarded',
]);
export type State = z.infer<typeof State>;

/** What it is about: what an officer chooses when taking it on. */
export const Field = z.enum([
  'procedures',
  'land',
  'environment',
  'roads',
  'order',
  'welfare',
  'health-education',
  'business',
  'other',
]);
export type Field = z.infer<typeof Field>;

/** The two kinds of NĐ 20/2008 Điều 5 (hành vi, quy định), and `life`: matters of the village that are neither. */
export const Nature = z.enum(['behaviour', 'regulation', 'life']);
export type Nature = z.infer<typeof Nature>;

/** Most of everything that a stranger may send. */
export const LIMITS = { photos: 5, photosInAll: 10, photoBytes: 12 * 1024 * 1024, text: 4000 } as const;

const Short = (max: number) => z.string().trim().max(max).default('');
const Degrees = (most: number) => z.coerce.number().min(-most).max(most).nullable().default(null).catch(null);

/** What was said, as the sender wrote it. */
export const Said = z.object({
  text: z.string(),
  place: z.string(),
  village: z.string(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
});
export type Said = z.infer<typeof Said>;

/** How the sender wants to hear of it: not at all, by Zalo or SMS, by e-mail. */
export const Tell = z.enum(['none', 'phone', 'email']);

/** Who sent it; all empty for whoever stays unnamed. */
export const Sender = z.object({
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  tell: Tell.default('none'),
});
export type Sender = z.infer<typeof Sender>;

const TEXT_MISSING =
  'Xin viết nội dung: việc gì, xảy ra khi nào, mong được giải quyết thế nào (ít nhất 10 chữ cái).';
const Text = z
  .string({ error: TEXT_MISSING })
  .trim()
  .min(10, TEXT_MISSING)
  .max(LIMITS.text, `Nội dung dài nhất ${LIMITS.text} chữ cái. Xin viết gọn lại hoặc gửi thành hai lần.`);

const SendFields = z.object({
  requestId: z.uuid(),
  kind: z.enum(ASKED, { error: 'Xin chọn ông/bà muốn gửi gì.' }),
  text: Text,
  place: Short(300),
  village: Short(120),
  lat: Degrees(90),
  lng: Degrees(180),
  name: Short(120),
  phone: z
    .string()
    .trim()
    .regex(/^(\+?84|0)[\d .]{8,13}$/, 'Số điện thoại gồm 10 chữ số, ví dụ 0912 345 678. Có thể bỏ trống.')
    .or(z.literal(''))
    .default(''),
  email: z.email('Thư điện tử có dạng ten@vidu.vn. Có thể bỏ trống.').or(z.literal('')).default(''),
  /** The sender read that complaints go elsewhere, and says that this is none. */
  notComplaint: z.literal('yes').optional(),
  tell: Tell.default('none'),
});

/** The form of `/phan-anh`. Whoever wants news says where to. */
export const SendInput = SendFields.superRefine(({ tell, phone, email }, context) => {
  if (tell === 'phone' && mobileNumber(phone) === null) {
    const message = 'Xin ghi số điện thoại di động để nhận tin, hoặc chọn cách nhận tin khác.';
    context.addIssue({ code: 'custom', path: ['phone'], message });
  }
  if (tell === 'email' && email === '') {
    const message = 'Xin ghi thư điện tử để nhận tin, hoặc chọn cách nhận tin khác.';
    context.addIssue({ code: 'custom', path: ['email'], message });
  }
});
export type SendInput = z.output<typeof SendInput>;

const Words = (missing: string) => z.string({ error: missing }).trim().min(3, missing).max(LIMITS.text);
const RequestId = { requestId: z.uuid() };
/** Why the officer who wrote the answer lets it out, too: only where nobody else of the centre may. */
const Alone = { alone: Short(500) };
const Published = {
  title: z
    .string({ error: 'Xin ghi tiêu đề.' })
    .trim()
    .min(5, 'Xin ghi tiêu đề, ít nhất 5 chữ cái.')
    .max(200),
  question: Words('Xin ghi nội dung hỏi để công khai, không có thông tin cá nhân.'),
  shownAnswer: Words('Xin ghi câu trả lời để công khai, không có thông tin cá nhân.'),
  /** Why something that looks like personal data may stand there. */
  allowed: Short(500),
};

/** What officers do with a petition; each form posts one of them. */
export const OfficerCommand = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('accept'),
    field: Field,
    nature: Nature,
    unitId: z.uuid({ error: 'Xin chọn đơn vị giải quyết.' }),
    ...RequestId,
  }),
  z.object({
    type: z.literal('refuse'),
    words: Words('Xin ghi lý do không tiếp nhận để người gửi hiểu.'),
    ...RequestId,
  }),
  z.object({
    type: z.literal('forward'),
    agency: z
      .string({ error: 'Xin ghi tên cơ quan nhận chuyển.' })
      .trim()
      .min(3, 'Xin ghi tên cơ quan nhận chuyển.')
      .max(200),
    words: Words('Xin ghi lý do chuyển và cách người gửi liên hệ cơ quan đó.'),
    ...RequestId,
  }),
  z.object({
    type: z.literal('move'),
    unitId: z.uuid({ error: 'Xin chọn đơn vị nhận.' }),
    words: Words('Xin ghi lý do chuyển đơn vị.'),
    ...RequestId,
  }),
  z.object({
    type: z.literal('ask'),
    words: Words('Xin ghi rõ cần người gửi bổ sung điều gì.'),
    ...RequestId,
  }),
  z.object({ type: z.literal('draft'), words: Words('Xin soạn câu trả lời.'), ...RequestId }),
  z.object({ type: z.literal('approve'), ...Alone, ...RequestId }),
  z.object({
    type: z.literal('return'),
    words: Words('Xin ghi điều cần sửa trong câu trả lời.'),
    ...RequestId,
  }),
  z.object({ type: z.literal('publish'), ...Published, ...Alone, ...RequestId }),
  z.object({ type: z.literal('keep'), words: Words('Xin ghi lý do không đăng công khai.'), ...RequestId }),
  z.object({
    type: z.literal('correct'),
    ...Published,
    ...Alone,
    words: Words('Xin ghi điều được đính chính; người đọc sẽ thấy.'),
    ...RequestId,
  }),
]);
export type OfficerCommand = z.output<typeof OfficerCommand>;

/** What the sender does at the secret address. */
export const SenderCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('supply'), words: Words('Xin viết điều ông/bà bổ sung.'), ...RequestId }),
  z.object({
    type: z.literal('rate'),
    satisfied: z.enum(['yes', 'no'], { error: 'Xin chọn hài lòng hoặc chưa hài lòng.' }),
    words: Short(1000),
    ...RequestId,
  }),
  z.object({
    type: z.literal('again'),
    words: Words('Xin viết điều chưa rõ hoặc chưa được giải quyết.'),
    ...RequestId,
  }),
]);
export type SenderCommand = z.output<typeof SenderCommand>;

/** Everything that can be done with a petition after it came. */
export type Command = OfficerCommand | SenderCommand;
export type CommandType = Command['type'];

/** What the public reads. */
export const Publication = z.object({
  title: z.string(),
  question: z.string(),
  answer: z.string(),
  byName: z.string(),
  /** What was corrected, newest last. */
  corrections: z.array(z.object({ at: z.string(), words: z.string() })),
});
export type Publication = z.infer<typeof Publication>;

/** A span of waiting for the sender, as instants. */
export interface Pause {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Spans as they are stored. */
export const StoredPauses = z.array(z.object({ from: z.string(), to: z.string() }));

/** A petition as stored. Instants are UTC moments; `dueAt` is null where nothing is due from the office. */
export interface Petition {
  readonly id: string;
  readonly centreId: string;
  /** "PA-2026-0012", for people. */
  readonly number: string;
  readonly requestId: string;
  readonly kind: Kind;
  readonly channel: 'web' | 'noted';
  /** The officer who wrote it down at the telephone or the counter (NĐ 20/2008 Điều 7 k.2); empty on the web. */
  readonly notedBy: string;
  readonly said: Said;
  readonly sender: Sender;
  readonly state: State;
  readonly round: 1 | 2;
  readonly field: Field | null;
  readonly nature: Nature | null;
  readonly unitId: string | null;
  readonly firstReceivedAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly pauses: readonly Pause[];
  readonly waitingSince: Temporal.Instant | null;
  readonly dueAt: Temporal.Instant | null;
  readonly answer: string;
  readonly draftedBy: string | null;
  readonly draftedByName: string;
  readonly approvedBy: string | null;
  readonly approvedByName: string;
  readonly approvedAt: Temporal.Instant | null;
  readonly satisfied: boolean | null;
  readonly publication: Publication | null;
  readonly publishedAt: Temporal.Instant | null;
  /** Who let the answer of this round be read by all. */
  readonly publishedBy: string | null;
  /** Why one person wrote the answer and let it out; empty where two did. */
  readonly aloneReason: string;
  /** When what the sender wrote about themselves was erased. */
  readonly erasedAt: Temporal.Instant | null;
  /** Lines of the history so far. */
  readonly seq: number;
  readonly clockSeq: number | null;
}

/** What a line of the history tells of. */
export const LineType = z.enum([
  'received',
  'accept',
  'refuse',
  'forward',
  'move',
  'ask',
  'supply',
  'draft',
  'approve',
  'return',
  'publish',
  'keep',
  'correct',
  'rate',
  'again',
] satisfies readonly ('received' | CommandType)[]);
export type LineType = z.infer<typeof LineType>;

/** One line of the history. */
export interface HistoryLine {
  readonly seq: number;
  readonly type: LineType;
  readonly state: State;
  readonly round: number;
  readonly at: Temporal.Instant;
  readonly byName: string;
  readonly words: string;
  /** Done after the term of that act. */
  readonly late: boolean;
}

/** A photograph of a petition. */
export interface Photo {
  readonly id: string;
  readonly size: number;
  readonly addedAt: Temporal.Instant;
}

/** Days after its end that a petition keeps what its sender wrote about themselves. No act of law sets it: the centre does. */
export const KEEP = { least: 90, usual: 730, most: 7300 } as const;
const KEEP_WRONG = `Xin ghi số ngày giữ thông tin người gửi, từ ${KEEP.least} đến ${KEEP.most}.`;

/** Where citizens are received, and how long personal data is kept. */
export const SettingsInput = z.object({
  place: z
    .string({ error: 'Xin ghi nơi tiếp công dân.' })
    .trim()
    .min(3, 'Xin ghi nơi tiếp công dân.')
    .max(300),
  hours: z
    .string({ error: 'Xin ghi ngày và giờ tiếp công dân.' })
    .trim()
    .min(3, 'Xin ghi ngày và giờ tiếp công dân.')
    .max(300),
  phone: z.string({ error: 'Xin ghi số điện thoại.' }).trim().min(3, 'Xin ghi số điện thoại.').max(40),
  keepDays: z.coerce
    .number(KEEP_WRONG)
    .int(KEEP_WRONG)
    .min(KEEP.least, KEEP_WRONG)
    .max(KEEP.most, KEEP_WRONG)
    .default(KEEP.usual),
});
export type SettingsInput = z.output<typeof SettingsInput>;

/** A job that watches one clock of a petition; oversight makes it a task with the six clears. */
export interface PetitionClock {
  /** The job that ends, with what came of it. */
  readonly ends: { readonly ref: string; readonly note: string } | null;
  readonly begins: {
    readonly ref: string;
    readonly unitId: string;
    readonly work: string;
    readonly responsibility: string;
    readonly product: string;
    readonly authority: string;
    readonly dueDay: string;
    readonly dueTime: string;
  } | null;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    /** A clock of a petition ends, begins, or both. */
    'petition.clock': PetitionClock;
    /** Something was done that the sender should hear of; who carries news to citizens may subscribe. */
    'petition.changed': { readonly petition: Petition; readonly line: HistoryLine };
    /** What its sender wrote was erased; whoever keeps something of them erases it in the same transaction. */
    'petition.erased': { readonly petitionId: string };
  }
}
