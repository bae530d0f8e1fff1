import { z } from 'zod';
import { PlatformConnection } from '#integrations/payment-platform/port.ts';

/** How the platform is reached, with the version that a secret is bound to. */
export interface PlatformSettings {
  readonly version: string;
  readonly connection: PlatformConnection;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

const Secret = z.string().trim().max(500, 'Khóa dài nhất 500 ký tự.').default('');

/** Input of the settings page. Empty secrets keep the stored ones. */
export const PlatformSettingsInput = z
  .object({ requestId: z.uuid(), shared: Secret, token: Secret, lookUpKey: Secret })
  .and(PlatformConnection)
  .refine((input) => input.lookUpKey === '' || input.lookUpKey.length >= 16, {
    path: ['lookUpKey'],
    message: 'Khóa tra cứu cần ít nhất 16 ký tự.',
  });
export type PlatformSettingsInput = z.output<typeof PlatformSettingsInput>;

/** Where a payment stands. `closed`: settled or changed otherwise; `lapsed`: asked for days, nothing came. */
export const PlatformState = z.enum(['new', 'waiting', 'paid', 'failed', 'closed', 'lapsed']);
export type PlatformState = z.infer<typeof PlatformState>;

/** A payment begun on the platform, here (`ours`) or on the portal. */
export interface PlatformPayment {
  readonly id: string;
  readonly dossierId: string;
  readonly dossierNumber: string;
  readonly origin: 'ours' | 'portal';
  readonly reference: string;
  /** Unguessable part of the payer's address. */
  readonly token: string;
  readonly amountVnd: number;
  readonly state: PlatformState;
  readonly payUrl: string | null;
  /** `ThoiGianGD` of the INIT. */
  readonly stamp: string;
  readonly openedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly nextQueryAt: Temporal.Instant | null;
  readonly queries: number;
  readonly lastWhy: string | null;
}

/** One thing said between us and the platform. */
export interface PlatformMessage {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly direction: 'out' | 'in';
  readonly kind: 'INIT' | 'CONFIRM' | 'QUERY' | 'GET_BILL' | 'LOOK_UP';
  readonly reference: string;
  readonly outcome: string;
  readonly detail: string;
}
