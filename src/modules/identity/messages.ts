import { defineMessages } from '#platform/i18n.ts';

/** What sign-in and the rules of passwords say. The pages' own words are in `messages-pages.ts`. */
export const messages = defineMessages({
  'wrong-sign-in': {
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng. Xin kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại. Quên mật khẩu: nhờ người quản trị đặt lại.',
    en: 'The name or the password is wrong. Check Caps Lock and the Vietnamese keyboard, then try again. Forgotten it? Ask the administrator to reset it.',
  },
  'no-centre': {
    vi: 'Máy chủ này chưa thiết lập trung tâm nào. Xin người quản trị thiết lập xã và trung tâm trước.',
    en: 'No centre has been set up on this server yet. The administrator has to do that first.',
  },
  locked: {
    vi: 'Tài khoản tạm khóa vì nhập sai nhiều lần. Xin thử lại sau {time}, hoặc nhờ người quản trị mở khóa ngay.',
    en: 'The account is locked for a while after several wrong attempts. Try again after {time}, or ask the administrator to unlock it.',
  },
  'address-busy': {
    vi: 'Có quá nhiều lần đăng nhập sai từ mạng này. Xin chờ 5 phút rồi thử lại, hoặc báo người quản trị.',
    en: 'Too many failed sign-ins from this network. Wait five minutes, or tell the administrator.',
  },
  'wrong-code': {
    vi: 'Mã xác thực không đúng hoặc đã dùng. Xin chờ mã mới trong ứng dụng rồi nhập lại.',
    en: 'The code is wrong or was used before. Wait for the next one and try again.',
  },
  'sign-in-again': {
    vi: 'Phiên đăng nhập đã hết hạn. Xin đăng nhập lại.',
    en: 'The sign-in has expired. Please sign in again.',
  },
  'password-short': {
    vi: 'Mật khẩu cần ít nhất {min} ký tự; mới có {length}. Ba, bốn từ không liên quan ghép lại là dễ nhớ và khó đoán.',
    en: 'The password needs at least {min} characters; this has {length}. Three or four unrelated words are easy to keep.',
  },
  'password-long': { vi: 'Mật khẩu dài nhất {max} ký tự.', en: 'A password has at most {max} characters.' },
  'password-repeats': {
    vi: 'Mật khẩu lặp lại hoặc theo thứ tự nên dễ đoán. Xin chọn mật khẩu khác.',
    en: 'This password repeats or counts, so it is easily guessed. Please choose another.',
  },
  'password-common': {
    vi: 'Mật khẩu chứa tên của ông/bà hoặc từ hay dùng nên dễ đoán. Xin chọn mật khẩu khác.',
    en: 'This password holds your name or a common word. Please choose another.',
  },
  'password-same': {
    vi: 'Mật khẩu mới giống mật khẩu đang dùng. Xin chọn mật khẩu khác.',
    en: 'This is the password in use. Please choose another.',
  },
  'password-wrong-current': { vi: 'Mật khẩu đang dùng không đúng.', en: 'The current password is wrong.' },
  'password-changed-meanwhile': {
    vi: 'Mật khẩu vừa được đổi ở nơi khác. Xin đăng nhập lại.',
    en: 'The password was changed elsewhere a moment ago. Please sign in again.',
  },
  'account-not-found': {
    vi: 'Không tìm thấy tài khoản này ở trung tâm của ông/bà.',
    en: 'This account is not in your centre.',
  },
  'username-taken': {
    vi: 'Tên đăng nhập {username} đã có người dùng. Xin thêm tên phòng hoặc số, ví dụ {username}2.',
    en: 'The name {username} is taken. Add a unit or a number, e.g. {username}2.',
  },
  'unit-foreign': { vi: 'Nơi làm việc không thuộc xã này.', en: 'This unit is not part of the commune.' },
  'last-administrator': {
    vi: 'Đây là người quản trị cuối cùng đang hoạt động. Xin giao vai trò quản trị cho người khác trước.',
    en: 'This is the last active administrator. Make somebody else administrator first.',
  },
  'check-fields': {
    vi: 'Có chỗ cần sửa trước khi lưu.',
    en: 'Something needs mending before it can be saved.',
  },
  'totp-not-started': {
    vi: 'Chưa có mã thiết lập. Xin mở lại trang bật xác thực hai lớp.',
    en: 'Setting up has not begun. Please open the page again.',
  },
  'totp-on': {
    vi: 'Xác thực hai lớp đang bật. Xin tắt trước khi thiết lập lại.',
    en: 'Two-step sign-in is on. Turn it off before setting it up again.',
  },
  'staff-only': {
    vi: 'Trang này dành cho cán bộ đã đăng nhập. Xin đăng nhập rồi mở lại.',
    en: 'This page is for signed-in staff. Please sign in and open it again.',
  },
  'device-unknown': {
    vi: 'Đường dẫn thiết bị không còn hiệu lực. Xin nhờ người quản trị tạo đường dẫn mới ở trang Thiết bị.',
    en: 'This device link is no longer good. Ask the administrator for a new one.',
  },
});
