import { defineMessages } from '#platform/i18n.ts';

/** Refusals and notes of going on without a line. */
export const offlineMessages = defineMessages({
  'kiosk-only': {
    vi: 'Chỉ máy lấy số đã ghép với trung tâm mới giữ được số để cấp khi mất kết nối. Xin ghép máy ở trang Thiết bị.',
    en: 'Only a kiosk that was let in can keep numbers. Please pair it on the equipment page.',
  },
  'staff-only': {
    vi: 'Xin đăng nhập bằng tài khoản cán bộ để gộp việc đã làm lúc mất kết nối.',
    en: 'Please sign in as an officer to merge what was done offline.',
  },
  'item.unknown': {
    vi: 'Không tìm thấy dòng này. Xin tải lại trang.',
    en: 'No such entry. Please reload the page.',
  },
  'note.priority': {
    vi: 'Ưu tiên (lấy số lúc mất kết nối, chưa hỏi lý do)',
    en: 'Priority (number taken offline, reason not asked)',
  },
  'note.called-before': {
    vi: 'Đã được gọi bằng số lúc mất kết nối: xin kết thúc, hoặc mời trở lại hàng',
    en: 'Was called by number offline: please finish, or send back to the line',
  },
  'note.counter-taken': {
    vi: 'Đã được gọi lúc mất kết nối, khi đồng nghiệp đang tiếp người khác tại quầy này',
    en: 'Was called offline while a colleague had somebody else at this counter',
  },
});
