import { nationalList } from '#integrations/national-list/client.ts';
import type { NationalList } from '#integrations/national-list/port.ts';
import { connect as connectPortal } from '#modules/national-portal/commands/connect.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import * as repo from '../repo.ts';
import type { ListSettings } from '../schema.ts';

/** The list with the settings it is read by. */
export interface ConnectedList {
  readonly list: NationalList;
  readonly source: Exclude<ListSettings['source'], { kind: 'off' }>;
}

/** The national list of a centre; null while it is off, or while the portal through which it is read is not connected. */
export async function connectList(ctx: AppContext, centreId: string): Promise<ConnectedList | null> {
  const settings = await readOnly(ctx, { centreId }, repo.findSettings);
  const source = settings?.source;
  if (source === undefined || source.kind === 'off') {
    return null;
  }
  const portal = source.kind === 'portal' ? await connectPortal(ctx, centreId) : null;
  const list = nationalList(source, portal?.client ?? null);
  return list === null ? null : { list, source };
}
