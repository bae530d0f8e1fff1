import { defineMessages } from '#platform/i18n.ts';

/** Urging on, accounts asked for, and their results. */
export const askMessages = defineMessages({
  'kind-urge': { vi: 'Đôn đốc', en: 'Urged' },
  'kind-account': { vi: 'Yêu cầu giải trình', en: 'Account asked' },
  asked: { vi: 'Đã gửi đến {to}', en: 'Sent to {to}' },
  waitingNow: {
    vi: 'Hồ sơ đang chờ công dân, không đôn đốc ai.',
    en: 'Waits for the citizen: nobody is chased.',
  },
  ended: { vi: 'Hồ sơ đã kết thúc.', en: 'It has ended.' },
  notReceived: { vi: 'Hồ sơ chưa được tiếp nhận.', en: 'Not received yet.' },
  unknown: { vi: 'Không tìm thấy hồ sơ này.', en: 'No such dossier.' },
  notYours: {
    vi: 'Hồ sơ do {unit} giữ, ngoài phạm vi của ông/bà.',
    en: 'Held by {unit}, not yours.',
  },
  again: { vi: 'Đã gửi trước đó.', en: 'Sent before.' },
  askUnknown: { vi: 'Không tìm thấy yêu cầu này. Xin tải lại trang.', en: 'No such request.' },
  answered: { vi: 'Yêu cầu này đã được trả lời lúc {when}.', en: 'Answered at {when}.' },
  answerNotYours: {
    vi: 'Yêu cầu này gửi cho {to}. Xin chuyển người đó trả lời.',
    en: 'Asked of {to}.',
  },
  title: { vi: 'Lãnh đạo yêu cầu', en: 'Asked by leaders' },
  from: { vi: '{who}, {when}', en: '{who}, {when}' },
  answerBy: { vi: 'Trả lời trước {when}', en: 'Answer by {when}' },
  answerLabel: { vi: 'Nội dung trả lời', en: 'Answer' },
  send: { vi: 'Gửi trả lời', en: 'Send the answer' },
  sent: { vi: 'Đã gửi trả lời.', en: 'Answer sent.' },
  myAsks: { vi: 'Tôi đã yêu cầu', en: 'What I asked' },
  colAsked: { vi: 'Yêu cầu', en: 'Asked' },
  colTo: { vi: 'Gửi đến', en: 'To' },
  colAnswer: { vi: 'Trả lời, kết quả', en: 'Answer, result' },
  noAnswerYet: { vi: 'Chưa có trả lời', en: 'No answer yet' },
  lateAnswer: { vi: 'Quá hạn trả lời', en: 'Answer overdue' },
  'outcome-acted': { vi: 'Hồ sơ đã chuyển động', en: 'The dossier moved' },
  'outcome-paused': { vi: 'Đang chờ công dân', en: 'Waits for the citizen' },
  'outcome-answered': { vi: 'Đã giải trình', en: 'Accounted for' },
  noneAsked: { vi: 'Ông/bà chưa đôn đốc hay yêu cầu giải trình hồ sơ nào.', en: 'Nothing asked.' },
});
