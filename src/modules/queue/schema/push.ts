import { z } from 'zod';

const Base64Url = z.string().regex(/^[\w-]+={0,2}$/);

/** What a browser tells of itself when it subscribes (Push API, `PushSubscription.toJSON()`). */
export const SubscriptionInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.object({ p256dh: Base64Url.min(80).max(100), auth: Base64Url.min(16).max(40) }),
});
export type SubscriptionInput = z.output<typeof SubscriptionInput>;

/** Why somebody is told: nearly their turn, called, or an appointment that is near. */
export const PushKind = z.enum(['near', 'called', 'due']);
export type PushKind = z.infer<typeof PushKind>;

/** Payload of the job that sends one message. */
export const PushJob = z.object({ centreId: z.uuid(), subscriptionId: z.uuid(), kind: PushKind });
export type PushJob = z.output<typeof PushJob>;
