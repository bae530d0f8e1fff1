import { expect } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { saveMirrorSettings } from '../commands/save-settings.ts';
import { takeFile } from '../commands/take-file.ts';
import { FIELD_WORDS } from '../rules/rows.ts';
import { MIRROR_FIELDS, MirrorSettingsInput } from '../schema.ts';

/** Registration of a birth. */
export const BIRTH = '1.001193';
/** A unit as the source writes it. */
export const OFFICE = 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã';

/** number, state, unit, received, due, ended, identity number, phone */
const ROWS = [
  [
    'H-1',
    'Đang giải quyết',
    OFFICE,
    '04/05/2026 08:00',
    '04/05/2026 17:00',
    '',
    '038000000101',
    '0900 000 101',
  ],
  ['H-2', 'Đang giải quyết', 'PHÒNG KINH TẾ', '20/04/2026', '30/04/2026', '', '038000000102', ''],
  ['H-3', 'Yêu cầu bổ sung', 'PHÒNG KINH TẾ', '21/04/2026', '29/04/2026', '', '038000000103', ''],
  ['H-4', 'Đã trả kết quả', OFFICE, '28/04/2026', '05/05/2026', '04/05/2026 09:00', '', ''],
  ['H-5', 'Đã có kết quả', OFFICE, '27/04/2026', '04/05/2026', '04/05/2026 09:30', '', ''],
  ['H-6', 'Đã trả kết quả', OFFICE, '20/04/2026', '24/04/2026', '25/04/2026', '', ''],
  ['H-7', 'Rút hồ sơ', OFFICE, '22/04/2026', '24/04/2026', '', '', ''],
  ['H-8', 'Đang giải quyết', OFFICE, '23/04/2026', '', '', '', ''],
  ['H-9', 'Từ chối tiếp nhận', OFFICE, '', '', '', '', ''],
] as const;
const HEAD =
  'Mã hồ sơ;Mã thủ tục;Tên thủ tục;Chủ hồ sơ;Trạng thái;Đơn vị xử lý;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Số định danh;Số điện thoại';

/** The example commune as a centre's layer that has read one export of the province's system. */
export async function layerScene() {
  const t = await testApp({ example: true, now: '2026-05-04T10:00:00+07:00', role: 'centre-layer' });
  const commune = await testCommune(t.ctx);
  const director = commune.person('giamdoc');
  const visitor = { kind: 'public', centreId: commune.centreId } as const;

  const deliver = (name: string, lines: readonly string[]) =>
    takeFile(t.ctx, systemActor(commune.centreId, 'mirror'), {
      name,
      bytes: Buffer.from([HEAD, ...lines].join('\n')),
      madeAt: t.clock.now(),
    });

  const columns = Object.fromEntries(MIRROR_FIELDS.map((field) => [field, FIELD_WORDS[field].usual[0]]));
  await saveMirrorSettings(
    t.ctx,
    commune.person('quantri'),
    MirrorSettingsInput.parse({ requestId: newId(), kind: 'folder', columns }),
  );
  const lines = ROWS.map(([number, state, unit, received, due, ended, id, phone]) =>
    [
      number,
      BIRTH,
      'Thủ tục đăng ký khai sinh',
      'Nguyễn Văn Ví Dụ',
      state,
      unit,
      received,
      due,
      ended,
      id,
      phone,
    ].join(';'),
  );
  expect(await deliver('ngay.csv', lines)).toMatchObject({
    kind: 'taken',
    changed: ROWS.length,
    quarantined: 0,
  });

  /** Everything that a refusal must not touch. */
  async function written(): Promise<string> {
    const sums: string[] = [];
    for (const table of [
      'dossiers',
      'dossier_events',
      'mirror_dossiers',
      'portal_outbox',
      'portal_inbox',
      'report_snapshots',
      'report_exports',
      'audit_heads',
    ]) {
      const { rows } = await t.owner.query(
        `select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as sum from ${table} x`,
      );
      sums.push(String(rows[0]?.sum));
    }
    return sums.join();
  }

  const receive = (idNumber: string) =>
    commune
      .intake(BIRTH, {
        parties: {
          applicant: { name: 'Trần Thị Ví Dụ', idNumber, phone: '0900000099', address: 'Thôn Ví Dụ' },
        },
      })
      .then((intake) => commune.act('tiepnhan1', 'new', { type: 'receive', intake }));

  return { t, commune, director, visitor, deliver, written, receive };
}
