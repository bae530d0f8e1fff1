import { defineMessages } from '#platform/i18n.ts';

/** Texts of what a signed-in citizen sees. */
export const mineMessages = defineMessages({
  title: { vi: 'Hồ sơ của tôi', en: 'My dossiers' },
  why: {
    vi: 'Mọi hồ sơ tại Trung tâm mà ông/bà là người yêu cầu hoặc người nộp, theo số định danh {id}.',
    en: 'Every dossier here in which you are applicant or submitter, by your personal number {id}.',
  },
  'why-organisation': {
    vi: 'Mọi hồ sơ tại Trung tâm của tổ chức có mã số thuế {id}.',
    en: 'Every dossier here of the organisation with tax code {id}.',
  },
  'signed-in': { vi: 'Đang đăng nhập: {name}', en: 'Signed in: {name}' },
  'sign-out': { vi: 'Đăng xuất', en: 'Sign out' },
  'shared-machine': {
    vi: 'Dùng máy chung, xin đăng xuất khi xong.',
    en: 'On a shared machine, please sign out when done.',
  },
  number: { vi: 'Số hồ sơ', en: 'Number' },
  procedure: { vi: 'Thủ tục', en: 'Procedure' },
  received: { vi: 'Tiếp nhận lúc', en: 'Received' },
  due: { vi: 'Hẹn trả', en: 'Due' },
  status: { vi: 'Tình trạng', en: 'Status' },
  role: { vi: 'Ông/bà là', en: 'You are' },
  applicant: { vi: 'Người yêu cầu', en: 'applicant' },
  submitter: { vi: 'Người nộp thay', en: 'submitter' },
  'no-due': { vi: 'Xem trong hồ sơ', en: 'See the dossier' },
  none: { vi: 'Chưa có hồ sơ nào ghi số định danh này.', en: 'No dossier has this number.' },
  'none-why': {
    vi: 'Hồ sơ nộp bằng giấy tờ khác (chứng minh nhân dân cũ, hộ chiếu) không hiện ở đây. Xin tra cứu bằng số hồ sơ và mã trên giấy hẹn.',
    en: 'Dossiers with other papers (old ID card, passport) are not shown here. Please look them up with number and code.',
  },
  'no-key': {
    vi: 'Tài khoản này không có số định danh cá nhân hay mã số thuế, nên chúng tôi không biết hồ sơ nào của ông/bà.',
    en: 'This account has neither personal number nor tax code, so we cannot know which dossiers are yours.',
  },
  'not-assured': {
    vi: 'Trang cá nhân cần định danh mức {wanted}; tài khoản của ông/bà đang ở mức {level}.',
    en: 'Personal pages need identity level {wanted}; yours is {level}.',
  },
  'not-assured-why': {
    vi: 'Xin mang thẻ căn cước đến Công an xã để nâng mức định danh, rồi đăng nhập lại. Trong lúc chờ, ông/bà tra cứu được bằng số hồ sơ và mã trên giấy hẹn.',
    en: 'Please have your level raised at the commune police with your ID card. Until then look up with number and code.',
  },
  'to-lookup': { vi: 'Tra cứu bằng số hồ sơ và mã', en: 'Look up with number and code' },
  unknown: {
    vi: 'Không có hồ sơ này trong các hồ sơ của ông/bà. Xin mở lại danh sách.',
    en: 'This dossier is none of yours. Please open the list again.',
  },
  offer: {
    vi: 'Đăng nhập bằng VNeID để xem mọi hồ sơ của ông/bà',
    en: 'Sign in with VNeID to see all your dossiers',
  },
  listed: { vi: 'Hiện {shown} hồ sơ mới nhất.', en: 'The newest {shown} are shown.' },
});
