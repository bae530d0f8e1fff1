import type { Lang } from '#platform/i18n.ts';
import { OFFICE_NAMES } from './action-names-office.ts';
import { WORK_NAMES } from './action-names-work.ts';

/** What acts are called on the auditor's page. One that has no name here shows its code: new acts are never hidden. */
const NAMES: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  'identity.sign-in': ['Đăng nhập', 'Signed in'],
  'identity.sign-in-failed': ['Đăng nhập không được', 'Sign-in failed'],
  'identity.sign-out': ['Đăng xuất', 'Signed out'],
  'identity.lock': ['Tự khóa tài khoản', 'Account locked itself'],
  'identity.unlock': ['Mở khóa tài khoản', 'Account unlocked'],
  'identity.create-account': ['Tạo tài khoản', 'Account created'],
  'identity.change-account': ['Đổi thông tin, quyền', 'Account or rights changed'],
  'identity.deactivate-account': ['Ngừng tài khoản', 'Account deactivated'],
  'identity.activate-account': ['Cho tài khoản dùng lại', 'Account activated'],
  'identity.reset-password': ['Đặt lại mật khẩu', 'Password reset'],
  'identity.change-password': ['Đổi mật khẩu', 'Password changed'],
  'identity.revoke-sessions': ['Đăng xuất khỏi mọi máy', 'Signed out everywhere'],
  'identity.end-session': ['Đăng xuất một máy', 'One session ended'],
  'identity.totp-on': ['Bật xác thực hai lớp', 'Two-step sign-in on'],
  'identity.totp-off': ['Tắt xác thực hai lớp', 'Two-step sign-in off'],
  'identity.create-token': ['Tạo mã truy cập', 'Token made'],
  'identity.revoke-token': ['Thu hồi mã truy cập', 'Token revoked'],
  'identity.enrol-device': ['Ghép máy tại sảnh', 'Device paired'],
  'identity.revoke-device': ['Ngừng máy tại sảnh', 'Device stopped'],
  'agencies.set-up': ['Thiết lập xã và trung tâm', 'Commune set up'],
  'agencies.change-centre': ['Sửa thông tin trung tâm', 'Centre changed'],
  'agencies.add-unit': ['Thêm phòng', 'Unit added'],
  'agencies.change-unit': ['Sửa phòng', 'Unit changed'],
  'agencies.add-counter': ['Thêm quầy', 'Counter added'],
  'agencies.change-counter': ['Sửa quầy', 'Counter changed'],
};

/** The words for an act's code. */
export function actionName(action: string, lang: Lang): string {
  const name = NAMES[action];
  if (name !== undefined) {
    return name[lang === 'vi' ? 0 : 1];
  }
  return (lang === 'vi' ? (WORK_NAMES[action] ?? OFFICE_NAMES[action]) : undefined) ?? action;
}

/** First parts of codes that the filter offers. */
export const ACTION_GROUPS = [
  'identity.',
  'agencies.',
  'dossier.',
  'queue.',
  'document.',
  'procedure.',
] as const;

/** What a person calls the kinds of things that acts are about. */
const SUBJECTS: Readonly<Record<string, string>> = {
  account: 'Tài khoản',
  agency: 'Cơ quan',
  'bank-notice': 'Khoản tiền',
  board: 'Bảng gọi số',
  calendar: 'Lịch làm việc',
  carrier: 'Kênh gửi tin',
  'cash-book': 'Sổ quỹ',
  catalogue: 'Danh mục thủ tục',
  centre: 'Trung tâm',
  certificate: 'Chứng thư',
  clip: 'Giọng đọc',
  counter: 'Quầy',
  device: 'Máy',
  document: 'Giấy',
  dossier: 'Hồ sơ',
  equipment: 'Thiết bị',
  file: 'Tệp',
  form: 'Biểu mẫu',
  hall: 'Sảnh',
  'hall-plan': 'Kế hoạch trực',
  'help-call': 'Lượt gọi giúp',
  import: 'Lần nhập',
  'mirror-file': 'Tệp của tỉnh',
  'mirrored-dossier': 'Hồ sơ của tỉnh',
  'money-comparison': 'Lần đối soát',
  news: 'Tin',
  'news-contact': 'Người nhận tin',
  notice: 'Tin gửi người dân',
  'offline-item': 'Việc lúc mất kết nối',
  person: 'Người',
  petition: 'Phản ánh',
  'portal-arrival': 'Hồ sơ từ Cổng',
  'portal-assist': 'Lượt hỗ trợ',
  'post-list': 'Bảng kê',
  preparation: 'Hồ sơ chuẩn bị',
  'print-job': 'Lệnh in',
  procedure: 'Thủ tục',
  process: 'Quy trình',
  'rating-contact': 'Lượt liên hệ lại',
  register: 'Sổ',
  report: 'Báo cáo',
  reports: 'Báo cáo',
  'report-export': 'Tệp báo cáo',
  'report-schedule': 'Lịch báo cáo',
  search: 'Tìm kiếm',
  'search-words': 'Từ tìm kiếm',
  'service-group': 'Nhóm việc',
  settings: 'Cài đặt',
  shipment: 'Bưu gửi',
  'signing-session': 'Lượt ký',
  'sign-on': 'Đăng nhập một lần',
  speaker: 'Cụm loa',
  task: 'Việc',
};

const LONG_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** A long id as people can tell it from others: what it is and how it ends, "Báo cáo …41270". Anything else as it is. */
export function subjectWords(type: string, id: string): string {
  return LONG_ID.test(id) ? `${SUBJECTS[type] ?? type} …${id.slice(-5)}` : id;
}
