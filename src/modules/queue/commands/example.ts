import { findExample } from '#modules/identity/queries/example.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { listGroups } from '../repo/groups.ts';
import { GroupInput } from '../schema.ts';
import { saveGroup } from './save-group.ts';

/**
 * The lines of the example centre: its four counters by field, guidance and results at counter 1, which also helps wherever its own lines are empty.
 */
const EXAMPLE_GROUPS = [
  {
    letter: 'A',
    name: 'Hộ tịch, chứng thực, tư pháp',
    nameEn: 'Civil status, certification',
    hint: 'Khai sinh, kết hôn, khai tử, chứng thực chữ ký, bản sao',
    fields: ['Hộ tịch', 'Chứng thực', 'Tư pháp khác'],
    counters: [{ number: 2 }, { number: 1, helps: true }],
  },
  {
    letter: 'B',
    name: 'Đất đai, xây dựng, môi trường',
    nameEn: 'Land, building, environment',
    hint: 'Cấp sổ, tách thửa, chuyển mục đích, giấy phép xây dựng',
    fields: ['Đất đai', 'Xây dựng, nhà ở, quy hoạch, hạ tầng', 'Môi trường'],
    counters: [{ number: 3 }, { number: 1, helps: true }],
  },
  {
    letter: 'C',
    name: 'Người có công, trợ cấp, y tế, giáo dục',
    nameEn: 'Merit, social support, health, education',
    hint: 'Trợ cấp, hộ nghèo, bảo trợ xã hội, trường học',
    fields: [
      'Người có công',
      'Bảo trợ xã hội, trẻ em',
      'Y tế',
      'Giáo dục',
      'Lao động, việc làm',
      'Dân tộc',
      'Chính sách riêng của tỉnh',
      'Văn hóa, thể thao, du lịch',
      'Tín ngưỡng, tôn giáo',
    ],
    counters: [{ number: 4 }, { number: 1, helps: true }],
  },
  {
    letter: 'D',
    name: 'Kinh doanh, nông nghiệp, lĩnh vực khác',
    nameEn: 'Business, agriculture, other fields',
    hint: 'Hộ kinh doanh, hợp tác xã, nông nghiệp, hội, cư trú',
    fields: [
      'Hộ kinh doanh',
      'Hợp tác xã, tài chính',
      'Công Thương',
      'Nông nghiệp, thủy lợi, lâm nghiệp, thủy sản',
      'Giao thông',
      'Hội, quỹ, nội vụ',
      'Thi đua, khen thưởng',
      'Thanh tra (tiếp công dân, khiếu nại, tố cáo)',
      'An ninh, trật tự',
      'Căn cước, định danh',
      'Cư trú',
      'Quân sự, quốc phòng',
    ],
    counters: [{ number: 5 }, { number: 1, helps: true }],
  },
  {
    letter: 'H',
    name: 'Hướng dẫn, chưa rõ việc gì',
    nameEn: 'Guidance, not sure',
    hint: 'Cán bộ nghe việc của ông/bà rồi chỉ đúng chỗ',
    fields: [],
    counters: [{ number: 1 }],
  },
  {
    letter: 'K',
    name: 'Nhận kết quả',
    nameEn: 'Collect a result',
    hint: 'Mang theo giấy hẹn và căn cước',
    fields: [],
    counters: [{ number: 1 }, { number: 2, helps: true }],
  },
] as const;

/** Sets up the lines of the example commune; leaves them alone once there are any. */
export async function setUpExampleHall(ctx: AppContext): Promise<void> {
  const example = await findExample(ctx);
  if (example === undefined || (await readOnly(ctx, example.system, listGroups)).length > 0) {
    return;
  }
  for (const [index, group] of EXAMPLE_GROUPS.entries()) {
    await saveGroup(ctx, example.system, GroupInput.parse({ ...group, sortOrder: index + 1 }));
  }
}
