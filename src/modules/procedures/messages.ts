import { defineMessages } from '#platform/i18n.ts';

/** Texts of refusals and of the module's own words. */
export const procedureMessages = defineMessages({
  missing: {
    vi: 'Chưa tìm thấy thủ tục này trong danh mục của Trung tâm. Xin tìm bằng tên, hoặc hỏi cán bộ tại quầy hướng dẫn.',
    en: 'This procedure is not in the centre’s list. Please search by name or ask at the guidance counter.',
  },
  noCentre: {
    vi: 'Trung tâm chưa được khởi tạo. Xin nhờ người quản trị chạy lệnh cài đặt.',
    en: 'No centre was set up yet. Please ask the administrator.',
  },
  importMissing: {
    vi: 'Không thấy lần nhập danh mục này. Xin mở lại từ danh sách các lần nhập.',
    en: 'This import is not here. Please open it from the list of imports.',
  },
  importDiscarded: {
    vi: 'Lần nhập này đã bỏ. Xin gửi lại tệp để đọc và so sánh lại.',
    en: 'This import was put aside. Please send the file again.',
  },
  importApplied: {
    vi: 'Lần nhập này đã áp dụng, không bỏ được nữa. Muốn sửa, xin nhập tệp mới.',
    en: 'This import is in force. To correct it, import a new file.',
  },
  fileTooLarge: { vi: 'Tệp quá lớn. Xin chia thành nhiều tệp nhỏ hơn.', en: 'The file is too large.' },
  nothingReadable: {
    vi: 'Không đọc được thủ tục nào trong tệp. Tệp cần là JSONL, mỗi dòng một thủ tục có mã, tên và lĩnh vực.',
    en: 'No procedure could be read. The file should be JSON lines with code, name and field.',
  },
  pastDay: { vi: 'Ngày áp dụng phải từ hôm nay trở đi.', en: 'The first day must not be in the past.' },
  noFile: { vi: 'Xin chọn tệp danh mục (JSONL).', en: 'Please choose a catalogue file (JSON lines).' },
});
