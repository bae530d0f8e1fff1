import { defineMessages } from '#platform/i18n.ts';

/** Following up those who were not satisfied: the citizen's page, the head's pages, the jobs. */
export const followUpMessages = defineMessages({
  ask: { vi: 'Muốn Trung tâm liên hệ lại?', en: 'Would you like to be contacted?' },
  askWhy: {
    vi: 'Không bắt buộc. Chỉ khi ông/bà để lại số điện thoại, người phụ trách mới biết ông/bà là ai.',
    en: 'Optional. Only if you leave your number will the head know who you are.',
  },
  askLink: { vi: 'Để lại số điện thoại', en: 'Leave a number' },
  title: { vi: 'Để Trung tâm liên hệ lại', en: 'Let the centre contact you' },
  why: {
    vi: 'Người đứng đầu đơn vị sẽ gọi cho ông/bà trong {days} ngày làm việc.',
    en: 'The head of the unit will call you within {days} working days.',
  },
  name: { vi: 'Tên ông/bà', en: 'Your name' },
  phone: { vi: 'Số điện thoại', en: 'Phone' },
  message: { vi: 'Điều ông/bà chưa hài lòng', en: 'What you were not satisfied with' },
  said: { vi: 'Điều người dân chưa hài lòng', en: 'What the citizen was not satisfied with' },
  consentLabel: { vi: 'Sự đồng ý của ông/bà', en: 'Your consent' },
  'consent.dossier': {
    vi: 'Tôi đồng ý để người đứng đầu đơn vị biết tên, số điện thoại, ý kiến này và mã hồ sơ của tôi để liên hệ lại. Các thông tin này được xóa 30 ngày sau khi giải quyết xong.',
    en: 'I agree that the head of the unit learns my name, phone, these words and the number of my dossier in order to contact me. They are erased 30 days after the matter is closed.',
  },
  'consent.ticket': {
    vi: 'Tôi đồng ý để người đứng đầu đơn vị biết tên, số điện thoại và ý kiến này của tôi để liên hệ lại. Các thông tin này được xóa 30 ngày sau khi giải quyết xong.',
    en: 'I agree that the head of the unit learns my name, phone and these words in order to contact me. They are erased 30 days after the matter is closed.',
  },
  send: { vi: 'Gửi', en: 'Send' },
  back: { vi: 'Quay lại, không để lại số', en: 'Back without a number' },
  sent: { vi: 'Đã nhận. Người đứng đầu đơn vị sẽ gọi cho ông/bà.', en: 'Received. The head will call you.' },
  onlyUnhappy: {
    vi: 'Phần này dành cho lượt đánh giá không hài lòng. Việc khác, xin hỏi quầy hướng dẫn của Trung tâm.',
    en: 'This is for those who were not satisfied. For anything else please ask the guidance desk.',
  },
  askedAlready: {
    vi: 'Ông/bà đã để lại số điện thoại rồi; người phụ trách sẽ gọi.',
    en: 'You have left a number already.',
  },
  unknown: { vi: 'Không tìm thấy việc liên hệ lại này.', en: 'No such follow-up.' },
  closedAlready: { vi: 'Việc này đã được {who} kết thúc.', en: 'Closed already by {who}.' },
  'outcome.explained': { vi: 'Đã giải thích, người dân đồng ý', en: 'Explained and accepted' },
  'outcome.corrected': { vi: 'Đã sửa kết quả hoặc việc làm chưa đúng', en: 'Corrected' },
  'outcome.apologised': { vi: 'Đã xin lỗi', en: 'Apologised' },
  'outcome.unfounded': { vi: 'Đã xem lại, việc làm đúng quy định', en: 'Reviewed, done by the rules' },
  'outcome.unreachable': { vi: 'Không liên hệ được', en: 'Could not be reached' },
  'job.contact': {
    vi: 'Liên hệ người dân không hài lòng về lần đến Trung tâm và đã để lại số điện thoại (xem mục Đánh giá, Liên hệ lại).',
    en: 'Contact a citizen who was not satisfied with the visit.',
  },
  'job.contactDossier': {
    vi: 'Liên hệ người dân không hài lòng về hồ sơ {number} và đã để lại số điện thoại (xem mục Đánh giá, Liên hệ lại).',
    en: 'Contact a citizen who was not satisfied with dossier {number}.',
  },
  'job.gathered': {
    vi: 'Xem lại {unhappy} lượt không hài lòng trong {sample} lượt đánh giá, {span}. Điều được nêu: {reasons}.',
    en: 'Look into {unhappy} unhappy ratings of {sample}, {span}. Named: {reasons}.',
  },
  'job.span': { vi: 'từ {from} đến {to}', en: 'from {from} to {to}' },
  'job.noReasons': { vi: 'không nêu lý do', en: 'none' },
  'job.tooFew': {
    vi: 'không hiện vì có quá ít lượt đánh giá',
    en: 'not shown, there are too few ratings',
  },
  'job.responsibility': {
    vi: 'Tìm nguyên nhân, sửa việc làm chưa đúng; không tìm xem ai đã đánh giá.',
    en: 'Find the cause and mend it; do not look for who rated.',
  },
  'job.product': {
    vi: 'Ghi lại nguyên nhân, việc đã sửa và trả lời người dân (nếu có liên hệ).',
    en: 'A note of the cause, what was mended and what the citizen was told.',
  },
  'job.authority': {
    vi: 'Người đứng đầu đơn vị tự quyết việc xin lỗi, sửa cách làm; sửa kết quả theo Điều 23 Nghị định 118/2025/NĐ-CP.',
    en: 'The head decides on apology and mending; results are corrected by Điều 23.',
  },
  'list.title': { vi: 'Liên hệ lại người dân', en: 'Citizens to contact' },
  'list.why': {
    vi: 'Những người không hài lòng đã đồng ý để lại số điện thoại. Tên và số được xóa 30 ngày sau khi xong.',
    en: 'Those who were not satisfied and left a number by consent.',
  },
  'list.none': { vi: 'Chưa ai để lại số điện thoại.', en: 'Nobody has left a number.' },
  'list.who': { vi: 'Người dân', en: 'Citizen' },
  'list.due': { vi: 'Liên hệ trước', en: 'Contact before' },
  'list.about': { vi: 'Về việc', en: 'About' },
  'list.state': { vi: 'Kết quả', en: 'Outcome' },
  'list.open': { vi: 'Chưa liên hệ', en: 'Open' },
  'list.late': { vi: 'Quá hạn', en: 'Overdue' },
  visit: { vi: 'Lần đến Trung tâm', en: 'A visit' },
  erased: { vi: 'Đã xóa theo quy định', en: 'Erased' },
  dossier: { vi: 'Hồ sơ', en: 'Dossier' },
  askedAt: { vi: 'Gửi lúc', en: 'Sent' },
  consentGiven: { vi: 'Đã đồng ý', en: 'Consented to' },
  reopen: {
    vi: 'Kết quả sai? Mở hồ sơ, chọn “Sửa kết quả”: kết quả được sửa trong 3 ngày làm việc (Điều 23 khoản 1).',
    en: 'Was the result wrong? Open the dossier and correct the result.',
  },
  openDossier: { vi: 'Mở hồ sơ {number}', en: 'Open dossier {number}' },
  close: { vi: 'Kết thúc việc này', en: 'Close' },
  outcomeLabel: { vi: 'Kết quả', en: 'Outcome' },
  note: { vi: 'Đã làm gì, người dân nói gì', en: 'What was done and said' },
  closedBy: { vi: 'Kết thúc bởi', en: 'Closed by' },
  toList: { vi: 'Về danh sách', en: 'To the list' },
});
