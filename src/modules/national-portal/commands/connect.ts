import { portalClient } from '#integrations/national-portal/client.ts';
import type { PortalClient } from '#integrations/national-portal/port.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';
import { fileSigner } from './file-address.ts';

/** A client, how long an item must be held for it, and the addresses of files that go with it. */
export interface Connected {
  readonly client: PortalClient;
  readonly leaseSeconds: number;
  /** Calls that may be under way at the same time. */
  readonly atOnce: number;
  /** Address from which the named machines may fetch a file of a dossier from now on; empty while none are named. */
  addressOf(number: string, fileId: string): string;
}

interface Kept {
  readonly version: string;
  readonly connected: Connected | null;
}

/** Calls that one item may take in a row, the longest way: login, the call, login again, the call again. */
const CALLS = 4;
const SPARE_SECONDS = 30;
const DAY_SECONDS = 86_400;

/** Clients by centre: a client keeps its session, and is made anew when the settings change. */
const clients = new WeakMap<AppContext, Map<string, Kept>>();

/** The client of a centre; null while the portal is not connected, and always where this is a centre's layer: it never tells the portal anything. */
export async function connect(ctx: AppContext, centreId: string): Promise<Connected | null> {
  if (ctx.config.role === 'centre-layer') {
    return null;
  }
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
  const signer = await fileSigner(ctx);
  const { callers, days } = settings.files;
  const connected =
    client === null || connection.mode === 'off'
      ? null
      : {
          client,
          leaseSeconds: connection.timeoutSeconds * CALLS + SPARE_SECONDS,
          atOnce: connection.atOnce,
          addressOf(number: string, fileId: string) {
            const until = Math.floor(ctx.clock.now().epochMilliseconds / 1000) + days * DAY_SECONDS;
            return callers.length === 0 ? '' : signer.address({ centreId, fileId, number, until });
          },
        };
  mine.set(centreId, { version: settings.version, connected });
  return connected;
}
