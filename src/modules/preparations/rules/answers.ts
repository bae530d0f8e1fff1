import { z } from 'zod';
import { Body, Way, Who } from '../schema.ts';
import type { Question } from './steps.ts';

const name = (what: string) => z.string(what).trim().min(2, what).max(300, 'Họ và tên dài nhất 300 ký tự.');

/** Twelve digits of the ID card, or nine of the old one; typed with spaces or without. */
const idNumber = z
  .string('Xin nhập số căn cước (12 chữ số).')
  .trim()
  .transform((text) => text.replace(/[\s.]/g, ''))
  .superRefine((text, issue) => {
    if (!/^\d+$/.test(text)) {
      issue.addIssue('Số căn cước chỉ gồm chữ số.');
    } else if (text.length !== 12 && text.length !== 9) {
      issue.addIssue(`Số căn cước phải có 12 chữ số; ông/bà mới nhập ${text.length}.`);
    }
  });

const phone = z
  .string('Xin nhập số điện thoại.')
  .trim()
  .transform((text) => text.replace(/[\s.-]/g, ''))
  .pipe(z.string().regex(/^(0|\+84)[0-9]{8,10}$/, 'Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.'));

/** A day as people type it ("2/9/1956"), or as a browser's own field sends it; the ISO day, null when it is none. */
export function readDay(typed: string): string | null {
  const said = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/.exec(typed.trim());
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed.trim());
  const [year, month, day] = said === null ? (iso?.slice(1) ?? []) : [said[3], said[2], said[1]];
  try {
    const fields = { year: Number(year), month: Number(month), day: Number(day) };
    return Temporal.PlainDate.from(fields, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/** An ISO day as people write it: "02/09/1956". */
export function sayDay(iso: string): string {
  const [year, month, day] = iso.split('-');
  return day === undefined ? iso : `${day}/${month}/${year}`;
}

const birthDate = z.string('Xin nhập ngày sinh, ví dụ 02/09/1956.').transform((text, issue) => {
  const day = readDay(text);
  if (day === null) {
    issue.addIssue('Ngày sinh viết như 02/09/1956. Xin xem lại ngày, tháng, năm.');
    return z.NEVER;
  }
  return day;
});

const notAfter = (today: string) =>
  birthDate
    .refine((day) => day <= today, 'Ngày sinh không thể sau hôm nay.')
    .refine((day) => day >= '1890-01-01', 'Xin xem lại năm sinh.');

const optional = (text: z.ZodType<string>) => text.or(z.undefined().transform(() => ''));

/**
 * What each question takes, as its form sends it; the names of the inputs are the paths. Every input but those named
 * "không bắt buộc" is asked for; "Để sau" goes on without answering.
 * @param today local day `YYYY-MM-DD`
 */
export function questionInputs(today: string) {
  const applicant = <S extends z.ZodRawShape>(shape: S) =>
    z.object({ applicant: z.object(shape, { error: 'Xin điền mục này.' }) }, { error: 'Xin điền mục này.' });
  return {
    'cho-ai': z.object({ who: z.enum(Who.options, 'Xin chọn một mục.') }),
    'ho-ten': z.object({ applicant: z.preprocess(some, z.object({ name: name('Xin nhập họ và tên.') })) }),
    'so-can-cuoc': z.object({ applicant: z.preprocess(some, z.object({ idNumber })) }),
    'ngay-sinh': z.object({ applicant: z.preprocess(some, z.object({ birthDate: notAfter(today) })) }),
    'dia-chi': z.object({
      applicant: z.preprocess(
        some,
        z.object({
          address: z
            .string('Xin nhập nơi ở hiện nay: thôn, xã, tỉnh.')
            .trim()
            .min(5, 'Xin nhập đủ thôn (số nhà, đường), xã, tỉnh.')
            .max(500, 'Địa chỉ dài nhất 500 ký tự.'),
        }),
      ),
    }),
    'dien-thoai': applicant({ phone }),
    'nguoi-nop': z.object({
      submitter: z.preprocess(
        some,
        z.object({
          name: name('Xin nhập họ và tên người mang hồ sơ đến.'),
          idNumber,
          phone: optional(phone),
          relation: z
            .string('Xin cho biết quan hệ, ví dụ: con, vợ, cháu.')
            .trim()
            .min(2, 'Xin cho biết quan hệ, ví dụ: con, vợ, cháu.')
            .max(100, 'Dài nhất 100 ký tự.'),
        }),
      ),
    }),
    'uy-quyen': z.object({
      submitter: z.preprocess(some, z.object({ paper: z.enum(['co', 'khong'], 'Xin chọn một mục.') })),
    }),
    'nguoi-giup': z.object({
      helper: z.preprocess(
        some,
        z.object({ name: name('Xin nhập họ và tên người giúp.'), phone: optional(phone) }),
      ),
    }),
    'nhan-ket-qua': z
      .object({
        delivery: z.preprocess(
          some,
          z.object({
            how: z.enum(['counter', 'post', 'electronic'], 'Xin chọn cách nhận kết quả.'),
            address: z.string().trim().max(500, 'Địa chỉ dài nhất 500 ký tự.').default(''),
          }),
        ),
      })
      .refine(({ delivery }) => delivery.how !== 'post' || delivery.address.length >= 5, {
        message: 'Xin nhập địa chỉ để bưu điện mang kết quả đến.',
        path: ['delivery', 'address'],
      }),
  } as const satisfies Record<Question, z.ZodType>;
}

/** An empty form leaves the whole branch out; each of its fields is then missing, not the branch. */
function some(value: unknown): unknown {
  return value ?? {};
}

/** How one paper comes. */
export const PaperInput = z.object({ way: z.enum(Way.options, 'Xin chọn một mục.') });

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The words that stand for the two answers about the authorisation. */
const PAPER_WORDS: Readonly<Record<string, string>> = { co: 'Giấy ủy quyền', khong: '' };

/**
 * Who signed in is known as the applicant; when it is done for a relative, that person is who brings it.
 * @param ownerKey number of who signed in
 */
export function withWho(body: Body, who: Who, ownerKey: string | null): Body {
  const { applicant, submitter } = body;
  if (who !== 'relative' || ownerKey === null || applicant.idNumber !== ownerKey || submitter.name !== '') {
    return { ...body, who };
  }
  const { name, idNumber: own, phone: number } = applicant;
  return Body.parse({
    ...body,
    who,
    applicant: {},
    submitter: { ...submitter, name, idNumber: own, phone: number },
  });
}

/** The body with one question's answer laid over it; everything else stays. */
export function withAnswer(body: Body, answer: Tree): Body {
  const laid = Object.entries(answer).map(([key, value]) => {
    const before: unknown = Reflect.get(body, key);
    return [key, isTree(value) && isTree(before) ? { ...before, ...value } : value] as const;
  });
  const next = Body.parse({ ...body, ...Object.fromEntries(laid) });
  const { paper } = next.submitter;
  return { ...next, submitter: { ...next.submitter, paper: PAPER_WORDS[paper] ?? paper } };
}
