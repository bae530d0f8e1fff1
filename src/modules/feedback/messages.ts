import { defineMessages } from '#platform/i18n.ts';

/** Every text of the rating pages. */
export const messages = defineMessages({
  unknown: {
    vi: 'Không tìm thấy lượt đánh giá này. Xin quét lại mã trên phiếu, hoặc mở từ trang tra cứu hồ sơ.',
    en: 'No such rating. Please scan the code again or open it from the page of your dossier.',
  },
  once: {
    vi: 'Ông/bà đã đánh giá rồi. Mỗi lượt chỉ đánh giá một lần, xin cảm ơn ông/bà.',
    en: 'You have rated already. Each visit is rated once. Thank you.',
  },
  'not-yet': {
    vi: 'Ông/bà đánh giá được khi hồ sơ đã giải quyết xong. Xin xem lại ở trang tra cứu.',
    en: 'You can rate when the dossier has been settled.',
  },
  title: { vi: 'Ông/bà có hài lòng không?', en: 'Were you satisfied?' },
  'why.ticket': {
    vi: 'Xin chấm lần đến Trung tâm hôm nay. Chạm một lần là xong; không ai biết ông/bà là ai.',
    en: 'Please rate today’s visit. One touch; nobody learns who you are.',
  },
  'why.dossier': {
    vi: 'Xin chấm việc giải quyết hồ sơ này. Chạm một lần là xong; cán bộ không biết ai đã chấm.',
    en: 'Please rate how this dossier was handled. One touch; officers do not learn who rated.',
  },
  'level.3': { vi: 'Rất hài lòng', en: 'Very satisfied' },
  'level.2': { vi: 'Hài lòng', en: 'Satisfied' },
  'level.1': { vi: 'Không hài lòng', en: 'Not satisfied' },
  thanks: { vi: 'Cảm ơn ông/bà', en: 'Thank you' },
  'thanks.why': {
    vi: 'Ông/bà đã chọn “{level}”. Ý kiến này được cộng vào số liệu công khai của Trung tâm.',
    en: 'You chose “{level}”. It counts in the public figures of the centre.',
  },
  'reasons.bad': {
    vi: 'Điều gì chưa được? Xin chọn nếu ông/bà muốn',
    en: 'What went wrong? Choose if you like',
  },
  'reasons.good': { vi: 'Còn điều gì nên làm tốt hơn?', en: 'What could still be better?' },
  'reason.late': { vi: 'Trả kết quả muộn', en: 'The result came late' },
  'reason.many-trips': { vi: 'Phải đi lại nhiều lần', en: 'Too many trips' },
  'reason.unclear-guidance': { vi: 'Hướng dẫn chưa rõ, chưa đủ', en: 'Guidance was unclear' },
  'reason.attitude': { vi: 'Thái độ phục vụ', en: 'Attitude' },
  'reason.extra-cost': { vi: 'Tốn thêm chi phí ngoài quy định', en: 'Costs beyond the rules' },
  'reason.long-wait': { vi: 'Chờ lâu ở Trung tâm', en: 'Long wait at the centre' },
  'reason.facilities': { vi: 'Chỗ ngồi, trang thiết bị', en: 'Premises and equipment' },
  'reason.result': { vi: 'Kết quả chưa đúng', en: 'The result was not right' },
  comment: { vi: 'Ông/bà muốn nói thêm', en: 'Anything to add' },
  'comment.hint': {
    vi: 'Xin đừng ghi tên, số căn cước hay số điện thoại: ý kiến này không kèm tên ai.',
    en: 'Please leave out names and numbers: these words carry nobody’s name.',
  },
  send: { vi: 'Gửi ý kiến', en: 'Send' },
  'explained.thanks': {
    vi: 'Đã nhận ý kiến của ông/bà. Trung tâm đọc hết và sửa những gì chưa được.',
    en: 'Your words have arrived. The centre reads them all.',
  },
  home: { vi: 'Về trang đầu', en: 'To the first page' },
  'closed.title': { vi: 'Lượt này đã được đánh giá', en: 'Rated already' },
  'channel.kiosk': { vi: 'Ki-ốt tại Trung tâm', en: 'Kiosk' },
  'channel.ticket': { vi: 'Mã QR trên phiếu số', en: 'QR of the ticket' },
  'channel.look-up': { vi: 'Trang tra cứu hồ sơ', en: 'Page of the dossier' },
  'figures.other': { vi: 'Khác', en: 'Other' },
  'figures.unknown': { vi: 'Không rõ', en: 'Not known' },
  'dossier.number': { vi: 'Mã hồ sơ', en: 'Dossier number' },
});
