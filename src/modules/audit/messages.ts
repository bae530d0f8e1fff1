import { defineMessages } from '#platform/i18n.ts';

/** Every text of the audit trail that a person reads. */
export const messages = defineMessages({
  'broken.changed': {
    vi: 'Mục nhật ký số {at} đã bị sửa sau khi ghi.',
    en: 'Audit entry {at} was changed after it was written.',
  },
  'broken.removed': { vi: 'Mục nhật ký số {at} đã bị xóa.', en: 'Audit entry {at} was removed.' },
  'broken.inserted': {
    vi: 'Mục nhật ký số {at} không nối với mục trước: có mục bị chèn thêm hoặc thay thế.',
    en: 'Audit entry {at} does not follow from the one before: an entry was inserted or replaced.',
  },
  'broken.tail-cut': {
    vi: 'Nhật ký bị cắt đuôi: thiếu từ mục số {at} đến mục số {last}.',
    en: 'The end of the audit trail was cut off: entries {at} to {last} are missing.',
  },
  'broken.head-missing': {
    vi: 'Mất dòng ghi nhớ mục cuối của nhật ký (mục cuối hiện có: số {at}).',
    en: 'The row that remembers the last audit entry is missing (last entry present: {at}).',
  },
  'broken.head-changed': {
    vi: 'Dòng ghi nhớ mục cuối của nhật ký (số {at}) đã bị sửa.',
    en: 'The row that remembers the last audit entry ({at}) was changed.',
  },
  'broken.seal-changed': {
    vi: 'Dấu niêm phong nhật ký ngày {at} không đúng với khóa của máy chủ: đã bị sửa.',
    en: 'The seal of {at} does not match the installation key: it was changed.',
  },
  'broken.seal-mismatch': {
    vi: 'Nhật ký không khớp với dấu niêm phong ngày {at}: có mục bị ghi lại sau khi niêm phong.',
    en: 'The trail does not match the seal of {at}: entries were rewritten after sealing.',
  },
  'broken.seal-removed': {
    vi: 'Dấu niêm phong trước ngày {at} đã bị xóa.',
    en: 'A seal before {at} was removed.',
  },
  'broken.access-log-changed': {
    vi: 'Nhật ký xem dữ liệu cá nhân ngày {at} không khớp với dấu niêm phong: có dòng bị sửa, thêm hoặc xóa.',
    en: 'The access log of {at} does not match its seal: a row was changed, added or removed.',
  },
  title: { vi: 'Nhật ký', en: 'Audit trail' },
  why: {
    vi: 'Ai đã làm gì, lúc nào. Không ai sửa hay xóa được; mọi mục nối với nhau bằng mã kiểm tra.',
    en: 'Who did what and when. Nobody can change or delete it; every entry is bound to the one before.',
  },
  action: { vi: 'Việc', en: 'Act' },
  'action-any': { vi: 'Mọi việc', en: 'All acts' },
  'group.identity.': { vi: 'Đăng nhập, tài khoản, quyền', en: 'Sign-in, accounts, rights' },
  'group.agencies.': { vi: 'Cơ quan, phòng, quầy', en: 'Agencies and counters' },
  'group.dossier.': { vi: 'Hồ sơ', en: 'Dossiers' },
  'group.queue.': { vi: 'Lấy số, gọi số', en: 'Queue' },
  'group.document.': { vi: 'Giấy tờ', en: 'Documents' },
  'group.procedure.': { vi: 'Thủ tục', en: 'Procedures' },
  actor: { vi: 'Người làm', en: 'Who' },
  automatic: { vi: 'Tự động ({part})', en: 'Automatic ({part})' },
  subject: { vi: 'Với ai, hồ sơ nào', en: 'Whom or which dossier' },
  from: { vi: 'Từ ngày', en: 'From' },
  to: { vi: 'Đến ngày', en: 'To' },
  when: { vi: 'Lúc', en: 'When' },
  number: { vi: 'Số', en: 'No.' },
  detail: { vi: 'Chi tiết', en: 'Detail' },
  'detail-show': { vi: 'Xem', en: 'Show' },
  older: { vi: 'Các mục cũ hơn', en: 'Older entries' },
  newest: { vi: 'Về mục mới nhất', en: 'Newest entries' },
  empty: { vi: 'Không có mục nào khớp với điều kiện lọc.', en: 'No entry fits the filter.' },
  'empty-next': { vi: 'Xin bỏ bớt điều kiện lọc.', en: 'Try fewer conditions.' },
  'verify-button': { vi: 'Kiểm tra toàn bộ nhật ký', en: 'Check the whole trail' },
  'verify-whole': {
    vi: 'Nhật ký nguyên vẹn: đã kiểm tra {entries} mục và {seals} dấu niêm phong ngày.',
    en: 'The trail is whole: {entries} entries and {seals} daily seals checked.',
  },
  'verify-broken': { vi: 'Nhật ký không còn nguyên vẹn', en: 'The trail is not whole' },
  'verify-next': {
    vi: 'Xin giữ nguyên máy chủ, không sửa gì thêm, và báo ngay lãnh đạo cùng đơn vị an toàn thông tin.',
    en: 'Leave the server as it is and tell the leadership and the security unit at once.',
  },
  'sign-in-first': {
    vi: 'Xin đăng nhập rồi mở lại trang này.',
    en: 'Please sign in and open this page again.',
  },
});
