import type { Lang } from '#platform/i18n.ts';

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
  return name === undefined ? action : name[lang === 'vi' ? 0 : 1];
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
