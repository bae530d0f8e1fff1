import { defineMessages } from '#platform/i18n.ts';

/** Texts of figures and reports. */
export const messages = defineMessages({
  publicFact: {
    vi: 'Số liệu công khai: 90 ngày qua {share} trước và đúng hạn, trên {settled} hồ sơ',
    en: 'Public figures: {share} early or on time in the last 90 days, of {settled} dossiers',
  },
  publicTitle: { vi: 'Số liệu công khai', en: 'Public figures' },
  publicLead: {
    vi: 'Kết quả giải quyết hồ sơ tại {centre}, tính từ từng hồ sơ, cập nhật ngay.',
    en: 'How dossiers are settled at {centre}, counted from each dossier, up to date.',
  },
  sentence: {
    vi: 'Từ {from} đến {to}: tiếp nhận {received} hồ sơ, giải quyết {settled}, trong đó {inTime} trước và đúng hạn ({share}).',
    en: '{from} to {to}: {received} dossiers received, {settled} settled, {inTime} of them early or on time ({share}).',
  },
  sentenceNone: {
    vi: 'Từ {from} đến {to} chưa có hồ sơ nào được giải quyết.',
    en: 'No dossier was settled from {from} to {to}.',
  },
  balance: {
    vi: 'Kỳ trước chuyển sang {carried} + tiếp nhận {received} = đã giải quyết {settled} + công dân rút {withdrawn} + dừng {stopped} + đang giải quyết {open}.',
    en: 'Carried over {carried} + received {received} = settled {settled} + withdrawn {withdrawn} + stopped {stopped} + in progress {open}.',
  },
  periodFrom: { vi: 'Từ ngày', en: 'From' },
  periodTo: { vi: 'Đến hết ngày', en: 'To' },
  presetMonth: { vi: 'Tháng này', en: 'This month' },
  presetYear: { vi: 'Năm nay', en: 'This year' },
  presetLastYear: { vi: 'Năm trước', en: 'Last year' },
  presets: { vi: 'Chọn nhanh kỳ', en: 'Quick periods' },
  wrongPeriod: {
    vi: 'Ngày chưa đúng. Xin chọn ngày ở hai ô bên dưới; bảng đang xem là năm nay.',
    en: 'The dates are wrong; this year is shown.',
  },
  byField: { vi: 'Theo lĩnh vực', en: 'By field' },
  byChannel: { vi: 'Theo cách nộp', en: 'By channel' },
  chartField: {
    vi: 'Hồ sơ đã giải quyết theo lĩnh vực: nhiều nhất là {top} ({n})',
    en: 'Settled dossiers by field: most in {top} ({n})',
  },
  chartMonth: { vi: 'Hồ sơ tiếp nhận và giải quyết theo tháng', en: 'Received and settled by month' },
  colField: { vi: 'Lĩnh vực', en: 'Field' },
  colChannel: { vi: 'Cách nộp', en: 'Channel' },
  colCarried: { vi: 'Kỳ trước', en: 'Carried over' },
  colReceived: { vi: 'Tiếp nhận', en: 'Received' },
  colSettled: { vi: 'Đã giải quyết', en: 'Settled' },
  colEarly: { vi: 'Trước hạn', en: 'Early' },
  colOnTime: { vi: 'Đúng hạn', en: 'On time' },
  colLate: { vi: 'Quá hạn', en: 'Late' },
  colShare: { vi: 'Trước và đúng hạn', en: 'In time' },
  colOut: { vi: 'Rút, dừng', en: 'Withdrawn, stopped' },
  colOpen: { vi: 'Đang giải quyết', en: 'In progress' },
  colOverdue: { vi: 'trong đó quá hạn', en: 'of which overdue' },
  total: { vi: 'Tổng số', en: 'Total' },
  inTime: { vi: 'Trước và đúng hạn', en: 'In time' },
  none: { vi: 'Chưa có hồ sơ nào trong kỳ này.', en: 'No dossiers in this period.' },
  noneNext: { vi: 'Ông/bà chọn kỳ khác ở trên.', en: 'Choose another period above.' },
  otherFields: {
    vi: 'Lĩnh vực khác (gộp các lĩnh vực dưới {n} hồ sơ)',
    en: 'Other fields (fewer than {n} dossiers each)',
  },
  columnsOf: { vi: 'Các cột của dữ liệu mở', en: 'Columns of the open data' },
  columnsLead: {
    vi: 'Mỗi dòng là một lĩnh vực trong kỳ. Lĩnh vực có dưới {n} hồ sơ được gộp chung để không nhận ra người nộp.',
    en: 'A line for each field; fields with fewer than {n} dossiers are merged.',
  },
  openData: { vi: 'Dữ liệu mở', en: 'Open data' },
  openDataLead: {
    vi: 'Cùng số liệu này, không có dữ liệu cá nhân, dùng lại tự do:',
    en: 'The same figures, without personal data, free to reuse:',
  },
  definition: {
    vi: 'Quá hạn là xong sau thời điểm hẹn trả ban đầu, kể cả khi đã xin lỗi và hẹn lại. Thời gian chờ công dân bổ sung giấy tờ không tính.',
    en: 'Late means finished after the original due moment, also after an apology. Waiting for the citizen does not count.',
  },
  channelOnlineFull: { vi: 'Trực tuyến toàn trình', en: 'Fully online' },
  channelOnlinePartial: { vi: 'Trực tuyến một phần', en: 'Partly online' },
  channelPostal: { vi: 'Bưu chính', en: 'By post' },
  channelDirect: { vi: 'Trực tiếp', en: 'At the counter' },
  driftFacts: {
    vi: 'số liệu ngày khác số liệu tính lại ({n} dòng), đầu tiên: {first}',
    en: 'daily facts differ from rebuilt ones ({n} lines), first: {first}',
  },
  'drift-journal': {
    vi: 'sổ ghi số liệu khác số liệu tính lại ở hồ sơ {id}',
    en: 'the journal differs from rebuilt figures for dossier {id}',
  },
  'drift-spans': { vi: 'số hồ sơ đang giải quyết lệch ở hồ sơ {id}', en: 'spans differ for dossier {id}' },
  'drift-score': { vi: 'số liệu chấm điểm lệch ở hồ sơ {id}', en: 'score facts differ for dossier {id}' },
});
