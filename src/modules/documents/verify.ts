import { listCentres } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { Finding } from '#platform/module.ts';
import { brokenSeries } from './repo/documents.ts';
import { listFileIds } from './repo/files.ts';
import { fileKey } from './store-keys.ts';

async function verifyCentre(ctx: AppContext, centreId: string): Promise<readonly Finding[]> {
  const { series, ids } = await readOnly(ctx, { centreId }, async (tx) => ({
    series: await brokenSeries(tx),
    ids: await listFileIds(tx),
  }));
  const findings: Finding[] = series.map((what) => ({ check: 'documents.numbering', what }));
  for (const id of ids) {
    if (!(await ctx.storage.exists(fileKey({ centreId, id })))) {
      // The first one tells enough: it is the store that has to be looked at.
      return [...findings, { check: 'documents.files', what: id }];
    }
  }
  return findings;
}

/** Proves that numbers of slips have no gap and that each file's bytes are there. */
export async function verifyDocuments(ctx: AppContext): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const centre of await listCentres(ctx)) {
    findings.push(...(await verifyCentre(ctx, centre.id)));
  }
  return findings;
}
