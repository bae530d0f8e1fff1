import { choiceKey } from '#modules/notices/commands/choice-link.ts';
import { askToConfirm } from '#modules/notices/commands/confirm-email.ts';
import { deliverNotice } from '#modules/notices/commands/deliver.ts';
import { saveNoticeSettings } from '#modules/notices/commands/save-settings.ts';
import { noticeOutbox, noticesOfDossier } from '#modules/notices/queries.ts';
import { SettingsInput } from '#modules/notices/schema.ts';
import { systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { BIRTH, type Life } from './life.ts';
import type { SiteParts } from './site.ts';

/** A notice that no way is open for, as its pages show it. */
export async function withNotices(
  { t }: SiteParts,
  { commune }: Life,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const admin = { ...commune.person('quantri'), roles: ['administrator'] as const };
  const on = { requestId: newId(), on: 'yes', first: 'sms', from: '07:00', until: '21:00', names: 'masked' };
  await saveNoticeSettings(t.ctx, admin, SettingsInput.parse(on));
  const base = await commune.intake(BIRTH);
  const intake = await commune.intake(BIRTH, { parties: { ...base.parties, contact: { by: ['sms'] } } });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const system = systemActor(commune.centreId, 'notices');
  const { lines } = await noticesOfDossier(t.ctx, system, { id: dossier.id });
  const id = lines[0]?.id ?? '';
  await deliverNotice(t.ctx, system, id);
  await askToConfirm(t.ctx, system, 'congdan@vidu.vn');
  const asked = (await noticeOutbox(t.ctx, system)).lines.find(({ event }) => event === 'confirm-email');
  return {
    '/can-bo/thong-bao/:id': [`/can-bo/thong-bao/${id}`],
    '/can-bo/thong-bao/ho-so/:ref': [`/can-bo/thong-bao/ho-so/${dossier.id}`],
    '/can-bo/quan-tri/thong-bao/mau/:event': ['/can-bo/quan-tri/thong-bao/mau/received'],
    '/nhan-tin/xac-nhan/:key': [
      `/nhan-tin/xac-nhan/${await choiceKey(t.ctx, commune.centreId, asked?.id ?? '')}`,
    ],
    '/nhan-tin/:key': [`/nhan-tin/${await choiceKey(t.ctx, commune.centreId, id)}`],
  };
}
