import { defineMessages } from '#platform/i18n.ts';

/** Refusals and outcomes about news; the screens' words are in `messages/`. */
export const newsMessages = defineMessages({
  unknown: { vi: 'Không có tin này. Xin xem lại danh sách tin.', en: 'No such news.' },
  'unknown-public': {
    vi: 'Không có tin ở địa chỉ này. Mời ông/bà xem các tin khác.',
    en: 'There is no news at this address.',
  },
  'not-draft': {
    vi: 'Tin đã trình duyệt hoặc đã duyệt nên không sửa được nữa. Tin đang chờ duyệt thì rút về để sửa; tin đã đăng thì soạn đính chính.',
    en: 'No longer a draft.',
  },
  'changed-meanwhile': {
    vi: 'Tin vừa được người khác sửa. Xin mở lại trang, xem bản mới rồi làm lại.',
    en: 'Somebody changed it meanwhile.',
  },
  'not-submitted': { vi: 'Tin này chưa được trình duyệt hoặc đã duyệt xong.', en: 'Not submitted.' },
  'not-live': { vi: 'Tin này chưa đăng nên không có gì để đính chính hoặc thu hồi.', en: 'Not published.' },
  'already-open': {
    vi: 'Tin này đang có một bản sửa chưa xong. Xin làm tiếp bản đó.',
    en: 'A draft is open.',
  },
  'already-withdrawn': { vi: 'Tin này đã thu hồi.', en: 'Called back already.' },
  'own-text': {
    vi: 'Người soạn không tự duyệt tin của mình. Xin nhờ một lãnh đạo khác duyệt.',
    en: 'Nobody approves their own text.',
  },
  twice: {
    vi: 'Ông/bà đã duyệt bản này. Tin khẩn cấp cần thêm một người khác duyệt.',
    en: 'You approved this text already.',
  },
  'leader-missing': {
    vi: 'Tin khẩn cấp cần ít nhất một lãnh đạo xã duyệt. Xin nhờ Chủ tịch hoặc Phó Chủ tịch.',
    en: 'An urgent bulletin needs a leader of the commune.',
  },
  'reason-needed': {
    vi: 'Tin có dữ liệu cá nhân ({words}). Nếu pháp luật cho phép nêu, xin ghi lý do; nếu không, xin trả lại để sửa.',
    en: 'Personal data in the text: say why it may be told.',
  },
  'not-ready': { vi: 'Tin chưa trình duyệt được. Xin sửa các chỗ nêu dưới đây.', en: 'Not ready yet.' },
  'correction-needed': { vi: 'Xin ghi lần trước sai chỗ nào để đính chính.', en: 'Say what was wrong.' },
  'obstacle-no-channel': { vi: 'Xin chọn ít nhất một kênh.', en: 'Choose a channel.' },
  'obstacle-empty': { vi: '{channel}: chưa có nội dung.', en: '{channel}: empty.' },
  'obstacle-too-long': { vi: '{channel}: dài quá giới hạn. Xin rút gọn.', en: '{channel}: too long.' },
  'obstacle-personal': {
    vi: '{channel}: có dữ liệu cá nhân không được phát “{words}”. Xin bỏ chỗ đó.',
    en: '{channel}: personal data “{words}”.',
  },
  'obstacle-audio-missing': {
    vi: '{channel}: chưa có bản đọc. Xin tạo bản đọc hoặc tải lên bản ghi âm.',
    en: '{channel}: no sound yet.',
  },
  'obstacle-audio-stale': {
    vi: '{channel}: bản đọc không khớp với lời đọc hiện tại. Xin tạo lại hoặc ghi âm lại.',
    en: '{channel}: the sound does not say this script.',
  },
  'obstacle-audio-long': {
    vi: '{channel}: bản đọc dài {words} phút, quá 5 phút. Xin rút gọn lời đọc.',
    en: '{channel}: longer than five minutes.',
  },
  'obstacle-air-times': {
    vi: '{channel}: chưa có giờ phát. Xin ghi giờ phát, ví dụ 05:30, 17:00.',
    en: '{channel}: no times of airing.',
  },
  'obstacle-quiet': {
    vi: '{channel}: giờ phát {words} rơi vào giờ yên tĩnh. Xin đổi giờ; chỉ tin khẩn cấp được phát giờ đó.',
    en: '{channel}: {words} is in quiet hours.',
  },
  'obstacle-urgent-long': {
    vi: 'Tin khẩn cấp có hạn dài nhất {words} giờ. Xin ghi lúc hết hạn sớm hơn.',
    en: 'An urgent bulletin holds for {words} hours at most.',
  },
  'obstacle-expired': { vi: 'Lúc hết hạn đã qua. Xin ghi lại thời gian.', en: 'Already over.' },
  web: { vi: 'Trang tin', en: 'Web' },
  board: { vi: 'Bảng sảnh', en: 'Lobby board' },
  loudspeaker: { vi: 'Loa truyền thanh', en: 'Loudspeakers' },
  zalo: { vi: 'Zalo OA', en: 'Zalo OA' },
  facebook: { vi: 'Trang Facebook', en: 'Facebook page' },
  sms: { vi: 'Tin nhắn SMS', en: 'SMS' },
  email: { vi: 'Thư điện tử', en: 'E-mail' },
  push: { vi: 'Báo trên điện thoại', en: 'Web push' },
  group: { vi: 'Nhóm Zalo thôn, tổ dân phố', en: 'Zalo groups' },
  'sound-unknown': {
    vi: 'Tệp này không phải bản ghi âm WAV, MP3 hoặc Opus. Xin chọn tệp khác.',
    en: 'No WAV, MP3 or Opus recording.',
  },
  'sound-missing': { vi: 'Xin chọn tệp ghi âm.', en: 'Choose a recording.' },
  'sound-short': {
    vi: 'Bản ghi dài {have} giây, ngắn hơn lời đọc (ít nhất {need} giây). Xin ghi lại cho đủ lời.',
    en: '{have} seconds are too short for this script.',
  },
  'voice-off': {
    vi: 'Chưa cài giọng đọc tự động. Xin tải lên bản ghi âm, hoặc nhờ quản trị chọn giọng đọc ở phần kênh tin.',
    en: 'No voice is set up.',
  },
  'voice-bad': {
    vi: 'Giọng đọc đưa ra âm thanh không đủ lời ({have} giây cho {words} tiếng). Xin thử lại hoặc tải lên bản ghi âm.',
    en: 'The voice left words out.',
  },
  'not-connected': {
    vi: 'Kênh này chưa được kết nối. Xin nhờ quản trị kết nối rồi bấm gửi lại.',
    en: 'Not connected.',
  },
  'recipient-gone': { vi: 'Người nhận đã thôi nhận tin.', en: 'The recipient has ended it.' },
  'nothing-to-call-back': { vi: 'Chưa đăng ở kênh này nên không cần thu hồi.', en: 'Was never sent here.' },
  'cancelled-correct': { vi: 'Được thay bằng bản đính chính trước khi gửi.', en: 'Replaced before it went.' },
  'cancelled-withdraw': { vi: 'Tin thu hồi trước khi gửi.', en: 'Called back before it went.' },
  'cannot-call-back': {
    vi: 'Đã gửi đến người nhận, không thu hồi được. Nếu cần, xin soạn đính chính để báo lại.',
    en: 'Cannot be called back.',
  },
  'line-rests': { vi: 'Kênh đang nghỉ sau nhiều lần lỗi: {why}', en: 'Resting: {why}' },
  'not-failed': { vi: 'Kênh này không có mục nào lỗi để gửi lại.', en: 'Nothing failed here.' },
  'not-manual': { vi: 'Không có việc dán tay nào đang chờ.', en: 'Nothing waits to be pasted.' },
  'contact-there': { vi: 'Địa chỉ này đã có trong danh sách nhận tin.', en: 'Already on the list.' },
  'contact-unknown': { vi: 'Không có người nhận này hoặc đã thôi nhận.', en: 'No such contact.' },
  'speaker-unknown': { vi: 'Không có cụm loa này.', en: 'No such cluster.' },
  'speaker-name': { vi: 'Đã có cụm loa tên này. Xin đặt tên khác.', en: 'Name is taken.' },
  'push-address': {
    vi: 'Trình duyệt đưa địa chỉ nhận báo không dùng được. Xin thử trình duyệt khác.',
    en: 'No usable push address.',
  },
  'health-name': { vi: 'tin tuyên truyền · {line}', en: 'news · {line}' },
  'health-off': { vi: 'chưa kết nối', en: 'not connected' },
  'health-ok': { vi: 'thông, lần cuối {at}', en: 'working, last {at}' },
  'health-bad': { vi: '{why}; thông lần cuối {at}', en: '{why}' },
  never: { vi: 'chưa có', en: 'never' },
  'line-facebook': { vi: 'trang Facebook', en: 'Facebook page' },
  'line-loudspeaker': { vi: 'loa truyền thanh', en: 'loudspeakers' },
  'line-voice': { vi: 'giọng đọc', en: 'voice' },
  'health-voice-off': { vi: 'chưa cài giọng đọc, cán bộ ghi âm', en: 'no voice' },
  'health-voice-ok': { vi: '{name}, sẵn sàng', en: '{name}' },
  'health-pull': { vi: 'loa tự lấy; {seen}/{all} cụm loa đã lấy trong 24 giờ', en: '{seen}/{all} fetched' },
  'health-queue': { vi: '{waiting} mục chờ gửi, {failed} mục cần người xử lý', en: '{failed} failed' },
  'code-not-connected': { vi: 'chưa kết nối', en: 'not connected' },
  'code-no-audio': { vi: 'không có âm thanh', en: 'no sound' },
  'mail-end': {
    vi: 'Ông/bà nhận thư này vì đã đăng ký nhận tin của xã. Thôi nhận: {end}',
    en: 'You get this mail because you asked for news of the commune. To end it: {end}',
  },
  'mail-server': { vi: 'Máy chủ thư: {why}', en: 'Mail server: {why}' },
  'mail-refused': { vi: 'Máy chủ thư từ chối: {why}', en: 'The mail server refused: {why}' },
  'zalo-still-pending': {
    vi: 'Zalo còn đang xử lý bài, chưa gỡ được',
    en: 'Zalo still works on the article',
  },
});
