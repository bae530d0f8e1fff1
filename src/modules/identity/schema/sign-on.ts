import { z } from 'zod';
import { SsoConnection } from '#integrations/sso/port.ts';

export { CitizenClaims } from '#integrations/vneid/claims.ts';
export { SsoConnection };

/** Whose sign-on a connection serves: officers with the province's accounts, citizens with VNeID. */
export const Audience = z.enum(['staff', 'citizen']);
export type Audience = z.output<typeof Audience>;

/** What a sign-on is for: to come in, to link an account with the provider's, or to say at a kiosk who one is. */
export type SignOnPurpose = 'sign-in' | 'link' | 'kiosk';

/** How a centre reaches a provider, without the secret. */
export interface SignOnSettings {
  readonly audience: Audience;
  /** Changes with every change. */
  readonly version: string;
  readonly connection: SsoConnection;
  readonly hasSecret: boolean;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** A sign-on under way. */
export interface SignOnRequest {
  readonly id: string;
  readonly centreId: string;
  readonly audience: Audience;
  readonly purpose: SignOnPurpose;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly returnTo: string;
  readonly accountId: string | null;
  readonly kioskId: string | null;
  readonly createdAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
}

/** Which account a subject of the provider signs in to. */
export interface SignOnLink {
  readonly id: string;
  readonly accountId: string;
  readonly issuer: string;
  readonly subject: string;
  /** Name at the provider, for showing only. */
  readonly displayName: string;
  readonly linkedAt: Temporal.Instant;
  readonly linkedBy: string;
  readonly usedAt: Temporal.Instant | null;
}

/** A citizen who signed in. */
export interface CitizenSession {
  readonly id: string;
  readonly centreId: string;
  readonly claims: z.output<typeof import('#integrations/vneid/claims.ts').CitizenClaims>;
  readonly createdAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
}

/** Input of the settings form. An empty secret keeps the one that is stored. */
export const SignOnSettingsInput = z
  .object({
    requestId: z.uuid(),
    audience: Audience,
    secret: z.string().trim().max(500).default(''),
  })
  .and(SsoConnection);
export type SignOnSettingsInput = z.output<typeof SignOnSettingsInput>;

/** Input of an administrator's link. */
export const LinkInput = z.object({
  accountId: z.uuid('Xin chọn cán bộ.'),
  subject: z
    .string('Xin nhập mã người dùng (sub) ở hệ thống của tỉnh.')
    .trim()
    .min(1, 'Xin nhập mã người dùng (sub) ở hệ thống của tỉnh.')
    .max(255),
});
export type LinkInput = z.output<typeof LinkInput>;

/** Somebody proved on the own phone who they are, for a kiosk. Nothing of the person. */
export interface KioskIdentified {
  readonly deviceId: string;
  readonly reference: string;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'identity.kiosk-identified': KioskIdentified;
  }
}
