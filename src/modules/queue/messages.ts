import { defineMessages } from '#platform/i18n.ts';

/** Texts of refusals and answers of the hall. Pages have theirs in `pages/messages.ts`. */
export const messages = defineMessages({
  'ticket.unknown': {
    vi: 'Không tìm thấy phiếu này. Xin quét lại mã trên phiếu, hoặc lấy số mới.',
    en: 'No such ticket. Please scan the code again or take a new number.',
  },
  'ticket.not-allowed': {
    vi: 'Phiếu {number} đang ở bước “{state}” nên không làm được việc này. Xin xem lại danh sách.',
    en: 'Ticket {number} is “{state}”, so this cannot be done now.',
  },
  'ticket.no-more-returns': {
    vi: 'Phiếu {number} đã được gọi lại đủ số lần. Xin mời lấy số mới.',
    en: 'Ticket {number} has been called back often enough. Please take a new number.',
  },
  'ticket.nobody-behind': {
    vi: 'Sau số {number} chưa có ai chờ nên không lùi được. Nếu cần ra ngoài một lát, xin báo cán bộ; lỡ lượt vẫn được gọi lại.',
    en: 'Nobody waits behind {number} yet, so you cannot step back. If you have to leave for a moment, tell an officer; you can be called again.',
  },
  'ticket.other-day': {
    vi: 'Phiếu này của ngày {day}. Xin lấy số mới cho hôm nay.',
    en: 'This ticket is of {day}. Please take a new number today.',
  },
  'ticket.elsewhere': {
    vi: 'Số {number} đang ở quầy {counter}. Xin trao đổi với quầy đó trước khi gọi.',
    en: 'Number {number} is at counter {counter}. Please speak to that counter first.',
  },
  'number.unknown': {
    vi: 'Hôm nay chưa phát số {number}. Xin xem lại số trên phiếu.',
    en: 'Number {number} was not given out today. Please check the ticket.',
  },
  'matter.none-running': {
    vi: 'Số {number} không có việc nào đang làm dở. Bấm “Thêm việc” để bắt đầu việc mới.',
    en: 'No matter of {number} is running. Start one first.',
  },
  'quick.none': {
    vi: 'Quầy {counter} không có lượt hỏi nhanh nào đang mở.',
    en: 'Counter {counter} has no quick question under way.',
  },
  'counter.unknown': {
    vi: 'Không có quầy này, hoặc quầy đã thôi dùng. Xin chọn quầy khác.',
    en: 'No such counter.',
  },
  'counter.no-groups': {
    vi: 'Quầy {counter} chưa được giao nhóm việc nào để gọi số. Xin nhờ Giám đốc Trung tâm giao nhóm việc cho quầy.',
    en: 'Counter {counter} has no service group yet. Ask the director to assign one.',
  },
  'counter.closed': {
    vi: 'Quầy {counter} chưa mở. Xin mở quầy trước.',
    en: 'Counter {counter} is not open.',
  },
  'counter.busy': {
    vi: 'Quầy {counter} đang tiếp số {number}. Xin kết thúc hoặc chuyển số này trước khi đóng quầy.',
    en: 'Counter {counter} is serving {number}. Finish or transfer it first.',
  },
  'group.unknown': {
    vi: 'Không có nhóm việc này. Xin chọn lại.',
    en: 'No such service group.',
  },
  'group.closed': {
    vi: 'Nhóm việc “{name}” hiện không nhận số. Xin hỏi bàn hướng dẫn.',
    en: '“{name}” takes no numbers now. Please ask at the guidance desk.',
  },
  'group.none': {
    vi: 'Trung tâm chưa mở nhóm việc nào để lấy số. Xin hỏi bàn hướng dẫn.',
    en: 'No line is open. Please ask at the guidance desk.',
  },
  'clip.unknown': { vi: 'Chưa có bản ghi âm này.', en: 'No such recording.' },
  'sign-in': { vi: 'Xin đăng nhập để gọi số.', en: 'Please sign in to call numbers.' },
  'board.other': {
    vi: 'Bảng này không phải của Trung tâm đang mở. Xin mở /bang-goi trên máy của Trung tâm.',
    en: 'This board belongs to another centre.',
  },
  'form.again': {
    vi: 'Chưa lấy được số. Xin quay lại và chọn lần nữa.',
    en: 'No number was taken. Please go back and choose again.',
  },
  'request.other': {
    vi: 'Mã yêu cầu này đã dùng cho việc khác. Xin tải lại trang rồi làm lại.',
    en: 'This request id was used for something else. Reload the page and try again.',
  },
  'facts.nobody': { vi: 'Chưa có ai chờ.', en: 'Nobody is waiting.' },
  'facts.waiting': { vi: '{count} người đang chờ.', en: '{count} people waiting.' },
  'facts.wait': { vi: 'Lấy số bây giờ: {wait}.', en: 'A number taken now: {wait}.' },
  'state.waiting': { vi: 'đang chờ', en: 'waiting' },
  'state.called': { vi: 'đang gọi', en: 'called' },
  'state.serving': { vi: 'đang tiếp', en: 'being served' },
  'state.held': { vi: 'đang để chờ bổ sung', en: 'on hold' },
  'state.done': { vi: 'đã xong', en: 'done' },
  'state.no-show': { vi: 'vắng mặt', en: 'absent' },
  'state.cancelled': { vi: 'đã bỏ số', en: 'given up' },
});
