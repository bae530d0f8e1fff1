import { defineMessages } from '#platform/i18n.ts';

/** Words of the administration of forms. */
export const adminMessages = defineMessages({
  unreadableFile: {
    vi: 'Không đọc được tệp {file}. {path}: {why}',
    en: 'The file {file} cannot be read. {path}: {why}',
  },
  unknownForm: {
    vi: 'Không có biểu mẫu này. Xin chọn trong danh sách biểu mẫu.',
    en: 'There is no such form. Choose one from the list.',
  },
  beforeNewest: {
    vi: 'Phiên bản mới nhất áp dụng từ {day}. Xin chọn ngày từ hôm đó trở đi.',
    en: 'The newest version is in force from {day}. Choose that day or a later one.',
  },
  validFromPast: {
    vi: 'Xin chọn ngày áp dụng là hôm nay hoặc sau hôm nay.',
    en: 'Choose today or a later day.',
  },
  cannotPublish: {
    vi: 'Chưa ban hành được. Xin sửa những chỗ dưới đây.',
    en: 'It cannot be published yet. Mend the places below.',
  },
  changedByOther: {
    vi: '{who} vừa lưu bản nháp này. Xin tải lại trang để xem rồi sửa tiếp; chưa có gì bị ghi đè.',
    en: '{who} has just saved this draft. Reload the page and go on from there; nothing was overwritten.',
  },
  badCode: {
    vi: 'Mã biểu mẫu chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, bắt đầu bằng chữ. Ví dụ: khai-sinh.',
    en: 'A form code has small letters without marks, digits and dashes only.',
  },
  codeTaken: {
    vi: 'Đã có biểu mẫu mã “{code}”. Xin đặt mã khác.',
    en: 'There is a form “{code}” already. Choose another code.',
  },
  noDraft: { vi: 'Không có bản nháp nào để bỏ.', en: 'There is no draft to drop.' },
  publicTitle: { vi: 'Biểu mẫu, tờ khai', en: 'Forms' },
  publicWhy: {
    vi: 'Tải về để in và điền bằng tay, hoặc điền trong Word. Mỗi mẫu có một bản điền ví dụ.',
    en: 'Download to print and fill in by hand, or fill in with Word. Each form has an example filled in.',
  },
  publicNone: {
    vi: 'Trung tâm chưa có biểu mẫu nào. Xin hỏi tại bàn hướng dẫn.',
    en: 'There are no forms yet. Please ask at the guidance desk.',
  },
  emptyPdf: { vi: 'Mẫu trống (PDF)', en: 'Empty form (PDF)' },
  emptyWord: { vi: 'Mẫu trống (Word)', en: 'Empty form (Word)' },
  examplePdf: { vi: 'Ví dụ điền sẵn (PDF)', en: 'Example filled in (PDF)' },
  ofProcedure: { vi: 'Thủ tục {code}', en: 'Procedure {code}' },
  title: { vi: 'Biểu mẫu điện tử', en: 'Forms' },
  why: {
    vi: 'Soạn tờ khai bằng bảng, thử điền như người dân, rồi ban hành từ một ngày. Hồ sơ đang làm giữ phiên bản cũ.',
  },
  colName: { vi: 'Biểu mẫu', en: 'Form' },
  colCode: { vi: 'Mã', en: 'Code' },
  colVersion: { vi: 'Đang áp dụng', en: 'In force' },
  colState: { vi: 'Đang soạn', en: 'Being edited' },
  colCertainty: { vi: 'Đối chiếu', en: 'Compared' },
  versionFrom: { vi: 'Bản {version}, từ {day}', en: 'Version {version}, from {day}' },
  noVersion: { vi: 'Chưa ban hành', en: 'Not published' },
  coming: { vi: 'Bản {version} áp dụng từ {day}', en: 'Version {version} from {day}' },
  draftBy: { vi: 'Bản nháp của {who}', en: 'Draft by {who}' },
  read: { vi: 'Đã đọc văn bản gốc', en: 'Read in the text' },
  compare: { vi: 'Cần đối chiếu', en: 'To be compared' },
  none: { vi: 'Chưa có biểu mẫu nào', en: 'There are no forms' },
  noneNext: { vi: 'Xin tạo biểu mẫu đầu tiên hoặc nhập từ tệp ở bên dưới.', en: 'Make the first one below.' },
  newTitle: { vi: 'Tạo biểu mẫu mới', en: 'New form' },
  newName: { vi: 'Tên biểu mẫu', en: 'Name' },
  newCode: { vi: 'Mã', en: 'Code' },
  newCodeHint: { vi: 'Chữ thường không dấu, ví dụ: don-xin-xac-nhan. Không đổi được về sau.' },
  copyFrom: { vi: 'Bắt đầu từ', en: 'Begin with' },
  copyNone: { vi: 'Trang trắng', en: 'Nothing' },
  newButton: { vi: 'Tạo bản nháp', en: 'Make a draft' },
  importTitle: { vi: 'Nhập từ tệp', en: 'Import a file' },
  importFile: { vi: 'Tệp biểu mẫu (YAML)', en: 'Form file (YAML)' },
  importHint: {
    vi: 'Tệp thành bản nháp; chưa áp dụng cho đến khi ban hành.',
    en: 'The file becomes a draft.',
  },
  importNone: { vi: 'Xin chọn một tệp.', en: 'Choose a file.' },
  importButton: { vi: 'Nhập tệp', en: 'Import' },
  firstPage: { vi: 'Câu hỏi đầu tiên', en: 'First question' },
  factForm: { vi: '{name}: mẫu trống để in (PDF)', en: '{name}: empty form (PDF)' },
  factWord: { vi: '{name}: mẫu trống để điền trong Word', en: '{name}: empty form (Word)' },
  factExample: { vi: '{name}: ví dụ điền sẵn (PDF)', en: '{name}: example filled in (PDF)' },
  noCentre: {
    vi: 'Không có trung tâm nào ở địa chỉ này. Xin kiểm tra lại địa chỉ trang.',
    en: 'There is no centre at this address.',
  },
});
