import { defineMessages } from '#platform/i18n.ts';

/** Texts of written authority to sign. */
export const authorityMessages = defineMessages({
  signsByOffice: {
    vi: '{name} là lãnh đạo Ủy ban nhân dân, ký theo chức vụ nên không cần ủy quyền.',
    en: '{name} signs by office.',
  },
  unknown: { vi: 'Không tìm thấy ủy quyền này. Xin tải lại trang.', en: 'No such authority.' },
  title: { vi: 'Ủy quyền ký, giao ký chứng thực', en: 'Authority to sign' },
  lead: {
    vi: 'Lãnh đạo Ủy ban nhân dân ký theo chức vụ. Người khác chỉ ký được khi có quyết định bằng văn bản, trong phạm vi và thời hạn ghi ở đây (chứng thực: Nghị định 280/2025/NĐ-CP).',
    en: 'Leaders sign by office; others by a written decision only.',
  },
  none: { vi: 'Chưa ủy quyền ký cho ai.', en: 'Nobody is authorised.' },
  line: {
    vi: '{name}: {scope}, theo Quyết định số {no} ngày {day} do {by} ký; được ký từ {from}.',
    en: '{name}: {scope}, decision {no} of {day} by {by}; from {from}.',
  },
  lineTo: {
    vi: '{name}: {scope}, theo Quyết định số {no} ngày {day} do {by} ký; được ký từ {from} đến hết {to}.',
    en: '{name}: {scope}, decision {no} of {day} by {by}; from {from} to {to}.',
  },
  give: { vi: 'Ghi ủy quyền ký', en: 'Enter an authority' },
  person: { vi: 'Người được ủy quyền', en: 'Person' },
  field: { vi: 'Lĩnh vực', en: 'Field' },
  procedure: { vi: 'Hoặc chỉ một thủ tục (mã)', en: 'Or one procedure (code)' },
  decisionNo: { vi: 'Số quyết định', en: 'Decision number' },
  decisionDay: { vi: 'Ngày ký quyết định', en: 'Day of the decision' },
  grantedBy: { vi: 'Người ký quyết định', en: 'Given by' },
  from: { vi: 'Được ký từ ngày', en: 'From' },
  to: { vi: 'Đến hết ngày', en: 'To' },
  button: { vi: 'Ghi ủy quyền', en: 'Enter' },
  end: { vi: 'Thôi ủy quyền', en: 'End' },
  endReason: { vi: 'Lý do thôi ủy quyền', en: 'Reason' },
  basis: {
    vi: 'Ký theo ủy quyền: Quyết định số {no} ngày {day}',
    en: 'By authority: decision {no} of {day}',
  },
});
