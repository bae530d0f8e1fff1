import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { HealthReport } from '#platform/module.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { platformMessages } from './messages-platform.ts';
import { platformDay } from './queries-platform.ts';

/** One line for each centre: how the line to the payment platform stands and what waits. */
export async function platformHealth(ctx: AppContext): Promise<readonly HealthReport[]> {
  const t = platformMessages('vi');
  const today = localDay(ctx.clock.now());
  return Promise.all(
    (await listCentres(ctx)).map(async ({ id }): Promise<HealthReport> => {
      const { mode, circuit, circuitState, waiting } = await platformDay(
        ctx,
        systemActor(id, 'doctor'),
        today,
      );
      if (mode === 'off') {
        return { name: t('health-name'), ok: true, detail: t('health-off') };
      }
      const ok = circuitState === 'closed';
      const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
      return {
        name: t('health-name'),
        ok,
        detail: ok
          ? t('health-ok', { at, waiting })
          : t('health-bad', { why: circuit.lastWhy ?? '', waiting }),
      };
    }),
  );
}
