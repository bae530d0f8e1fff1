import { defineMessages } from '#platform/i18n.ts';

/** Texts of absences and of standing in. */
export const leaveMessages = defineMessages({
  over: {
    vi: 'Lúc có mặt lại đã qua. Xin chọn thời điểm từ bây giờ trở đi.',
    en: 'That time is already over.',
  },
  meets: {
    vi: '{name} đã được ghi vắng từ {from} đến {to}. Xin kết thúc lần vắng ấy trước, hoặc chọn thời gian khác.',
    en: '{name} is already away from {from} to {to}.',
  },
  unknown: { vi: 'Không tìm thấy lần vắng mặt này. Xin tải lại trang.', en: 'No such absence.' },
  because: {
    vi: '{name} vắng mặt từ {from} đến {to}.',
    en: '{name} is away from {from} to {to}.',
  },
  departed: {
    vi: '{name} thôi công việc này từ {from}: {reason}.',
    en: '{name} left from {from}: {reason}.',
  },
  title: { vi: 'Nghỉ và làm thay', en: 'Leave and substitutes' },
  lead: {
    vi: 'Báo vắng cho mình hoặc cho người trong đơn vị. Khi bắt đầu vắng, hồ sơ đang giữ được chuyển ngay cho người thay thế, mỗi hồ sơ ghi rõ lý do.',
    en: 'Record an absence. When it begins, dossiers in hand go to the deputy, each with its reason.',
  },
  nowTitle: { vi: 'Đang vắng', en: 'Away now' },
  soonTitle: { vi: 'Sắp vắng', en: 'Away soon' },
  none: { vi: 'Hôm nay mọi người đều có mặt.', en: 'Everybody is here today.' },
  colPerson: { vi: 'Người vắng', en: 'Who' },
  colWhen: { vi: 'Thời gian', en: 'When' },
  colReason: { vi: 'Lý do', en: 'Reason' },
  colEnd: { vi: 'Có mặt lại', en: 'Back' },
  colHandOn: { vi: 'Hồ sơ', en: 'Dossiers' },
  back: { vi: 'Đã có mặt', en: 'Back' },
  callOff: { vi: 'Bỏ lần vắng này', en: 'Call off' },
  handOn: { vi: 'Hồ sơ đang giữ', en: 'Dossiers in hand' },
  handOnAll: { vi: 'Chuyển hết cho người thay thế', en: 'Hand on everything' },
  handOnDue: {
    vi: 'Chỉ chuyển hồ sơ đến hạn trước khi có mặt lại',
    en: 'Only what falls due before the return',
  },
  handOnNone: { vi: 'Giữ lại, chỉ việc mới về người thay thế', en: 'Keep everything in hand' },
  handOnHint: {
    vi: 'Vắng từ một ngày trở lên nên chuyển hết. Vắng một buổi có thể chỉ chuyển hồ sơ đến hạn.',
    en: 'From one day on, hand on everything.',
  },
  note: { vi: 'Ghi chú (chỉ mình và người phụ trách đọc)', en: 'Note (for yourself and your head)' },
  recordTitle: { vi: 'Báo vắng', en: 'Record an absence' },
  seeHandOn: { vi: 'Xem bàn giao', en: 'See the hand-over' },
  allHandOns: { vi: 'Mọi lần bàn giao hồ sơ', en: 'All hand-overs' },
});

/** Texts of leaving for good. */
export const departMessages = defineMessages({
  title: { vi: 'Chuyển công tác, thôi việc', en: 'Leaving for good' },
  lead: {
    vi: 'Mọi phân công và ủy quyền ký của người này kết thúc ngay, hồ sơ đang giữ được chuyển cho người làm thay. Sau đó xin nhờ quản trị khóa tài khoản, và bổ sung người ở bảng phân công.',
    en: 'All duties end at once and dossiers are handed on. Then close the account.',
  },
  person: { vi: 'Người thôi công việc', en: 'Who leaves' },
  reason: { vi: 'Lý do, ví dụ: chuyển công tác theo Quyết định số …', en: 'Reason' },
  button: { vi: 'Kết thúc phân công và bàn giao', en: 'End duties and hand on' },
});
