import { defineMessages } from '#platform/i18n.ts';

/** Refusals of the hall's screens. */
export const screenMessages = defineMessages({
  'board.unknown': {
    vi: 'Không có bảng gọi số này. Xin chọn lại trong danh sách bảng.',
    en: 'No such board.',
  },
  'board.name-taken': {
    vi: 'Đã có bảng tên “{name}”. Xin đặt tên khác.',
    en: 'There is a board “{name}” already.',
  },
  'notice.unknown': {
    vi: 'Thông báo này đã được dừng trước đó.',
    en: 'This announcement has ended already.',
  },
  'help.device-only': {
    vi: 'Máy này chưa được đăng ký làm ki-ốt nên chưa gọi được cán bộ. Xin mời ông/bà đến bàn hướng dẫn.',
    en: 'This machine is no enrolled kiosk. Please go to the guidance desk.',
  },
  'help.unknown': { vi: 'Không có lời gọi này. Xin tải lại trang.', en: 'No such call.' },
  'help.ended': { vi: 'Lời gọi này đã xong.', en: 'This call is over.' },
  'help.taken': { vi: '{name} đã nhận lời gọi này.', en: '{name} is coming already.' },
  'slip.none': { vi: 'Phiếu này chưa được in ở ki-ốt nào.', en: 'This ticket was not printed at a kiosk.' },
  'slip.enough': {
    vi: 'Phiếu đã được gửi in {count} lần. Xin chụp mã trên màn hình, hoặc nhớ số {number}.',
    en: 'The ticket was sent to the printer {count} times. Please take a picture of the code.',
  },
  'clip.unknown': {
    vi: 'Không có chữ này trong lời gọi số. Xin chọn chữ trong danh sách.',
    en: 'No call uses this word.',
  },
  'clip.no-file': { vi: 'Xin chọn tệp ghi âm.', en: 'Please choose a recording.' },
  'clip.not-sound': {
    vi: 'Tệp này không phải ghi âm WAV, MP3 hoặc Opus. Xin ghi lại bằng điện thoại hay máy tính rồi chọn tệp đó.',
    en: 'Not a WAV, MP3 or Opus recording.',
  },
  'clip.too-long': {
    vi: 'Ghi âm dài {seconds} giây; mỗi chữ dài nhất {limit} giây. Xin cắt bớt khoảng lặng rồi gửi lại.',
    en: 'The recording lasts {seconds} s; the limit is {limit} s.',
  },
  'clip.too-short': {
    vi: 'Ghi âm chỉ dài {seconds} giây, nghe không kịp. Xin ghi lại.',
    en: 'The recording lasts only {seconds} s.',
  },
});
