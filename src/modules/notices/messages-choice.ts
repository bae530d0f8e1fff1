import { defineMessages } from '#platform/i18n.ts';

/** Texts of the page on which citizens choose how they are told. */
export const choiceMessages = defineMessages({
  title: { vi: 'Chọn cách nhận tin', en: 'How to be told' },
  why: {
    vi: 'Xã báo cho ông/bà khi hồ sơ được nhận, cần bổ sung, đổi ngày hẹn hoặc có kết quả. Chọn kênh muốn nhận; bỏ hết dấu chọn là không nhận tin nữa.',
    en: 'We tell you when your dossier is received, needs papers, changes its date or is ready. Tick the channels you want; none means no notices.',
  },
  about: { vi: 'Hồ sơ, lịch hẹn {subject}', en: 'Matter {subject}' },
  channels: { vi: 'Nhận tin qua', en: 'By' },
  zalo: { vi: 'Zalo, số {address}', en: 'Zalo, {address}' },
  sms: { vi: 'SMS, số {address}', en: 'SMS, {address}' },
  email: { vi: 'Thư điện tử {address}', en: 'E-mail {address}' },
  save: { vi: 'Lưu lựa chọn', en: 'Save' },
  saved: { vi: 'Đã lưu. Ông/bà sẽ nhận tin qua: {channels}.', en: 'Saved. You will be told by: {channels}.' },
  'saved-none': {
    vi: 'Đã lưu. Xã không gửi tin cho ông/bà nữa; vẫn xem được hồ sơ ở trang tra cứu.',
    en: 'Saved. You will get no notices.',
  },
  'no-address': {
    vi: 'Hồ sơ chưa có số di động hoặc thư điện tử. Xin báo cho quầy tiếp nhận.',
    en: 'No address is known.',
  },
  'link-wrong': {
    vi: 'Đường dẫn không đúng hoặc đã cũ. Xin tra cứu hồ sơ rồi bấm "Chọn cách nhận tin".',
    en: 'The link is wrong.',
  },
  'confirm-title': { vi: 'Xác nhận địa chỉ thư điện tử', en: 'Confirm your e-mail address' },
  'confirm-why': {
    vi: 'Địa chỉ {address} được ghi để nhận tin về hồ sơ, phản ánh. Chỉ sau khi ông/bà xác nhận, tin mới được gửi đến đây.',
    en: '{address} was given for news. Nothing is sent there before you confirm it.',
  },
  'confirm-yes': { vi: 'Đúng là thư của tôi', en: 'This address is mine' },
  'confirm-done': {
    vi: 'Đã xác nhận {address}. Tin sẽ được gửi đến địa chỉ này.',
    en: '{address} is confirmed.',
  },
  'confirm-no': {
    vi: 'Nếu không phải địa chỉ của ông/bà, xin đóng trang này: sẽ không có tin nào được gửi đến.',
    en: 'If it is not yours, close this page: nothing will be sent.',
  },
  'confirm-wrong': {
    vi: 'Đường dẫn xác nhận không đúng hoặc đã cũ. Xin tra cứu hồ sơ rồi bấm "Chọn cách nhận tin".',
    en: 'The link is wrong.',
  },
  'confirm-choose': { vi: 'Chọn cách nhận tin', en: 'How to be told' },
  'email-asked': {
    vi: 'Địa chỉ {address} chưa được xác nhận. Khi có tin, thư đầu tiên hỏi ông/bà xác nhận; xin mở thư đó và bấm "Đúng là thư của tôi".',
    en: '{address} is not confirmed yet. The first mail will ask you to confirm it.',
  },
  'look-up': { vi: 'Tra cứu hồ sơ', en: 'Look a dossier up' },
});
