import { defineMessages } from '#platform/i18n.ts';

/** Texts of the first-run page. */
export const messages = defineMessages({
  title: { vi: 'Thiết lập lần đầu', en: 'First set-up' },
  why: {
    vi: 'Điền một trang này là trung tâm làm việc được: có lịch làm việc, danh mục thủ tục, quy trình và các hàng chờ. Mọi mục sửa lại được sau.',
    en: 'One page, and the centre can work: with calendar, procedures, processes and lines. Everything can be changed later.',
  },
  'why-administrator': {
    vi: 'Trung tâm đã có, chưa có người quản trị nào. Xin thêm người quản trị đầu tiên.',
    en: 'The centre exists but has no administrator. Please add the first one.',
  },
  code: { vi: 'Mã thiết lập', en: 'Set-up code' },
  'code-hint': {
    vi: 'Dòng “Mã thiết lập” hiện ở cửa sổ nơi máy chủ vừa chạy. Nhờ mã này, người khác trong mạng không thiết lập thay ông/bà được.',
    en: 'The line “Mã thiết lập” in the window where the server was started. It keeps others on the network from doing this.',
  },
  'code-wrong': {
    vi: 'Mã thiết lập không đúng. Xin xem lại dòng “Mã thiết lập” ở cửa sổ máy chủ; mỗi lần chạy lại máy chủ là một mã mới.',
    en: 'The set-up code is wrong. See the line “Mã thiết lập” in the server window; each start makes a new one.',
  },
  place: { vi: 'Tỉnh và xã', en: 'Province and commune' },
  province: { vi: 'Tên tỉnh, thành phố', en: 'Province' },
  'province-hint': { vi: 'Ví dụ: Tỉnh Thanh Hóa', en: 'For example: Tỉnh Thanh Hóa' },
  'province-code': { vi: 'Mã định danh của tỉnh', en: 'Identity code of the province' },
  'province-code-hint': { vi: 'Ví dụ: H56', en: 'For example: H56' },
  commune: { vi: 'Tên xã, phường, đặc khu', en: 'Commune' },
  'commune-hint': { vi: 'Ví dụ: Xã Hoa Lộc', en: 'For example: Xã Hoa Lộc' },
  'commune-code': { vi: 'Mã định danh của xã', en: 'Identity code of the commune' },
  'commune-code-hint': {
    vi: 'Do tỉnh cấp, ví dụ H56.14. Số hồ sơ bắt đầu bằng mã này.',
    en: 'Given by the province, e.g. H56.14. Dossier numbers begin with it.',
  },
  centre: { vi: 'Trung tâm', en: 'The centre' },
  address: { vi: 'Địa chỉ trung tâm', en: 'Address' },
  phone: { vi: 'Điện thoại trung tâm', en: 'Telephone' },
  counters: { vi: 'Số quầy', en: 'Number of counters' },
  'counters-hint': {
    vi: 'Quầy 1 hướng dẫn và trả kết quả; các quầy khác chia nhau các lĩnh vực.',
    en: 'Counter 1 guides and gives out results; the others share the fields.',
  },
  person: { vi: 'Người quản trị đầu tiên', en: 'The first administrator' },
  'display-name': { vi: 'Họ và tên', en: 'Full name' },
  username: { vi: 'Tên đăng nhập', en: 'User name' },
  'username-hint': { vi: 'Chữ thường không dấu, ví dụ quantri', en: 'Lower case letters, e.g. quantri' },
  submit: { vi: 'Thiết lập trung tâm', en: 'Set up the centre' },
  'submit-administrator': { vi: 'Thêm người quản trị', en: 'Add the administrator' },
  done: { vi: 'Đã thiết lập xong', en: 'Set up' },
  'done-why': {
    vi: 'Xin ghi lại mật khẩu dưới đây; mật khẩu chỉ hiện một lần và phải đổi khi đăng nhập lần đầu.',
    en: 'Please note the password below: it is shown once and must be changed at the first sign-in.',
  },
  password: { vi: 'Mật khẩu một lần', en: 'One-time password' },
  'sign-in': { vi: 'Đăng nhập', en: 'Sign in' },
  next: { vi: 'Việc tiếp theo của người quản trị', en: 'What the administrator does next' },
  'next-accounts': {
    vi: 'Thêm tài khoản cho từng cán bộ, rồi phân công lĩnh vực.',
    en: 'Add an account for each officer, then assign the fields.',
  },
  'next-check': {
    vi: 'Xem lại lịch làm việc, danh mục thủ tục, quy trình và các hàng chờ đã dựng sẵn.',
    en: 'Check the calendar, the procedures, the processes and the lines that were set up.',
  },
  'already-done': {
    vi: 'Trung tâm đã được thiết lập. Xin đăng nhập; nếu quên mật khẩu, người quản trị cấp lại được.',
    en: 'The centre has been set up. Please sign in; an administrator can reset a forgotten password.',
  },
});
