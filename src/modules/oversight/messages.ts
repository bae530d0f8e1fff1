import { defineMessages } from '#platform/i18n.ts';

/** Texts of watching and urging (theo dõi, đôn đốc). */
export const messages = defineMessages({
  noticesTitle: { vi: 'Nhắc việc', en: 'Reminders' },
  noticesLead: {
    vi: 'Hồ sơ sắp đến hạn, quá hạn hoặc quá thời gian của bước. Hồ sơ đang chờ công dân không bị nhắc.',
    en: 'Dossiers near or past their time. What waits for the citizen is not chased.',
  },
  noticesNone: { vi: 'Không có hồ sơ nào cần nhắc.', en: 'Nothing to be reminded of.' },
  noticesNoneNext: { vi: 'Xem việc trong ngày ở mục', en: 'See today’s work in' },
  reports: { vi: 'Báo cáo cần gửi', en: 'Reports to send' },
  reportDue: {
    vi: 'Biểu {form}, kỳ từ {from} đến {to}: gửi UBND tỉnh trước ngày {by}',
    en: 'Form {form}, {from} to {to}: send by {by}',
  },
  reportLate: {
    vi: 'Biểu {form}, kỳ từ {from} đến {to}: đã quá ngày gửi {by}',
    en: 'Form {form}, {from} to {to}: was due on {by}',
  },
  myWork: { vi: 'Việc của tôi', en: 'My work' },
  kindTerm: { vi: 'Sắp hết hạn giải quyết', en: 'Term running out' },
  kindOverdue: { vi: 'Đã quá hạn giải quyết', en: 'Past its term' },
  kindStep: { vi: 'Quá thời gian của bước', en: 'Step over its budget' },
  kindStepSoon: { vi: 'Bước sắp hết thời gian', en: 'Step running out' },
  kindStrand: { vi: 'Việc phối hợp quá hạn', en: 'Work for another unit is overdue' },
  kindStrandSoon: { vi: 'Việc phối hợp sắp đến hạn', en: 'Work for another unit runs out' },
  kindClosing: { vi: 'Hết thời hạn bổ sung giấy tờ', en: 'Time for papers has passed' },
  colWhat: { vi: 'Việc cần làm', en: 'What' },
  colDossier: { vi: 'Hồ sơ', en: 'Dossier' },
  colProcedure: { vi: 'Thủ tục', en: 'Procedure' },
  colStep: { vi: 'Bước', en: 'Step' },
  colHolder: { vi: 'Ai đang giữ', en: 'Holder' },
  colDue: { vi: 'Hạn', en: 'Due' },
  hours: { vi: '{h} giờ làm việc', en: '{h} working hours' },
  days: { vi: '{d} ngày làm việc', en: '{d} working days' },
  minutes: { vi: '{m} phút', en: '{m} minutes' },
  unitOnly: { vi: '{unit} (chưa phân công)', en: '{unit} (nobody named)' },
});
