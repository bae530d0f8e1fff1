import { listCentres } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import type { HealthReport } from '#platform/module.ts';
import { formatDateTime } from '#platform/time.ts';
import { signOnMessages } from './messages-sign-on.ts';
import { signOnHealth, signOnOfferIn } from './queries/sign-on.ts';
import { purge } from './repo/sign-on.ts';
import type { Audience } from './schema/sign-on.ts';

/** Task that removes sign-ons, citizens' sessions and kiosks' waitings that are over. */
export const PURGE = 'identity.purge-sign-on';

const AUDIENCES: readonly Audience[] = ['staff', 'citizen'];

/** Removes what is over, in every centre. */
export async function purgeSignOn(ctx: AppContext): Promise<void> {
  for (const { id } of await listCentres(ctx)) {
    await inTransaction(ctx, { centreId: id }, (tx) => purge(tx, ctx.clock.now()));
  }
}

/** How the providers of every centre stand. */
export async function signOnReports(ctx: AppContext): Promise<readonly HealthReport[]> {
  const t = signOnMessages('vi');
  const reports: HealthReport[] = [];
  for (const { id } of await listCentres(ctx)) {
    for (const audience of AUDIENCES) {
      const name = t(`health-${audience}`);
      const { settings, circuit, state } = await signOnHealth(ctx, id, audience);
      const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
      if (settings?.connection.mode !== 'on') {
        reports.push({ name, ok: true, detail: t('health-off') });
      } else if (state === 'closed' && circuit.failures === 0) {
        reports.push({ name, ok: true, detail: t('health-ok', { at }) });
      } else {
        reports.push({ name, ok: false, detail: t('health-bad', { at, why: circuit.lastWhy ?? '' }) });
      }
    }
  }
  return reports;
}

/** Tells the kiosks whether identity by VNeID works. */
export function announceKiosk(ctx: AppContext): void {
  ctx.events.on('queue.kiosk-functions', async ({ add }, { tx, at }) => {
    const offer = await signOnOfferIn(tx, 'citizen', at);
    if (offer !== 'off') {
      add('vneid', offer === 'on' ? 'ready' : 'failing');
    }
  });
}
