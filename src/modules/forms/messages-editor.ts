import { defineMessages } from '#platform/i18n.ts';

/** What is told about a definition that cannot be right: place first, then what to do. */
export const editorMessages = defineMessages({
  mixedCondition: {
    vi: 'Một điều kiện chỉ dùng “và”, hoặc chỉ dùng “hoặc”. Xin tách làm hai trang.',
  },
  unreadCondition: {
    vi: 'Không hiểu điều kiện “{typed}”. Ví dụ: da-ket-hon là có; tinh-trang không là doc-than; so-con từ 2; ngay-sinh từ đủ 80 tuổi; email có trả lời.',
  },
  unreadCheck: {
    vi: 'Không hiểu cách kiểm tra “{typed}”. Ví dụ: không sau hôm nay; không trước ngay-cap; từ 1 đến 10; từ 18 tuổi; dài 2-50 ký tự; dạng ##########; trong 12 tháng sau ngay-lap; khác so-dinh-danh.',
  },
  onPage: { vi: 'Trang {n} (“{title}”): {what}' },
  onField: { vi: 'Trang {n}, ô “{label}”: {what}' },
  twicePage: { vi: 'tên “{key}” đã dùng cho trang khác. Xin đổi một trong hai.' },
  twiceField: { vi: 'tên “{key}” đã dùng cho ô khác. Xin đổi một trong hai.' },
  twiceOption: { vi: 'có hai mục cùng tên “{value}”. Xin đổi một trong hai.' },
  noSuchField: { vi: 'không có ô nào tên “{key}”. Xin xem lại tên trong điều kiện hoặc cách kiểm tra.' },
  laterField: {
    vi: 'điều kiện dựa vào “{key}”, được hỏi cùng trang hoặc sau đó. Điều kiện chỉ dựa vào câu của trang trước.',
  },
  laterCheck: { vi: 'cách kiểm tra dựa vào “{key}”, được hỏi sau đó. Xin chuyển ô ấy lên trước.' },
  insideGroup: { vi: 'không thể dựa vào “{key}” vì đó là ô lặp lại nhiều lần.' },
  noSuchValue: { vi: '“{key}” không có mục “{value}”. Các mục: {values}.' },
  wrongClause: { vi: 'điều kiện này không dùng được với loại ô của “{key}”.' },
  wrongCheck: { vi: 'cách kiểm tra “{check}” không dùng được với loại ô này.' },
  unreachable: { vi: 'không bao giờ được hỏi, vì các điều kiện không thể cùng đúng.' },
  neverAsked: { vi: 'ô này không bao giờ được hỏi, vì các điều kiện không thể cùng đúng.' },
  endsCrossed: { vi: 'giới hạn dưới lớn hơn giới hạn trên.' },
  badPrefill: { vi: 'không lấy được “{part}” để điền vào loại ô này.' },
  inOfficial: { vi: 'Bản in, dòng {n}: {what}' },
  officialField: { vi: 'không có ô nào tên “{key}”.' },
  officialPart: { vi: '“{key}” không dùng được như vậy trên bản in.' },
  officialSign: { vi: 'dấu ngoặc chưa đúng trong “{line}”. Mỗi chỗ điền là tên ô trong một cặp ngoặc nhọn.' },
  labelMissing: { vi: 'Xin ghi nhãn của ô.' },
  titleMissing: { vi: 'Xin ghi câu hỏi của trang.' },
  nameMissing: { vi: 'Xin ghi tên biểu mẫu.' },
  sourceMissing: { vi: 'Xin ghi văn bản ban hành biểu mẫu.' },
  noPageYet: { vi: 'Dòng đầu tiên phải là một trang.' },
  noGroupYet: { vi: 'Ô “{label}” thuộc nhóm nhưng phía trên không có nhóm nào trên cùng trang.' },
  groupItem: { vi: 'Xin ghi tên một mục của nhóm “{label}” và số lượng, ví dụ: người con, 1-10.' },
  inRow: { vi: 'Dòng {n} (“{label}”): {what}' },
  inSample: { vi: 'Ví dụ điền sẵn: {what}' },
});
