import type { Dossier } from '#modules/dossiers/schema.ts';
import type { TestCommune } from '#modules/dossiers/testing/commune.ts';
import { newId } from '#platform/id.ts';
import { STATUS_LINES } from '#simulators/post/memory.ts';
import { PostSettingsInput } from '../schema.ts';

const PENSION = '2.000884';

/** Settings of the post as the administrator would type them for a simulator. */
export function postForm(url: string, change: Record<string, unknown> = {}): PostSettingsInput {
  return PostSettingsInput.parse({
    requestId: newId(),
    mode: 'lgsp',
    token: 'ma-truy-cap-vi-du',
    callBackKey: 'khoa-goi-lai-vi-du',
    orderUrl: `${url}/don`,
    itemUrl: `${url}/don-co-van-don`,
    trackUrl: `${url}/tin`,
    customerCode: 'VIDU01',
    senderProvince: '44',
    senderName: 'Trung tâm Phục vụ hành chính công xã Ví Dụ',
    senderAddress: 'Thôn Ví Dụ, xã Ví Dụ, tỉnh Thanh Hóa',
    senderTel: '0900000000',
    provinces: 'Thanh Hóa = 44\nNghệ An = 46',
    statuses: STATUS_LINES,
    timeoutSeconds: '5',
    ...change,
  });
}

/** A dossier whose citizen wants the result by post, as far as the result at the counter. */
export async function resultAtCounter(
  commune: TestCommune,
  change: Record<string, unknown> = {},
): Promise<Dossier> {
  const intake = await commune.intake(PENSION, {
    delivery: {
      how: 'post',
      address: 'Số 5, Thôn Ví Dụ',
      commune: 'Xã Ví Dụ',
      province: 'Thanh Hóa',
      phone: '0900000001',
    },
    ...change,
  });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const ref = { id: dossier.id };
  await commune.act('tiepnhan1', ref, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', ref, { type: 'accept-hand-over' });
  await commune.act('chuyenvien.tp', ref, {
    type: 'record-decision',
    outcome: 'approve',
    summary: 'Đủ điều kiện chứng thực',
  });
  await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
  await commune.act('phochutich', ref, { type: 'sign-result' });
  await commune.act('phochutich', ref, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', ref, {
    type: 'enter-register',
    book: 'SCT/CK, ĐC',
    documents: [{ name: 'Giấy ủy quyền lĩnh lương hưu' }],
  });
  await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
  return (await commune.act('tiepnhan1', ref, { type: 'accept-hand-over' })).dossier;
}
