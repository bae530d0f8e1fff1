import { defineMessages } from '#platform/i18n.ts';

/** Texts of the page on which an officer tends the words of the search. */
export const wordsMessages = defineMessages({
  title: { vi: 'Từ tìm kiếm của người dân', en: 'Words of the search' },
  why: {
    vi: 'Người dân hỏi mà chưa tìm thấy thì hiện ở đây. Thêm từ cho đúng thủ tục là lần hỏi sau ra ngay.',
    en: 'What people ask and do not find. Words given to a procedure count from the next search on.',
  },
  summary: {
    vi: '{days} ngày qua: {asked} lần hỏi, {empty} lần chưa có kết quả, {opened} lần mở một thủ tục. Chỉ đếm từ, không lưu tên, số và người hỏi.',
    en: 'Last {days} days: {asked} searches, {empty} without an answer, {opened} times a procedure was opened. Words only; no names, numbers or persons.',
  },
  nothingTitle: { vi: 'Hỏi mà không có kết quả', en: 'Asked without an answer' },
  givenUpTitle: { vi: 'Có kết quả nhưng không ai mở', en: 'Answered, but nobody opened an answer' },
  none: { vi: 'Chưa có từ nào.', en: 'None yet.' },
  noneNext: {
    vi: 'Từ được hỏi từ hai lần trở lên sẽ hiện ở đây.',
    en: 'Words asked twice or more appear here.',
  },
  colWords: { vi: 'Người dân gõ', en: 'What people type' },
  colAsked: { vi: 'Số lần', en: 'Times' },
  colLast: { vi: 'Lần cuối', en: 'Last' },
  colDo: { vi: 'Việc cần làm', en: 'To do' },
  giveTo: { vi: 'Gán cho thủ tục', en: 'Give to a procedure' },
  addTitle: { vi: 'Thêm từ cho một thủ tục', en: 'Give words to a procedure' },
  wordsLabel: { vi: 'Từ người dân hay dùng', en: 'Words that people use' },
  wordsHint: { vi: 'Viết như người dân nói, ví dụ: giấy làm nhà cấp bốn', en: 'As people say it' },
  findLabel: { vi: 'Thủ tục đúng (tên hoặc mã)', en: 'The right procedure (name or code)' },
  find: { vi: 'Tìm thủ tục', en: 'Find it' },
  choose: { vi: 'Bấm vào thủ tục đúng để gán từ “{words}”', en: 'Press the procedure that “{words}” means' },
  notFound: {
    vi: 'Không thấy thủ tục nào như vậy. Xin gõ tên chính thức hoặc mã, ví dụ 1.001193.',
    en: 'No such procedure. Type its official name or code, e.g. 1.001193.',
  },
  typeWords: { vi: 'Xin ghi từ người dân hay dùng.', en: 'Please type the words.' },
  give: { vi: 'Gán cho: {name}', en: 'Give to: {name}' },
  inUse: { vi: 'Từ Trung tâm đã thêm', en: 'Words that the centre added' },
  history: { vi: 'Từ đã bỏ', en: 'Words taken back' },
  colProcedure: { vi: 'Thủ tục', en: 'Procedure' },
  colBy: { vi: 'Người thêm', en: 'Added by' },
  colRemoved: { vi: 'Người bỏ', en: 'Taken back by' },
  remove: { vi: 'Bỏ từ này', en: 'Take back' },
  addAgain: { vi: 'Dùng lại', en: 'Use again' },
  noWords: { vi: 'Trung tâm chưa thêm từ nào.', en: 'No words were added yet.' },
  noWordsNext: {
    vi: 'Danh mục đã có sẵn từ thường dùng; ở đây là từ riêng của địa phương.',
    en: 'The catalogue has the usual words; here are those of the place.',
  },
  notInForce: {
    vi: 'Thủ tục {code} không còn áp dụng tại Trung tâm. Xin chọn thủ tục khác.',
    en: 'Procedure {code} is not in force here. Please choose another.',
  },
  hasAlready: {
    vi: 'Thủ tục {code} đã có từ “{words}”. Xin ghi từ khác.',
    en: 'Procedure {code} already has “{words}”. Please type others.',
  },
  noSuchWords: { vi: 'Không thấy từ này. Xin tải lại trang.', en: 'No such words. Please reload the page.' },
});
