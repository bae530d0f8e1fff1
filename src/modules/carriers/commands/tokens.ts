import { refreshTokens, type TokenOutcome } from '#integrations/zalo/oauth.ts';
import type { NoToken, ZaloTokenSource } from '#integrations/zalo/port.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { carrierMessages } from '../messages.ts';
import * as repo from '../repo.ts';
import { CarrierSecrets, KeptTokens } from '../schema.ts';

/** An access token is renewed this long before its end. */
const EARLY_MINUTES = 10;
const t = carrierMessages('vi');

/** The secrets of a carrier. */
export async function secretsOf(ctx: AppContext, found: repo.StoredCarrier): Promise<CarrierSecrets> {
  return found.secretBox === null
    ? CarrierSecrets.parse({})
    : CarrierSecrets.parse(JSON.parse(await openSecret(ctx.config, found.carrier.version, found.secretBox)));
}

async function tokensOf(ctx: AppContext, found: repo.StoredCarrier): Promise<KeptTokens | null> {
  return found.tokensBox === null
    ? null
    : KeptTokens.parse(JSON.parse(await openSecret(ctx.config, found.carrier.id, found.tokensBox)));
}

/** Keeps what the token service answered; what was refused needs a person. */
export async function keepTokens(
  ctx: AppContext,
  tx: Tx,
  id: string,
  outcome: TokenOutcome,
): Promise<string | NoToken> {
  switch (outcome.kind) {
    case 'tokens': {
      const { accessToken: access, refreshToken: refresh, expiresIn } = outcome.tokens;
      const box = await sealSecret(ctx.config, id, JSON.stringify({ access, refresh } satisfies KeptTokens));
      await repo.saveTokens(tx, id, { box, until: ctx.clock.now().add({ seconds: expiresIn }) });
      return access;
    }
    case 'refused': {
      const why = t('token-refused', { code: outcome.code, message: outcome.message });
      await repo.saveTokens(tx, id, { consentWhy: why });
      return { kind: 'consent', why };
    }
    case 'lost':
      // Zalo may have used the refresh token up; the next try tells.
      return { kind: 'busy', why: outcome.why };
    default:
      return outcome satisfies never;
  }
}

function fresh(found: repo.StoredCarrier, now: Temporal.Instant): boolean {
  const until = found.carrier.kind === 'zalo' ? found.carrier.tokensUntil : null;
  return until !== null && Temporal.Instant.compare(until.subtract({ minutes: EARLY_MINUTES }), now) > 0;
}

/**
 * Tokens of an Official Account. A refresh token is for one use, so the row stays locked from before Zalo is asked until the new pair is stored:
 * of any number of processes that find the token old, one renews and the others take what it stored.
 */
export function tokenSource(ctx: AppContext, centreId: string, id: string): ZaloTokenSource {
  const renewUnless = (good: (kept: KeptTokens, found: repo.StoredCarrier) => boolean) =>
    inTransaction(
      ctx,
      { centreId },
      async (tx): Promise<string | NoToken> => {
        const found = await repo.findCarrier(tx, { id }, true);
        const kept = found === null ? null : await tokensOf(ctx, found);
        if (
          found === null ||
          found.carrier.kind !== 'zalo' ||
          kept === null ||
          found.carrier.consentWhy !== null
        ) {
          const why = found?.carrier.kind === 'zalo' ? found.carrier.consentWhy : null;
          return { kind: 'consent', why: why ?? t('token-none') };
        }
        if (good(kept, found)) {
          return kept.access;
        }
        const { secret } = await secretsOf(ctx, found);
        return keepTokens(ctx, tx, id, await refreshTokens(found.carrier.connection, secret, kept.refresh));
      },
      // Asking twice would use the refresh token twice.
      { attempts: 1 },
    );
  return {
    async current() {
      const found = await readOnly(ctx, { centreId }, (tx) => repo.findCarrier(tx, { id }));
      const kept = found === null ? null : await tokensOf(ctx, found);
      const now = ctx.clock.now();
      return found !== null && kept !== null && fresh(found, now)
        ? kept.access
        : renewUnless((_kept, again) => fresh(again, now));
    },
    renew: (refused) => renewUnless((kept) => kept.access !== refused),
  };
}
