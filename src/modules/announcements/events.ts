import type { PushKeys } from '#integrations/web-push/port.ts';

/** Asks the module above that owns the keys of web push for them; where nobody gives them, browsers cannot be told. */
export interface NewsConnectionsAsked {
  givePushKeys(keys: PushKeys): void;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'announcements.connections': NewsConnectionsAsked;
  }
}
