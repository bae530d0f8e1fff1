import { portalClient } from '#integrations/national-portal/client.ts';
import type { PortalClient } from '#integrations/national-portal/port.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';

interface Kept {
  readonly version: string;
  readonly client: PortalClient | null;
}

/** Clients by centre: a client keeps its session, and is made anew when the settings change. */
const clients = new WeakMap<AppContext, Map<string, Kept>>();

/** The client of a centre; null while the portal is not connected. */
export async function connect(ctx: AppContext, centreId: string): Promise<PortalClient | null> {
  const found = await readOnly(ctx, { centreId }, repo.findSettings);
  if (found === null) {
    return null;
  }
  const { settings, secretBox } = found;
  const mine = clients.get(ctx) ?? new Map<string, Kept>();
  clients.set(ctx, mine);
  const kept = mine.get(centreId);
  if (kept?.version === settings.version) {
    return kept.client;
  }
  const secret = secretBox === null ? '' : await openSecret(ctx.config, settings.version, secretBox);
  const client = portalClient(settings.connection, secret, () => ctx.clock.now().epochMilliseconds);
  mine.set(centreId, { version: settings.version, client });
  return client;
}
