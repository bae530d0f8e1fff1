import { z } from 'zod';
import { SmsConnection } from '#integrations/sms/port.ts';
import { ZaloConnection } from '#integrations/zalo/port.ts';

const Price = z.coerce
  .number('Xin nhập số đồng, ví dụ 790.')
  .int('Xin nhập số đồng nguyên.')
  .min(0)
  .max(100_000)
  .default(0);
const Active = z
  .enum(['yes', 'no'])
  .default('yes')
  .transform((value) => value === 'yes');
const Secret = z.string().max(500).default('');

/** An SMS gateway as an administrator sets it up; `secret` empty keeps the stored one. */
export const GatewayInput = z.intersection(
  SmsConnection,
  z.object({
    requestId: z.uuid(),
    /** Which gateway is changed; none: a new one, last in the order. */
    id: z.uuid().optional(),
    place: z.coerce.number().int().min(1).max(9).default(1),
    active: Active,
    priceVnd: Price,
    secret: Secret,
  }),
);
export type GatewayInput = z.output<typeof GatewayInput>;

/** The Official Account as an administrator sets it up; empty secrets keep the stored ones. */
export const ZaloInput = ZaloConnection.extend({
  requestId: z.uuid(),
  active: Active,
  priceVnd: Price,
  appSecret: Secret,
  oaSecret: Secret,
  /** First refresh token from the console's API Explorer; empty: by consent, or the stored one. */
  refreshToken: z.string().trim().max(2_000).default(''),
});
export type ZaloInput = z.output<typeof ZaloInput>;

/** What is sealed for a carrier. */
export const CarrierSecrets = z.object({ secret: z.string().default(''), oaSecret: z.string().default('') });
export type CarrierSecrets = z.output<typeof CarrierSecrets>;

/** The pair of tokens, sealed. */
export const KeptTokens = z.object({ access: z.string(), refresh: z.string() });
export type KeptTokens = z.output<typeof KeptTokens>;

interface CarrierBase {
  readonly id: string;
  readonly name: string;
  readonly place: number;
  readonly active: boolean;
  readonly priceVnd: number;
  readonly version: string;
  readonly reportToken: string;
  readonly hasSecret: boolean;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** An SMS gateway of a centre. */
export interface SmsCarrier extends CarrierBase {
  readonly kind: 'sms';
  readonly connection: SmsConnection;
}

/** The Official Account of a centre. */
export interface ZaloCarrier extends CarrierBase {
  readonly kind: 'zalo';
  readonly connection: ZaloConnection;
  readonly tokensUntil: Temporal.Instant | null;
  readonly consentWhy: string | null;
}

export type Carrier = SmsCarrier | ZaloCarrier;

/** What a carrier told of a message, for the module that sent it; handed on in the transaction in which it is kept. */
export interface CarrierReported {
  readonly carrierId: string;
  readonly reference: string | null;
  /** Our own id of the message, where the carrier gives it back. */
  readonly requestId: string | null;
  readonly state: 'under-way' | 'delivered' | 'undelivered';
  readonly code: string;
  readonly message: string;
  readonly costVnd: number | null;
  readonly at: Temporal.Instant | null;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'carrier.reported': CarrierReported;
  }
}
