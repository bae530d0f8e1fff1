/** Reasons for a pause until the centre words its own. The officer may always write another one. */
export const USUAL_PAUSES: readonly string[] = [
  'Giải lao',
  'Họp',
  'Hỗ trợ tại bàn hướng dẫn',
  'Sự cố thiết bị',
  'Trình lãnh đạo',
  'Nghỉ trưa',
];
