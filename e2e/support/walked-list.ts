import { readOn } from '#modules/national-list/commands/read-list.ts';
import { saveListSettings } from '#modules/national-list/commands/save-settings.ts';
import { startFetch } from '#modules/national-list/commands/start-fetch.ts';
import { listOverview } from '#modules/national-list/queries.ts';
import { ListSettingsInput } from '#modules/national-list/schema.ts';
import { listPublic } from '#modules/procedures/queries.ts';
import { systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { startPortal } from '#simulators/national-portal/start.ts';
import { BIRTH, type Life } from './life.ts';
import type { Site } from './site.ts';

/** The national list read once: a new procedure, a changed one and one that is gone wait for a decision. */
export async function withNationalList(
  { t }: Pick<Site, 't'>,
  { commune }: Life,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const admin = commune.person('quantri');
  const portal = await startPortal();
  for (const { body } of (await listPublic(t.ctx, admin)).slice(1)) {
    portal.shelf.put({ code: body.code, name: body.name, field: body.field });
  }
  portal.shelf.put({
    code: BIRTH,
    name: 'Thủ tục đăng ký khai sinh',
    days: '2',
    papers: [
      {
        name: 'Tờ khai đăng ký khai sinh theo mẫu ban hành kèm theo Thông tư ví dụ',
        originals: 1,
        copies: 0,
      },
      { name: 'Giấy chứng sinh do cơ sở y tế nơi trẻ em sinh ra cấp, nếu có', originals: 1, copies: 1 },
    ],
  });
  portal.shelf.put({
    code: '9.990001',
    name: 'Thủ tục ví dụ mới ban hành',
    field: 'Lĩnh vực ví dụ',
    days: '3',
  });
  const source = { requestId: newId(), kind: 'public', base: portal.url };
  await saveListSettings(t.ctx, admin, ListSettingsInput.parse(source));
  await startFetch(t.ctx, admin);
  const system = systemActor(commune.centreId, 'national-list');
  while (await readOn(t.ctx, system)) {
    // Goes on until the whole list was read.
  }
  await portal.stop();
  const { waiting } = await listOverview(t.ctx, admin);
  const id = (kind: string) => waiting.find((one) => one.kind === kind)?.id ?? '';
  const home = '/can-bo/quan-tri/danh-muc-quoc-gia';
  return { [`${home}/:id`]: [`${home}/${id('changed')}`, `${home}/${id('new')}`] };
}
