import { defineMessages } from '#platform/i18n.ts';

/** Texts of fees and receipts. */
export const messages = defineMessages({
  title: { vi: 'Biên lai thu phí, lệ phí', en: 'Receipts' },
  lead: {
    vi: 'Tiền đã thu tại quầy. Số biên lai chạy liên tục trong năm, không bỏ số nào.',
    en: 'Money taken at the counter. Numbers run through the year without a gap.',
  },
  sum: { vi: 'Ngày {day}: {count} biên lai, {total} đồng.', en: '{day}: {count} receipts, {total} đồng.' },
  remit: {
    vi: 'Phí chứng thực đã thu nộp Kho bạc chậm nhất ngày 5 tháng sau (TT 226/2016/TT-BTC).',
    en: 'Certification fees go to the Treasury by the 5th of the next month.',
  },
  none: { vi: 'Ngày này chưa thu khoản nào.', en: 'Nothing was taken on this day.' },
  noneNext: {
    vi: 'Biên lai được lập khi tiếp nhận hồ sơ có thu tiền, hoặc khi xác nhận công dân đã nộp.',
    en: 'A receipt is made when a paid dossier is received.',
  },
  day: { vi: 'Ngày', en: 'Day' },
  colNo: { vi: 'Số', en: 'No.' },
  colDossier: { vi: 'Hồ sơ', en: 'Dossier' },
  colPayer: { vi: 'Người nộp', en: 'Payer' },
  colTotal: { vi: 'Số tiền (đồng)', en: 'Amount (đồng)' },
  colMethod: { vi: 'Cách nộp', en: 'Method' },
  colBy: { vi: 'Người thu', en: 'Collected by' },
  colState: { vi: 'Tình trạng', en: 'State' },
  colPrint: { vi: 'Bản in', en: 'Print' },
  print: { vi: 'Xem và in', en: 'View and print' },
  valid: { vi: 'Có hiệu lực', en: 'Valid' },
  voided: { vi: 'Đã hủy: {reason}', en: 'Voided: {reason}' },
  collectorNone: { vi: 'ghi nhận theo báo có của ngân hàng', en: 'booked by the bank’s notice' },
  methodCash: { vi: 'tiền mặt', en: 'cash' },
  methodTransfer: { vi: 'chuyển khoản', en: 'transfer' },
  methodPortal: { vi: 'Cổng Dịch vụ công quốc gia', en: 'National Portal' },
  methodCard: { vi: 'thẻ', en: 'card' },
  refundButton: { vi: 'Hoàn trả', en: 'Refund' },
  voidButton: { vi: 'Hủy biên lai', en: 'Void' },
  voidTitle: { vi: 'Hủy biên lai {no}', en: 'Void receipt {no}' },
  voidReason: { vi: 'Lý do hủy', en: 'Reason' },
  voidHint: {
    vi: 'Biên lai vẫn giữ số; lý do được lưu cùng tên người hủy.',
    en: 'The number stays; the reason is kept with your name.',
  },
  unknown: {
    vi: 'Không tìm thấy biên lai này. Xin mở lại danh sách biên lai trong ngày.',
    en: 'No such receipt.',
  },
  alreadyVoid: {
    vi: 'Biên lai này đã được hủy lúc {at}: {reason}.',
    en: 'Already voided at {at}: {reason}.',
  },
  nothingOwed: { vi: 'Không có khoản nào phải thu, nên không lập biên lai.', en: 'Nothing is owed.' },
  procedureUnknown: {
    vi: 'Không có thủ tục {code} đang có hiệu lực. Xin chọn thủ tục khác.',
    en: 'No procedure {code} is in force.',
  },
  feeUnknown: { vi: 'Thủ tục không có khoản thu này.', en: 'The procedure has no such charge.' },
  feeNotInForce: { vi: 'Khoản thu này không còn hiệu lực hôm nay.', en: 'The charge is not in force today.' },
  feeOtherChannel: { vi: 'Khoản thu này không áp dụng cho cách nộp đã chọn.', en: 'Not for this channel.' },
  feeAmountNeeded: { vi: 'Xin nhập số tiền theo quy định: {text}', en: 'Enter the amount: {text}' },
  feeExemption: {
    vi: 'Trường hợp miễn, giảm này không áp dụng hôm nay hoặc cho cách nộp đã chọn.',
    en: 'The exemption does not apply today or for this channel.',
  },
  gap: {
    vi: 'sổ biên lai năm {year}: số cuối {last} nhưng có {count} biên lai',
    en: 'receipts {year}: last number {last}, {count} receipts',
  },
});
