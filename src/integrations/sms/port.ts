import { z } from 'zod';
import type { CarrierHealth, LookUpOutcome, SendOutcome } from '../messaging.ts';

/** Gateways we can speak to. */
export const SMS_PROVIDERS = ['esms', 'speedsms', 'fpt', 'viettel', 'vnpt'] as const;
export type SmsProvider = (typeof SMS_PROVIDERS)[number];

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Where the gateways are when nothing else is set; Viettel and VNPT give their address with the contract. */
export const SMS_ADDRESSES = {
  esms: 'https://rest.esms.vn',
  speedsms: 'https://api.speedsms.vn',
  fpt: 'https://app.sms.fpt.net',
  viettel: '',
  vnpt: '',
} as const satisfies Record<SmsProvider, string>;

/** Gateways that exist only as plain http on a fixed line: allowed for those two, since there is no other. */
const PLAIN: readonly SmsProvider[] = ['viettel', 'vnpt'];

const Short = z.string().trim().max(100).default('');

/** How a gateway is reached. The password, key or token is kept apart. */
export const SmsConnection = z
  .object({
    provider: z.enum(SMS_PROVIDERS),
    /** Empty: the provider's public address. */
    address: z
      .union([z.literal(''), z.url('Xin nhập địa chỉ đầy đủ, ví dụ https://rest.esms.vn').max(200)])
      .default(''),
    /** Sender's name, registered with each network. */
    brandname: z
      .string()
      .trim()
      .min(1, 'Xin nhập tên hiển thị (brandname) đã đăng ký.')
      .max(11, 'Brandname dài nhất 11 ký tự.')
      .regex(/^[A-Za-z0-9._ -]+$/, 'Brandname chỉ gồm chữ không dấu, số, dấu chấm, gạch.'),
    /** ApiKey (eSMS), client id (FPT), user (Viettel, VNPT). SpeedSMS has only a token. */
    user: Short,
    /** CPCode (Viettel). */
    cpCode: Short,
    /** VNPT: LABELID, CONTRACTID, AGENTID, USERNAME. */
    labelId: Short,
    contractId: Short,
    agentId: Short,
    userName: Short,
    /** Whether the contract lets letters with marks through. */
    unicode: z.stringbool().or(z.boolean()).default(false),
    timeoutSeconds: z.coerce.number().int().min(1).max(60).default(10),
  })
  .superRefine((input, context) => {
    const say = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const url = input.address === '' ? null : URL.parse(input.address);
    if (input.address === '' && SMS_ADDRESSES[input.provider] === '') {
      say('address', 'Nhà mạng này cấp địa chỉ riêng theo hợp đồng. Xin nhập địa chỉ đó.');
    }
    if (
      url !== null &&
      url.protocol !== 'https:' &&
      !(url.protocol === 'http:' && (LOOPBACK.test(url.hostname) || PLAIN.includes(input.provider)))
    ) {
      say('address', 'Địa chỉ phải bắt đầu bằng https://.');
    }
    if (input.provider !== 'speedsms' && input.user === '') {
      say('user', 'Xin nhập tên đăng nhập (ApiKey, client id) nhà cung cấp đã cấp.');
    }
    if (input.provider === 'viettel' && input.cpCode === '') {
      say('cpCode', 'Xin nhập mã CPCode trong hợp đồng với Viettel.');
    }
    if (input.provider === 'vnpt') {
      for (const path of ['labelId', 'contractId', 'agentId'] as const) {
        if (input[path] === '') {
          say(path, 'Xin nhập mã này theo hợp đồng với VNPT.');
        }
      }
    }
  });
export type SmsConnection = z.output<typeof SmsConnection>;

/** One SMS to one person. */
export interface SmsMessage {
  /** `84` and nine digits, see `mobileNumber`. */
  readonly to: string;
  /** As it shall arrive; without marks unless the contract allows them. */
  readonly text: string;
  /** Ours, at most 50 characters; the same id again is the same message. */
  readonly requestId: string;
  /** VNPT: the registered template and its numbered parameters, instead of free text. */
  readonly template?: { readonly id: string; readonly params: readonly string[] };
}

/** What is known of a message whose outcome is asked. */
export interface SmsQuestion {
  readonly message: SmsMessage;
  /** The gateway's number, where it gave one. */
  readonly reference: string | null;
}

/** What a gateway sent to our report address: query of a GET, or body of a POST. */
export interface ReportPost {
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A gateway for SMS with a sender's name (tin nhắn thương hiệu). */
export interface SmsGateway {
  readonly provider: SmsProvider;
  /**
   * Whether the same request id again is refused as a repeat, so that sending again after an unknown outcome cannot deliver twice.
   * Only then may an unknown outcome be settled by sending again.
   */
  readonly dedupes: boolean;
  send(message: SmsMessage): Promise<SendOutcome>;
  lookUp(question: SmsQuestion): Promise<LookUpOutcome>;
  /** Signs in and reads the balance without sending anything. */
  check(): Promise<CarrierHealth>;
}
