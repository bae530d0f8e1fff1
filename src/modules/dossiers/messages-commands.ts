import { defineMessages } from '#platform/i18n.ts';

/** Why a command around dossiers does not do what was asked, and what to do instead. */
export const commandProblems = defineMessages({
  unknown: {
    vi: 'Không tìm thấy hồ sơ này. Xin kiểm tra lại mã hồ sơ.',
    en: 'No such dossier. Please check its code.',
  },
  'not-yours': {
    vi: 'Ông/bà không được {verb} hồ sơ này: hồ sơ do {holder} giữ. Xin nhờ người đang giữ hoặc lãnh đạo đơn vị đó.',
    en: 'This dossier is held by {holder}. Please ask them or the head of their unit.',
  },
  'papers-not-yours': {
    vi: 'Giấy tờ này thuộc hồ sơ do {holder} giữ. Xin nhờ đơn vị đó nếu cần xem.',
    en: 'This paper is of a dossier held by {holder}. Please ask that unit.',
  },
  'no-slip-yet': {
    vi: 'Hồ sơ chưa bắt đầu tính thời hạn nên chưa có phiếu kiểm soát.',
    en: 'The term has not begun, so there is no control slip yet.',
  },
  'no-procedure': {
    vi: 'Không có thủ tục {code} đang có hiệu lực trong danh mục. Xin chọn thủ tục khác hoặc nhờ người quản trị cập nhật danh mục.',
    en: 'Procedure {code} is not in force in the catalogue. Please choose another or ask the administrator.',
  },
  'no-procedure-field': { vi: 'Không có thủ tục này.', en: 'No such procedure.' },
  'one-of-papers': { vi: 'một trong các giấy tờ', en: 'one of the papers' },
  'source-missing': { vi: 'Xin ghi văn bản làm căn cứ.', en: 'Please name the document that says so.' },
  'day-gone': { vi: 'Không sửa được ngày đã qua.', en: 'Days gone by cannot be changed.' },
  'day-later': { vi: 'Xin chọn hôm nay hoặc một ngày sau.', en: 'Please choose today or a later day.' },
  'day-taken': {
    vi: 'Ngày này đã có bộ quy định khác. Xin chọn ngày khác.',
    en: 'Other settings begin on that day. Please choose another.',
  },
  'filter-unknown': {
    vi: 'Không tìm thấy bộ lọc này. Xin tải lại trang.',
    en: 'No such filter. Please load the page again.',
  },
  'page-old': {
    vi: 'Trang này đã cũ. Xin tải lại trang rồi làm lại.',
    en: 'This page is old. Please load it again and repeat.',
  },
  'own-paper-from': { vi: 'hồ sơ {number}, {procedure}', en: 'dossier {number}, {procedure}' },
});

/** What the check of the stored dossiers finds wrong. */
export const verifyMessages = defineMessages({
  dossier: { vi: 'Hồ sơ {name}: {what}.' },
  'no-history': { vi: 'không có lịch sử' },
  'event-gone': { vi: 'sự kiện số {no} không còn' },
  'event-changed': { vi: 'sự kiện số {no} ({type}) đã bị thay đổi' },
  'other-state': { vi: 'trạng thái lưu không khớp với lịch sử' },
  'other-columns': { vi: 'cột {columns} không khớp với lịch sử' },
  orphans: { vi: 'Có sự kiện hoặc yêu cầu không thuộc hồ sơ nào ({id}).' },
  'not-in-journal': { vi: 'Hồ sơ {id}, sự kiện {no}: không có trong nhật ký với cùng mã băm.' },
  'book-gap': { vi: 'Sổ {book} năm {year}: số cuối {last}, có {given} dòng.' },
  'series-gap': { vi: 'Dãy số {series} ngày {day}: đã cấp {last}, còn {given} hồ sơ.' },
  'other-strands': { vi: 'việc phối hợp lưu không khớp với lịch sử' },
  unknown: { vi: 'Không tìm thấy hồ sơ này.' },
  'not-rebuilt': { vi: 'Không dựng lại được: {why}.' },
});
