import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
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

async function health(ctx: AppContext): Promise<readonly HealthReport[]> {
  const reports: HealthReport[] = [];
  for (const { id } of await listCentres(ctx)) {
    const standings = await carrierStandings(ctx, systemActor(id, 'doctor'));
    const none = { name: t('health-name', { name: 'SMS, Zalo' }), ok: true, detail: t('health-none') };
    reports.push(...(standings.length === 0 ? [none] : standings.map(reportOf)));
  }
  return reports;
}

/** Kênh gửi tin: accounts with SMS gateways and the Zalo Official Account, their lines, and what they report. */
export const carriersModule: Module = {
  name: 'carriers',
  api: carriersApi,
  pages: carrierPages,
  health,
};
