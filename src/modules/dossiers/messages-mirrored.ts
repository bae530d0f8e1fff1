import { defineMessages } from '#platform/i18n.ts';

/** What a citizen is told of a dossier that only the provincial system has. */
export const mirroredMessages = defineMessages({
  new: {
    vi: 'Hồ sơ mới đăng ký, đang chờ được kiểm tra.',
    en: 'The dossier is registered and waits to be checked.',
  },
  running: {
    vi: 'Hồ sơ đang được giải quyết tại {unit}, hẹn trả trước {due}.',
    en: 'In progress at {unit}, due before {due}.',
  },
  'running-no-due': {
    vi: 'Hồ sơ đang được giải quyết tại {unit}. Hệ thống của tỉnh chưa cho biết ngày hẹn trả.',
    en: 'In progress at {unit}; no date was told.',
  },
  late: {
    vi: 'Hồ sơ chưa xong đúng hẹn {due}, đang được giải quyết tại {unit}.',
    en: 'Not finished by {due}; in progress at {unit}.',
  },
  supplement: {
    vi: 'Hồ sơ đang chờ ông/bà bổ sung giấy tờ. Cần bổ sung gì, xin xem trên Cổng Dịch vụ công quốc gia hoặc hỏi tại quầy.',
    en: 'Waits for more papers from you; see the national portal or ask at the counter.',
  },
  payment: {
    vi: 'Hồ sơ đang chờ ông/bà nộp phí, lệ phí. Số tiền xin xem trên Cổng Dịch vụ công quốc gia hoặc hỏi tại quầy.',
    en: 'Waits for your payment; see the national portal or ask at the counter.',
  },
  finished: {
    vi: 'Đã có kết quả. Mời ông/bà mang giấy tiếp nhận đến quầy để nhận.',
    en: 'The result is ready. Please come to the counter with your receipt.',
  },
  returned: { vi: 'Kết quả đã được trả lúc {at}.', en: 'The result was handed over at {at}.' },
  'returned-once': { vi: 'Kết quả đã được trả.', en: 'The result was handed over.' },
  'not-received': {
    vi: 'Hồ sơ chưa được tiếp nhận. Lý do ghi trên phiếu ông/bà đã nhận.',
    en: 'The dossier was not accepted. The reason is on the slip you were given.',
  },
  withdrawn: { vi: 'Hồ sơ đã được rút theo yêu cầu.', en: 'The dossier was withdrawn on request.' },
  stopped: {
    vi: 'Hồ sơ đã dừng giải quyết. Xin xem thông báo đã gửi, hoặc hỏi tại quầy.',
    en: 'The dossier was stopped. Please see the notice you were sent, or ask at the counter.',
  },
  agency: { vi: 'cơ quan có thẩm quyền', en: 'the competent agency' },
  procedure: { vi: 'Thủ tục', en: 'Procedure' },
  received: { vi: 'Tiếp nhận', en: 'Received' },
  due: { vi: 'Hẹn trả', en: 'Due' },
  elsewhere: {
    vi: 'Hồ sơ này được giải quyết ở hệ thống của tỉnh. Bổ sung giấy tờ, nộp phí, rút hồ sơ xin làm ở Cổng Dịch vụ công quốc gia, hoặc đến quầy để được giúp.',
    en: 'Handled in the provincial system; use the national portal or come to the counter.',
  },
});
