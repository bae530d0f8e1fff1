/**
 * Who is called earlier, each with the law that asks for it. The reason is seen by the serving officer only:
 * never on a board, a printed ticket, the phone page or in a spoken call.
 */
export const PRIORITY_REASONS = {
  elderly: 'Luật Người cao tuổi, Điều 2 và 3 (từ đủ 60 tuổi)',
  disability: 'Nghị định 63/2010/NĐ-CP, Điều 18 khoản 8; Nghị định 118/2025/NĐ-CP, Điều 13 khoản 2',
  pregnant: 'Nghị định 63/2010/NĐ-CP, Điều 18 khoản 8; Nghị định 118/2025/NĐ-CP, Điều 13 khoản 2',
  'small-child': 'Thông lệ: phụ nữ nuôi con dưới 36 tháng',
  merit: 'Nghị định 63/2010/NĐ-CP, Điều 18 khoản 8 (người có công)',
  child: 'Nghị định 63/2010/NĐ-CP, Điều 18 khoản 8 (trẻ mồ côi, đối tượng bảo trợ xã hội)',
  ill: 'Thông lệ: người ốm nặng',
} as const;

/** Code of a reason for priority. */
export type PriorityReason = keyof typeof PRIORITY_REASONS;
