import { defineMessages } from '#platform/i18n.ts';

/** What commands say when they refuse. The words of the pages are in `pages/messages.ts`. */
export const messages = defineMessages({
  'not-found': { vi: 'Không tìm thấy thiết bị này.', en: 'This equipment was not found.' },
  'name-taken': {
    vi: 'Đã có thiết bị tên “{name}”. Xin đặt tên khác.',
    en: 'There is equipment called “{name}” already.',
  },
  'outside-address': {
    vi: 'Địa chỉ này không nằm trong mạng nội bộ. Chỉ dùng địa chỉ dạng 10.…, 172.16–31.…, 192.168.… hoặc tên máy trong mạng.',
    en: 'This address is not in the centre’s own network.',
  },
  'own-port': {
    vi: 'Địa chỉ này là chính máy chủ Một Cửa. Xin nhập địa chỉ của thiết bị.',
    en: 'This is the server itself. Please enter the device’s address.',
  },
  'counter-unknown': { vi: 'Không có quầy này ở Trung tâm.', en: 'There is no such counter.' },
  'account-unknown': {
    vi: 'Không có tài khoản đang hoạt động này ở Trung tâm.',
    en: 'There is no such active account.',
  },
  'kind-enrolled': {
    vi: 'Máy này đang được ghép làm ki-ốt hoặc bảng gọi; xin ngừng ghép trước khi đổi loại hoặc ngừng dùng.',
    en: 'This machine is enrolled; end that before changing its kind.',
  },
  'pairing-full': {
    vi: 'Đang có nhiều màn hình chờ ghép. Xin thử lại sau 10 phút hoặc báo người quản trị.',
    en: 'Too many screens wait to be enrolled. Try again in 10 minutes.',
  },
  'pairing-code': {
    vi: 'Không có màn hình nào đang hiện mã này. Mã có thể đã hết hạn sau 10 phút: xin lấy mã mới trên máy rồi gõ lại.',
    en: 'No screen shows this code. It may have expired; take a new one on the device.',
  },
  'pairing-taken': {
    vi: 'Máy “{name}” đã được ghép. Xin ngừng ghép máy cũ trước, hoặc chọn máy khác.',
    en: '“{name}” is enrolled already.',
  },
  'pairing-kind': {
    vi: 'Máy “{name}” trong danh sách là loại khác. Xin chọn đúng loại máy.',
    en: '“{name}” is of another kind.',
  },
  'pairing-staff-needed': {
    vi: 'Chỉ người quản trị được ghép máy.',
    en: 'Only an administrator may enrol devices.',
  },
  'printer-wrong': {
    vi: 'Máy này không in được loại giấy đã chọn hoặc đang ngừng dùng. Xin chọn máy khác.',
    en: 'This printer cannot serve this paper.',
  },
  'label-unknown': {
    vi: 'Mã trên nhãn không còn dùng. Xin báo trực tiếp cho cán bộ ở quầy hướng dẫn.',
    en: 'This label is no longer in use. Please tell an officer at the guidance counter.',
  },
  'fault-not-found': { vi: 'Không tìm thấy báo hỏng này.', en: 'This report was not found.' },
  'fault-closed': {
    vi: 'Báo hỏng này đã đóng. Nếu hỏng lại, xin báo mới.',
    en: 'This report is closed. If it is broken again, please report anew.',
  },
  'fault-due-past': {
    vi: 'Ngày phải xong không thể trước hôm nay.',
    en: 'The day must not be in the past.',
  },
  'fault-no-log': {
    vi: 'Ghi ít nhất một dòng nhật ký sửa chữa trước khi đóng là “đã sửa” hoặc “đã thay”.',
    en: 'Add a line to the repair log before closing as repaired or replaced.',
  },
  'sign-in-first': { vi: 'Xin đăng nhập để xem trang này.', en: 'Please sign in to see this page.' },
  'form-fix': {
    vi: 'Chưa lưu. Xin sửa những chỗ dưới đây.',
    en: 'Not saved. Please check the places below.',
  },
});
