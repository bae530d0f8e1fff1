import { defineMessages, type Lang } from '#platform/i18n.ts';
import type { Answer, Content } from '../schema/survey.ts';

/** The nine contents of NĐ 118/2025 Điều 33 khoản 1 as questions, and their answers. */
export const surveyMessages = defineMessages({
  invite: { vi: 'Trả lời thêm 9 câu ngắn', en: 'Answer nine short questions' },
  'invite.why': {
    vi: 'Không bắt buộc; bỏ qua câu nào cũng được. Câu trả lời không chấm điểm ai.',
    en: 'Optional; skip what you like. Answers give points to nobody.',
  },
  progress: { vi: 'Câu {number} trong {all}', en: 'Question {number} of {all}' },
  'q.a': { vi: 'Kết quả có đúng hẹn không?', en: 'Was the result in time?' },
  'q.b': {
    vi: 'Ông/bà phải đến mấy cơ quan để làm xong hồ sơ?',
    en: 'How many agencies did you have to see?',
  },
  'q.c': {
    vi: 'Ông/bà phải quay lại Trung tâm mấy lần để bổ sung, sửa hồ sơ?',
    en: 'How often did you have to come back to complete the file?',
  },
  'q.d': {
    vi: 'Thông tin về thủ tục được niêm yết, đăng trên mạng thế nào?',
    en: 'How was the published information?',
  },
  'q.dd': { vi: 'Thái độ của người phục vụ thế nào?', en: 'How was the attitude of the staff?' },
  'q.e': {
    vi: 'Kết quả và số tiền phải trả có đúng quy định không?',
    en: 'Were the result and the cost as the rules say?',
  },
  'q.g': {
    vi: 'Nếu ông/bà đã gửi phản ánh, kiến nghị, việc trả lời thế nào?',
    en: 'If you sent a petition, how was the answer?',
  },
  'q.h': {
    vi: 'Nếu ông/bà nộp hồ sơ trực tuyến, dịch vụ thế nào?',
    en: 'If you filed online, how was it?',
  },
  'q.i': { vi: 'Ông/bà còn điều gì khác muốn nói?', en: 'Is there anything else?' },
  choose: { vi: 'Câu trả lời của ông/bà', en: 'Your answer' },
  words: { vi: 'Ý kiến của ông/bà', en: 'Your words' },
  next: { vi: 'Gửi và sang câu sau', en: 'Send, next question' },
  last: { vi: 'Gửi', en: 'Send' },
  skip: { vi: 'Bỏ qua câu này', en: 'Skip' },
  stop: { vi: 'Thôi, dừng ở đây', en: 'Stop here' },
  done: { vi: 'Cảm ơn ông/bà đã trả lời', en: 'Thank you for your answers' },
  'done.why': {
    vi: 'Câu trả lời được cộng chung; không ai biết ông/bà là ai.',
    en: 'Answers are only counted together; nobody learns who you are.',
  },
  answered: { vi: 'Câu này ông/bà đã trả lời rồi.', en: 'Answered already.' },
  answerMissing: {
    vi: 'Xin chọn một câu trả lời, hoặc bấm “Bỏ qua câu này”.',
    en: 'Choose an answer, or skip.',
  },
  wordsMissing: { vi: 'Xin viết ý kiến, hoặc bấm “Bỏ qua câu này”.', en: 'Write, or skip.' },
  noQuestion: { vi: 'Không có câu hỏi này. Xin quay lại câu 1.', en: 'No such question.' },
});

const answerTexts = defineMessages({
  'a.sooner': { vi: 'Sớm hơn hẹn', en: 'Sooner' },
  'a.on-time': { vi: 'Đúng hẹn', en: 'In time' },
  'a.later': { vi: 'Muộn hơn hẹn', en: 'Later' },
  'a.unknown': { vi: 'Tôi không rõ', en: 'I do not know' },
  'b.this-one': { vi: 'Chỉ Trung tâm này', en: 'Only this centre' },
  'b.one-more': { vi: 'Thêm một cơ quan', en: 'One more' },
  'b.several': { vi: 'Nhiều cơ quan', en: 'Several' },
  'b.unknown': { vi: 'Tôi không nhớ', en: 'I do not remember' },
  'c.none': { vi: 'Không lần nào', en: 'Never' },
  'c.one': { vi: 'Một lần', en: 'Once' },
  'c.more': { vi: 'Từ hai lần trở lên', en: 'Twice or more' },
  'c.unknown': { vi: 'Tôi không nhớ', en: 'I do not remember' },
  'd.full': { vi: 'Đúng và đủ', en: 'Right and full' },
  'd.partly': { vi: 'Thiếu hoặc cũ', en: 'Incomplete or old' },
  'd.wrong': { vi: 'Sai so với khi làm thật', en: 'Not what was asked in fact' },
  'd.not-read': { vi: 'Tôi không xem', en: 'I did not look' },
  'dd.good': { vi: 'Tốt', en: 'Good' },
  'dd.normal': { vi: 'Bình thường', en: 'Ordinary' },
  'dd.bad': { vi: 'Chưa tốt', en: 'Not good' },
  'e.right': { vi: 'Đúng cả hai', en: 'Both right' },
  'e.wrong-result': { vi: 'Kết quả chưa đúng', en: 'The result was not' },
  'e.extra-cost': { vi: 'Phải trả thêm ngoài quy định', en: 'I had to pay more' },
  'e.unknown': { vi: 'Tôi không rõ', en: 'I do not know' },
  'g.not-sent': { vi: 'Tôi không gửi', en: 'I sent none' },
  'g.in-time': { vi: 'Nhanh và rõ', en: 'Quick and clear' },
  'g.slow': { vi: 'Chậm hoặc chưa rõ', en: 'Slow or unclear' },
  'g.no-answer': { vi: 'Chưa được trả lời', en: 'No answer yet' },
  'h.not-used': { vi: 'Tôi không nộp trực tuyến', en: 'I did not file online' },
  'h.good': { vi: 'Dễ và nhanh', en: 'Easy and quick' },
  'h.slow': { vi: 'Chậm hoặc khó làm', en: 'Slow or hard' },
  'h.failed': { vi: 'Không làm được', en: 'It failed' },
});

/** An answer in words. */
export function answerText(lang: Lang, content: Content, answer: Answer): string {
  return answerTexts(lang)(`${content}.${answer}` as Parameters<ReturnType<typeof answerTexts>>[0]);
}
