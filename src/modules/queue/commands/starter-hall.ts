import { listCounters } from '#modules/agencies/queries.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { listGroups } from '../repo/groups.ts';
import { GroupInput } from '../schema.ts';
import { saveGroup } from './save-group.ts';

/** The lines that a hall starts with: four by field, then guidance and results. The administrator changes them afterwards. */
const STARTER_GROUPS = [
  {
    letter: 'A',
    name: 'Hộ tịch, chứng thực, tư pháp',
    nameEn: 'Civil status, certification',
    hint: 'Khai sinh, kết hôn, khai tử, chứng thực chữ ký, bản sao',
    fields: ['Hộ tịch', 'Chứng thực', 'Tư pháp khác'],
  },
  {
    letter: 'B',
    name: 'Đất đai, xây dựng, môi trường',
    nameEn: 'Land, building, environment',
    hint: 'Cấp sổ, tách thửa, chuyển mục đích, giấy phép xây dựng',
    fields: ['Đất đai', 'Xây dựng, nhà ở, quy hoạch, hạ tầng', 'Môi trường'],
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
  },
  {
    letter: 'H',
    name: 'Hướng dẫn, chưa rõ việc gì',
    nameEn: 'Guidance, not sure',
    hint: 'Cán bộ nghe việc của ông/bà rồi chỉ đúng chỗ',
    fields: [],
  },
  {
    letter: 'K',
    name: 'Nhận kết quả',
    nameEn: 'Collect a result',
    hint: 'Mang theo giấy hẹn và căn cước',
    fields: [],
  },
] as const;

type StarterCounter = GroupInput['counters'][number];

/**
 * Which counters call from the starter group at this place in the list. The first counter guides, gives out results and helps wherever its own
 * lines are empty; the others share the fields in turn. A hall with one counter does all of it there.
 */
export function starterCounters(numbers: readonly number[], fields: number, place: number): StarterCounter[] {
  const [first, ...others] = numbers;
  if (first === undefined) {
    return [];
  }
  const [second] = others;
  if (second === undefined) {
    return [{ number: first, helps: false }];
  }
  if (place < fields) {
    return [
      { number: others[place % others.length] ?? second, helps: false },
      { number: first, helps: true },
    ];
  }
  return place === fields
    ? [{ number: first, helps: false }]
    : [
        { number: first, helps: false },
        { number: second, helps: true },
      ];
}

/** Gives a centre without lines the starter ones, at the counters it has. */
export async function setUpStarterHall(ctx: AppContext, system: SystemActor): Promise<void> {
  if ((await readOnly(ctx, system, listGroups)).length > 0) {
    return;
  }
  const numbers = (await listCounters(ctx, system))
    .filter((counter) => counter.active)
    .map((counter) => counter.number);
  const byField = STARTER_GROUPS.filter((group) => group.fields.length > 0).length;
  for (const [index, group] of STARTER_GROUPS.entries()) {
    const counters = starterCounters(numbers, byField, index);
    await saveGroup(ctx, system, GroupInput.parse({ ...group, counters, sortOrder: index + 1 }));
  }
}
