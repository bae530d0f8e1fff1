import { defineMessages } from '#platform/i18n.ts';

/** Texts of files of reports, their schedules and mail. */
export const fileMessages = defineMessages({
  'file-unknown': { vi: 'Không tìm thấy tệp báo cáo này.', en: 'There is no such file.' },
  'file-not-yours': {
    vi: 'Tệp này do người khác lập. Xin lập tệp của mình, hoặc nhờ Giám đốc Trung tâm gửi cho.',
    en: 'Somebody else asked for this file.',
  },
  'file-over': { vi: 'Tệp này đã xong hoặc đã hủy, không hủy được nữa.', en: 'It is over already.' },
  'file-not-done': { vi: 'Tệp chưa lập xong. Xin đợi thêm ở trang Tệp báo cáo.', en: 'It is not done yet.' },
  'file-gone': {
    vi: 'Tệp này đã hết hạn lưu 7 ngày và đã xóa. Xin lập lại.',
    en: 'The file was kept for seven days and is gone.',
  },
  'file-failed': {
    vi: 'Không lập được tệp: {reason}',
    en: 'The file could not be made: {reason}',
  },
  'file-failed-unknown': {
    vi: 'lỗi ngoài dự kiến, xin báo người quản trị xem nhật ký máy chủ.',
    en: 'unexpected; see the server’s log.',
  },
  title: { vi: 'Tệp báo cáo', en: 'Files of reports' },
  why: {
    vi: 'Tệp được lập ở phía sau; ông/bà có thể rời trang này. Mỗi tệp giữ 7 ngày.',
    en: 'Files are made in the background and kept for seven days.',
  },
  'col-title': { vi: 'Báo cáo', en: 'Report' },
  'col-asked': { vi: 'Người lập', en: 'Asked by' },
  'col-state': { vi: 'Tình trạng', en: 'State' },
  'col-do': { vi: 'Việc', en: 'Act' },
  'state-waiting': { vi: 'Đang chờ', en: 'Waiting' },
  'state-running': { vi: 'Đang lập', en: 'Being made' },
  'state-done': { vi: 'Xong, giữ đến {until}', en: 'Done, kept until {until}' },
  'state-gone': { vi: 'Đã hết hạn lưu', en: 'No longer kept' },
  'state-failed': { vi: 'Không lập được', en: 'Failed' },
  'state-cancelled': { vi: 'Đã hủy', en: 'Cancelled' },
  count: { vi: '{done} trong {total} hồ sơ', en: '{done} of {total}' },
  download: { vi: 'Tải về', en: 'Download' },
  cancel: { vi: 'Hủy', en: 'Cancel' },
  none: { vi: 'Chưa có tệp nào.', en: 'No files yet.' },
  'none-next': {
    vi: 'Mở một báo cáo ở trang Thống kê rồi bấm “Lập tệp”.',
    en: 'Open a report and ask for its file.',
  },
  'mail-sent': { vi: 'Đã gửi thư: {detail}', en: 'Mailed: {detail}' },
  'mail-failed': { vi: 'Thư chưa gửi được: {detail}', en: 'Not mailed: {detail}' },
  'mail-not-configured': {
    vi: 'Chưa gửi thư: máy chủ chưa cấu hình thư đi (SMTP). Tệp vẫn tải được ở đây.',
    en: 'Not mailed: outgoing mail is not configured.',
  },
  'mail-subject': { vi: '{title} ({period})', en: '{title} ({period})' },
  'mail-body': {
    vi: 'Kính gửi ông/bà,\n\nTệp đính kèm là {title}, {period}, do phần mềm Một Cửa của {centre} tự lập theo lịch.\n\nThư này gửi tự động, xin không trả lời.',
    en: '{title}, {period}, {centre}.',
  },
  'mail-link': {
    vi: 'Kính gửi ông/bà,\n\n{title}, {period}, của {centre} đã lập xong. Báo cáo có dữ liệu cá nhân nên không gửi kèm thư; xin đăng nhập và tải tại: {url}\n\nThư này gửi tự động, xin không trả lời.',
    en: '{title}, {period}, {centre}: {url}',
  },
  'smtp-name': { vi: 'Thư đi (SMTP)', en: 'Outgoing mail (SMTP)' },
  'smtp-none': {
    vi: 'chưa khai báo máy gửi thư; báo cáo theo lịch chỉ lưu thành tệp (người quản trị máy chủ đặt SMTP_URL và MAIL_FROM)',
    en: 'not configured',
  },
  'smtp-ok': { vi: 'máy chủ thư trả lời', en: 'the mail server answers' },
  'smtp-down': { vi: 'máy chủ thư không nhận: {reason}', en: 'the mail server refuses: {reason}' },
});
