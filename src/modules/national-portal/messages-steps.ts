import { defineMessages } from '#platform/i18n.ts';

/** What the citizen reads on the portal for each step; no names, no reasons that belong to the letter. */
export const stepMessages = defineMessages({
  nobody: { vi: 'Hệ thống', en: 'System' },
  'reception-refused': { vi: 'Từ chối tiếp nhận hồ sơ', en: 'Not received' },
  received: { vi: 'Tiếp nhận hồ sơ', en: 'Received' },
  'supplement-requested': { vi: 'Yêu cầu bổ sung, hoàn thiện hồ sơ', en: 'Supplement requested' },
  'supplement-completed': { vi: 'Đã nhận giấy tờ bổ sung', en: 'Supplement received' },
  'closed-for-no-supplement': { vi: 'Dừng xử lý vì quá hạn bổ sung', en: 'Stopped: not supplemented' },
  'handed-over': { vi: 'Chuyển hồ sơ đến đơn vị xử lý', en: 'Handed over' },
  'hand-over-accepted': { vi: 'Đơn vị xử lý đã nhận hồ sơ', en: 'Hand-over accepted' },
  'step-entered': { vi: 'Đang xử lý hồ sơ', en: 'In processing' },
  'payment-requested': { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Payment requested' },
  'payment-confirmed': { vi: 'Đã thực hiện nghĩa vụ tài chính', en: 'Paid' },
  extended: { vi: 'Xin lỗi và hẹn lại ngày trả kết quả', en: 'Apology and new date' },
  decided: { vi: 'Đã có kết quả thẩm định', en: 'Decided' },
  'result-signed': { vi: 'Đã ký kết quả giải quyết', en: 'Result signed' },
  finished: { vi: 'Đã xử lý xong, chờ trả kết quả', en: 'Finished' },
  'result-announced': { vi: 'Đã thông báo có kết quả', en: 'Result announced' },
  'result-returned': { vi: 'Đã trả kết quả', en: 'Result returned' },
  withdrawn: { vi: 'Công dân yêu cầu rút hồ sơ', en: 'Withdrawn' },
  stopped: { vi: 'Dừng xử lý hồ sơ', en: 'Stopped' },
  'procedure-corrected': { vi: 'Điều chỉnh thủ tục của hồ sơ', en: 'Procedure corrected' },
  'result-correction-opened': { vi: 'Đang đính chính kết quả', en: 'Result being corrected' },
});
