import { healthOfEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import type { HealthReport, Module } from '#platform/module.ts';
import { formatDateTime } from '#platform/time.ts';
import { carriersApi } from './api.ts';
import { carrierMessages } from './messages.ts';
import { carrierPages } from './pages/carriers.tsx';
import { type CarrierStanding, carrierStandings } from './queries.ts';
import './schema.ts';

const t = carrierMessages('vi');

function reportOf({ carrier, circuit, state }: CarrierStanding): HealthReport {
  const name = t('health-name', { name: carrier.name });
  const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
  if (!carrier.active) {
    return { name, ok: true, detail: t('line-off') };
  }
  const consentWhy = carrier.kind === 'zalo' ? carrier.consentWhy : null;
  if (consentWhy !== null) {
    return { name, ok: false, detail: t('consent-needed', { why: consentWhy }) };
  }
  const ok = state === 'closed';
  return {
    name,
    ok,
    detail: ok ? t('health-ok', { at }) : t('health-bad', { why: circuit.lastWhy ?? '', at }),
  };
}

const health = healthOfEveryCentre(async (ctx, actor) => {
  const standings = await carrierStandings(ctx, actor);
  const none = { name: t('health-name', { name: 'SMS, Zalo' }), ok: true, detail: t('health-none') };
  return standings.length === 0 ? none : standings.map(reportOf);
});

/** Kênh gửi tin: accounts with SMS gateways and the Zalo Official Account, their lines, and what they report. */
export const carriersModule: Module = {
  name: 'carriers',
  api: carriersApi,
  pages: carrierPages,
  health,
};
