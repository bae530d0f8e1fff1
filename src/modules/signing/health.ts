import { healthOfEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import type { HealthReport } from '#platform/module.ts';
import { formatDate, formatDateTime, toLocal } from '#platform/time.ts';
import { signingMessages } from './messages.ts';
import { type LineView, type SigningOverview, signingOverview } from './queries.ts';

const t = signingMessages('vi');

function lineReport(name: string, { on, circuit, state }: LineView): HealthReport {
  const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
  if (!on) {
    return { name, ok: true, detail: t('health-off') };
  }
  const ok = state === 'closed' && circuit.failures === 0;
  const detail = ok ? t('health-ok', { at }) : t('health-bad', { at, why: circuit.lastWhy ?? '' });
  return { name, ok, detail };
}

/** Certificates that end soon or have ended are told by name, so that they are renewed before somebody cannot sign. */
function certificateReport({ certificates }: SigningOverview): HealthReport {
  const used = certificates.filter(({ row }) => row.retiredAt === null);
  const bad = used.filter(({ validity }) => validity !== 'valid');
  const detail =
    bad.length === 0
      ? t('health-valid', { n: used.length })
      : bad
          .map(({ facts }) =>
            t('health-ends', { holder: facts.holder, day: formatDate(toLocal(facts.validTo)) }),
          )
          .join('; ');
  return { name: t('health-certificates'), ok: bad.length === 0, detail };
}

/** How signing stands in every centre: its lines, and certificates whose end is near. */
export const signingHealth = healthOfEveryCentre(async (ctx, actor) => {
  const overview = await signingOverview(ctx, actor);
  return [
    lineReport(t('health-remote'), overview.lines.remote),
    lineReport(t('health-tsa'), overview.lines.tsa),
    lineReport(t('health-revocation'), overview.lines.revocation),
    certificateReport(overview),
  ];
});
