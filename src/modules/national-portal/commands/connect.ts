import { portalClient } from '#integrations/national-portal/client.ts';
import type { PortalClient } from '#integrations/national-portal/port.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';

/** A client, and how long an item must be held for it. */
export interface Connected {
  readonly client: PortalClient;
  readonly leaseSeconds: number;
}

interface Kept {
  readonly version: string;
  readonly connected: Connected | null;
}

/** Calls that one item may take in a row, the longest way: login, the call, login again, the call again. */
const CALLS = 4;
const SPARE_SECONDS = 30;

/** Clients by centre: a client keeps its session, and is made anew when the settings change. */
const clients = new WeakMap<AppContext, Map<string, Kept>>();

/** The client of a centre; null while the portal is not connected. */
export async function connect(ctx: AppContext, centreId: string): Promise<Connected | null> {
  const found = await readOnly(ctx, { centreId }, repo.findSettings);
  if (found === null) {
    return null;
  }
  const { settings, secretBox } = found;
  const mine = clients.get(ctx) ?? new Map<string, Kept>();
  clients.set(ctx, mine);
  const kept = mine.get(centreId);
  if (kept?.version === settings.version) {
    return kept.connected;
  }
  const secret = secretBox === null ? '' : await openSecret(ctx.config, settings.version, secretBox);
  const { connection } = settings;
  const client = portalClient(connection, secret, () => ctx.clock.now().epochMilliseconds);
  const connected =
    client === null || connection.mode === 'off'
      ? null
      : { client, leaseSeconds: connection.timeoutSeconds * CALLS + SPARE_SECONDS };
  mine.set(centreId, { version: settings.version, connected });
  return connected;
}
