import { defineMessages } from '#platform/i18n.ts';

/** What is wrong with a draft of a process, and how to mend it. */
export const draftMessages = defineMessages({
  noSuchRow: { vi: 'Không có bước số “{typed}”. Xin ghi số từ 1 đến {last}, cách nhau bằng dấu phẩy.' },
  badAmount: { vi: 'Xin ghi một số lớn hơn 0; giờ lẻ theo phần tư, ví dụ 4 hoặc 1,5.' },
  badTerm: { vi: 'Xin ghi thời hạn bằng số nguyên, ví dụ 20.' },
  badProcedure: { vi: 'Mã thủ tục “{typed}” không đúng dạng. Ví dụ đúng: 1.012753.' },
  nameMissing: { vi: 'Xin ghi tên bước {n}.' },
  unitMissing: { vi: 'Xin chọn đơn vị làm bước {n}.' },
  processNameMissing: { vi: 'Xin ghi tên quy trình.' },
  sourceMissing: { vi: 'Xin ghi căn cứ: quyết định ban hành quy trình, hoặc “bản nháp”.' },
  noSteps: { vi: 'Quy trình chưa có bước nào. Xin thêm bước đầu tiên.' },
  unreadable: { vi: 'Giá trị này không dùng được. Xin chọn hoặc ghi lại.' },
});
