import type { Tx } from '#platform/db/tx.ts';
import { findInboxSettings } from '../repo-inbox.ts';

/** The portal's own front page. */
export const PORTAL_FRONT = 'https://dichvucong.gov.vn/';

/**
 * Where a procedure is filed on the portal: the address that an administrator set for every code, else what the catalogue names, else the portal's front.
 * Public: no right is needed. Inside a running transaction.
 */
export async function portalPage(
  tx: Tx,
  procedure: { readonly code: string; readonly sourceUrl?: string | undefined },
): Promise<string> {
  const set = (await findInboxSettings(tx))?.settings.procedurePage ?? PORTAL_FRONT;
  return set.includes('{code}')
    ? set.replaceAll('{code}', encodeURIComponent(procedure.code))
    : (procedure.sourceUrl ?? set);
}
