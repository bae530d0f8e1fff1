import { defineMessages } from '#platform/i18n.ts';

/** Texts of the posted list (niêm yết), its wall board, and of what changed lately. */
export const postedMessages = defineMessages({
  title: { vi: 'Niêm yết thủ tục hành chính', en: 'Posted list of procedures' },
  why: {
    vi: '{count} thủ tục đang áp dụng ngày {day}. Bảng in ra luôn là bản đang có hiệu lực.',
    en: '{count} procedures in force on {day}. A printed board is always the version in force.',
  },
  changedLink: { vi: 'Thủ tục mới thay đổi', en: 'What changed lately' },
  boards: { vi: 'Bảng để in và treo', en: 'Boards to print' },
  wholeBoard: { vi: 'Tất cả lĩnh vực', en: 'All fields' },
  boardTitle: { vi: 'Thủ tục hành chính: {name}', en: 'Procedures: {name}' },
  boardWhy: {
    vi: 'Niêm yết tại {centre}. Bản áp dụng ngày {day}, thay đổi gần nhất từ ngày {last}.',
    en: 'Posted at {centre}. In force on {day}, last changed from {last}.',
  },
  scan: {
    vi: 'Quét mã để xem giấy tờ cần mang, biểu mẫu và nội dung đầy đủ.',
    en: 'Scan for papers, forms and the full text.',
  },
  printHint: {
    vi: 'In bằng lệnh In của trình duyệt, khổ giấy {size} nằm ngang.',
    en: 'Print with the browser, paper {size} landscape.',
  },
  look: { vi: 'Xem', en: 'View' },
  pdfSized: { vi: 'PDF {size}', en: 'PDF {size}' },
  inForce: { vi: 'Bản có hiệu lực ngày {day}', en: 'In force on {day}' },
  boardBasis: {
    vi: '{count} thủ tục đang áp dụng; thay đổi gần nhất từ ngày {last}.',
    en: '{count} procedures in force; last changed from {last}.',
  },
  scanShort: { vi: 'Quét để xem giấy tờ, biểu mẫu', en: 'Scan for papers and forms' },
  scanHead: { vi: 'Quét mã', en: 'Code' },
  foot: { vi: '{centre} · bản có hiệu lực ngày {day}', en: '{centre} · in force on {day}' },
  'posted-note': {
    vi: 'Nội dung đầy đủ của từng thủ tục có trên trang của Trung tâm, theo mã quét. Xin hỏi cán bộ tại quầy hướng dẫn khi cần.',
    en: 'The full text of each procedure is on the centre’s pages, by its code. Please ask at the guidance counter.',
  },
  signedOn: { vi: 'Ngày {day} tháng {month} năm {year}', en: '{day}/{month}/{year}' },
  signer: { vi: 'GIÁM ĐỐC TRUNG TÂM', en: 'DIRECTOR OF THE CENTRE' },
  signHint: { vi: '(Ký, ghi rõ họ tên, đóng dấu)', en: '(Signature, name, seal)' },
  number: { vi: 'STT', en: 'No.' },
  code: { vi: 'Mã', en: 'Code' },
  name: { vi: 'Tên thủ tục', en: 'Procedure' },
  term: { vi: 'Thời hạn', en: 'Time limit' },
  fee: { vi: 'Phí, lệ phí', en: 'Fee' },
  from: { vi: 'Áp dụng từ', en: 'In force from' },
  noFee: { vi: 'Chưa công bố', en: 'Not published' },
  nothing: { vi: 'Chưa có thủ tục nào đang áp dụng', en: 'No procedure is in force' },
  nothingNext: { vi: 'Xin hỏi cán bộ tại quầy hướng dẫn.', en: 'Please ask at the guidance counter.' },
  changedTitle: { vi: 'Thủ tục mới thay đổi', en: 'What changed lately' },
  changedWhy: {
    vi: 'Từ ngày {day}: thủ tục mới, thay đổi hoặc hết áp dụng tại {centre}.',
    en: 'Since {day}: procedures that are new, changed or no longer in force at {centre}.',
  },
  added: { vi: 'Mới áp dụng từ {day}', en: 'New from {day}' },
  changed: { vi: 'Thay đổi từ {day}: {parts}', en: 'Changed from {day} ({parts})' },
  ended: { vi: 'Hết áp dụng sau ngày {day}', en: 'No longer in force after {day}' },
  noChange: { vi: 'Chưa có thay đổi nào từ ngày đó', en: 'Nothing changed since that day' },
  noChangeNext: {
    vi: 'Danh mục đang áp dụng ở trang Niêm yết.',
    en: 'The procedures in force are on the posted list.',
  },
  back: { vi: 'Về trang niêm yết', en: 'To the posted list' },
});
