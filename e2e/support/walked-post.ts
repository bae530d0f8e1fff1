import { savePostSettings } from '#modules/post/commands/save-settings.ts';
import { shipResult } from '#modules/post/commands/ship.ts';
import { ShipInput } from '#modules/post/schema.ts';
import { postForm, resultAtCounter } from '#modules/post/testing/results.ts';
import { newRequestId } from '#platform/id.ts';
import type { Life } from './life.ts';
import type { SiteParts } from './site.ts';

/** A result that waits for the post, and one that was given to it and not yet taken. */
export async function withPost(
  { t }: SiteParts,
  { commune }: Life,
): Promise<Readonly<Record<string, readonly string[]>>> {
  await savePostSettings(t.ctx, commune.person('giamdoc'), postForm('http://127.0.0.1:9'));
  const [waits, goes] = [await resultAtCounter(commune), await resultAtCounter(commune)];
  const input = ShipInput.parse({
    requestId: newRequestId(),
    name: 'Nguyễn Văn Ví Dụ',
    tel: '0900000001',
    village: 'Số 5, Thôn Ví Dụ',
    commune: 'Xã Ví Dụ',
    province: 'Thanh Hóa',
  });
  const id = await shipResult(t.ctx, commune.person('tiepnhan1'), goes.id, input);
  return {
    '/can-bo/chuyen-phat/gui/:id': [`/can-bo/chuyen-phat/gui/${waits.id}`],
    '/can-bo/chuyen-phat/:id': [`/can-bo/chuyen-phat/${id}`],
  };
}
