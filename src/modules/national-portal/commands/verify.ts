import { listCentres } from '#modules/agencies/queries.ts';
import { sameBytes } from '#modules/audit/rules.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { Finding } from '#platform/module.ts';
import { portalMessages } from '../messages.ts';
import * as line from '../repo-line.ts';
import { exchangeDigest } from '../rules/exchange.ts';

const PAGE = 1_000;

/** Proves the exchange log: every kept call still has the digest that stands in the chain, and none is missing. The first broken one of each centre is named. */
export async function verifyExchanges(ctx: AppContext): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const centre of await listCentres(ctx)) {
    const broken = await firstBroken(ctx, centre.id);
    if (broken !== undefined) {
      findings.push({
        check: 'portal-exchanges',
        what: `${centre.shortName}: ${portalMessages('vi')('exchange-broken', { id: broken })}`,
      });
    }
  }
  return findings;
}

async function firstBroken(ctx: AppContext, centreId: string): Promise<string | undefined> {
  let after = '';
  for (;;) {
    const page = await readOnly(ctx, { centreId }, (tx) => line.pageOfExchanges(tx, after, PAGE));
    const wrong = page.find(
      ({ exchange, kept }) =>
        exchange === null ||
        !sameBytes(exchangeDigest(exchange), exchange.sha256) ||
        Buffer.from(exchange.sha256).toString('hex') !== kept,
    );
    if (wrong !== undefined) {
      return wrong.id;
    }
    const last = page.at(-1);
    if (last === undefined) {
      return undefined;
    }
    after = last.id;
  }
}
