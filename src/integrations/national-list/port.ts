import { z } from 'zod';

/** Where the national list is read. `portal`: through the centre's connection to the National Portal (adapter or relay); `public`: the portal's public web service. */
export const ListSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({
    kind: z.literal('portal'),
    /** Code of the unit whose list is read (`LayDanhSachTTHCDonVi`, relays only); absent: the list of the whole country. */
    unitCode: z.string().trim().min(1).max(40).optional(),
  }),
  z.object({
    kind: z.literal('public'),
    /** Address of the portal, without a slash at the end. */
    base: z
      .url({ protocol: /^https?$/, error: 'Địa chỉ bắt đầu bằng https://, ví dụ https://dichvucong.gov.vn.' })
      .transform((text) => text.replace(/\/+$/, ''))
      .default('https://dichvucong.gov.vn'),
    timeoutSeconds: z.coerce.number().int().min(1).max(300).default(60),
  }),
]);
export type ListSource = z.output<typeof ListSource>;

/** National code without a local suffix, e.g. `1.004082`. */
export const NationalCode = z.string().regex(/^\d{1,3}\.\d{6}$/);

/** Level of the agency that carries a procedure out. Districts ended on 1 July 2025. */
const NationalLevel = z.enum(['ministry', 'province', 'district', 'commune', 'other']);

const NationalFee = z.object({
  /** Phí (`fee`) or lệ phí (`charge`); null where the list does not say. */
  kind: z.enum(['fee', 'charge']).nullable(),
  /** Whole đồng; null where there is no one amount. */
  amountVnd: z.int().min(0).nullable(),
  text: z.string(),
});

/** A procedure of the national list in one shape, whatever service it came from. Texts are trimmed; "" and null mean: not said. */
export const NationalRecord = z.object({
  code: NationalCode,
  name: z.string().min(1),
  /** Whether it is public, that is: in force. */
  inForce: z.boolean(),
  levels: z.array(NationalLevel),
  field: z.string().nullable(),
  promulgatedBy: z.string().nullable(),
  decision: z.string().nullable(),
  agency: z.string().nullable(),
  coordinating: z.string().nullable(),
  audience: z.array(z.string()),
  channels: z.array(
    z.object({
      channel: z.enum(['in-person', 'online', 'postal']),
      times: z.array(z.object({ amount: z.number().nullable(), unit: z.string(), note: z.string() })),
      fees: z.array(NationalFee),
    }),
  ),
  papers: z.array(
    z.object({
      group: z.string(),
      name: z.string().min(1),
      originals: z.int().min(0),
      copies: z.int().min(0),
      form: z.string().nullable(),
    }),
  ),
  results: z.array(z.object({ name: z.string().min(1), code: z.string().nullable() })),
  legalBasis: z.array(
    z.object({ number: z.string(), name: z.string(), effectiveFrom: z.iso.date().nullable() }),
  ),
  steps: z.array(z.string().min(1)),
  requirements: z.string().nullable(),
});
export type NationalRecord = z.output<typeof NationalRecord>;

/** One entry of the list: the code, and under what its record is asked for. */
export const Listed = z.object({ code: NationalCode, ref: z.string().min(1) });
export type Listed = z.output<typeof Listed>;

/** What one call led to. `unreadable`: it answered, but what it said cannot be taken. */
export type ListRead<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unavailable'; readonly why: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** The national list: all codes, and the record of each. Reads only. */
export interface NationalList {
  /** The whole list, or no list at all: half a list would look like abolished procedures. */
  list(): Promise<ListRead<readonly Listed[]>>;
  record(listed: Listed): Promise<ListRead<NationalRecord>>;
}
