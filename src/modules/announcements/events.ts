import type { SmsGateway } from '#integrations/sms/port.ts';
import type { PushKeys } from '#integrations/web-push/port.ts';
import type { ZaloClient } from '#integrations/zalo/port.ts';

/**
 * Asks the modules above, which own these connections, for what news goes out with. Whoever has one calls `give…`; a channel that nobody gives
 * is not connected.
 */
export interface NewsConnectionsAsked {
  giveSms(gateway: SmsGateway): void;
  giveZalo(client: ZaloClient): void;
  givePushKeys(keys: PushKeys): void;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'announcements.connections': NewsConnectionsAsked;
  }
}
