import { healthOfEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { platformMessages } from './messages-platform.ts';
import { platformDay } from './queries-platform.ts';

/** One line for each centre: how the line to the payment platform stands and what waits. */
export const platformHealth = healthOfEveryCentre(async (ctx, actor) => {
  const t = platformMessages('vi');
  const { mode, circuit, circuitState, waiting } = await platformDay(ctx, actor, localDay(ctx.clock.now()));
  if (mode === 'off') {
    return { name: t('health-name'), ok: true, detail: t('health-off') };
  }
  const ok = circuitState === 'closed';
  const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
  return {
    name: t('health-name'),
    ok,
    detail: ok ? t('health-ok', { at, waiting }) : t('health-bad', { why: circuit.lastWhy ?? '', waiting }),
  };
});
