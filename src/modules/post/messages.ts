import { defineMessages } from '#platform/i18n.ts';

/** Texts of the post: refusals, news, and words that several screens share. */
export const postMessages = defineMessages({
  'not-connected': {
    vi: 'Trung tâm chưa kết nối với Bưu điện. Quản trị viên khai báo tại Quản trị → Bưu chính công ích.',
  },
  'no-dossier': { vi: 'Không tìm thấy hồ sơ này. Xin kiểm tra lại mã hồ sơ.' },
  'no-shipment': { vi: 'Không tìm thấy bưu gửi này. Xin mở lại từ danh sách chuyển phát.' },
  'no-list': { vi: 'Không tìm thấy bảng kê này. Xin mở lại từ danh sách chuyển phát.' },
  'not-ready': {
    vi: 'Kết quả chưa sẵn sàng để gửi: hồ sơ phải xử lý xong và bộ phận một cửa đã nhận bàn giao kết quả. Xin bấm nhận bàn giao ở trang hồ sơ rồi gửi.',
  },
  'on-its-way': { vi: 'Hồ sơ này đã có một bưu gửi đang trên đường. Xin xem bưu gửi đó trước.' },
  'item-taken': { vi: 'Mã vận đơn này đã dùng cho bưu gửi khác. Xin quét lại mã trên tem.' },
  'no-items': {
    vi: 'Kết nối chưa có địa chỉ nhận vận đơn in sẵn. Xin để trống mã vận đơn, Bưu điện sẽ cấp.',
  },
  'province-unknown': {
    vi: 'Chưa có mã Bưu điện cho tỉnh “{name}”. Xin sửa tên tỉnh, hoặc nhờ quản trị viên thêm mã tại Quản trị → Bưu chính công ích.',
  },
  'cannot-resend': { vi: 'Bưu gửi này không còn chờ gửi đi: {state}.' },
  'cannot-cancel': {
    vi: 'Bưu điện đã nhận đơn này nên không bỏ ở đây được. Xin gọi Bưu điện để hủy đơn.',
  },
  'not-for-counter': { vi: 'Chỉ giấy tờ lấy tại nhà mới tiếp nhận tại quầy.' },
  'nothing-to-hand-over': { vi: 'Không có bưu gửi nào chờ bàn giao.' },
  'not-delivered': { vi: 'Bưu điện chưa báo phát thành công bưu gửi này.' },
  'lost-secret': { vi: 'Xin nhập khóa gọi lại: không có khóa thì không tin được tin nào của Bưu điện.' },
  'lost-token': { vi: 'Xin nhập mã truy cập do nền tảng tích hợp của tỉnh cấp.' },
  'box-contents': { vi: 'Kết quả hồ sơ {number}' },
  'pick-up-contents': { vi: 'Giấy tờ nộp thủ tục {code}' },
  'handed-note': { vi: 'Bưu điện báo đã phát lúc {at}. Người nhận: {who}. Bưu gửi {code}.' },
  'who-unknown': { vi: 'bưu điện không ghi tên' },
  'post-receiver': { vi: 'Bưu điện' },
  'note-failed': { vi: 'Bưu điện phát chưa được lúc {at}{why}. Bưu gửi {code}.' },
  'note-returned': {
    vi: 'Bưu điện chuyển hoàn kết quả về quầy lúc {at}{why}. Bưu gửi {code}. Xin liên hệ công dân rồi gửi lại hoặc trả tại quầy.',
  },
  'note-lost': { vi: 'Bưu điện báo thất lạc bưu gửi {code} lúc {at}{why}. Lãnh đạo trung tâm cần xử lý.' },
  'note-shipped': { vi: 'Đã lập bưu gửi {code} chuyển kết quả đến: {address}.' },
  // news for the citizen
  'face-waiting': { vi: 'Đang gửi cho bưu điện', en: 'Being handed to the post' },
  'face-none': { vi: 'Bưu điện đã nhận đơn', en: 'The post has the order' },
  'face-collected': { vi: 'Bưu điện đã nhận hàng', en: 'The post has collected it' },
  'face-transit': { vi: 'Đang trên đường chuyển đến', en: 'On its way' },
  'face-delivering': { vi: 'Bưu tá đang đi phát', en: 'Out for delivery' },
  'face-failed': { vi: 'Phát chưa được, bưu điện sẽ phát lại', en: 'Delivery failed, will be tried again' },
  'face-returned': { vi: 'Bưu điện đã chuyển hoàn', en: 'Sent back' },
  'face-lost': { vi: 'Bưu điện báo thất lạc', en: 'Reported lost' },
  'face-delivered': { vi: 'Đã phát thành công', en: 'Delivered' },
  'face-unknown': { vi: 'Tin của bưu điện, mã {code}', en: 'News of the post, code {code}' },
  'face-refused': { vi: 'Bưu điện chưa nhận đơn', en: 'The post did not take the order' },
  'face-cancelled': { vi: 'Đã bỏ', en: 'Dropped' },
  'news-out': { vi: 'Kết quả gửi qua bưu điện, mã bưu gửi {code}', en: 'Result by post, item {code}' },
  'news-in': { vi: 'Giấy tờ lấy tại nhà, mã bưu gửi {code}', en: 'Papers fetched at home, item {code}' },
  'next-returned': {
    vi: 'Kết quả đang về bộ phận một cửa. Xin gọi trung tâm để gửi lại, hoặc đến nhận tại quầy.',
    en: 'Please call the centre to have it sent again, or collect it.',
  },
  'next-lost': {
    vi: 'Trung tâm đang làm việc với bưu điện và sẽ liên hệ với ông/bà.',
    en: 'The centre is dealing with it and will contact you.',
  },
  // why a person is needed
  'need-refused': { vi: 'Bưu điện không nhận đơn' },
  'need-given-up': { vi: 'Đã gửi nhiều lần không được' },
  'need-failed': { vi: 'Phát chưa được, cần gọi công dân' },
  'need-returned': { vi: 'Bị chuyển hoàn, kết quả về quầy' },
  'need-lost': { vi: 'Thất lạc' },
  'need-other-item': { vi: 'Bưu điện tạo thêm bưu gửi khác cho đơn này' },
  'need-both-ends': { vi: 'Bưu điện báo vừa phát được vừa hoàn hoặc mất' },
  'need-not-closed': { vi: 'Đã phát nhưng hồ sơ chưa đóng được' },
  // health
  'health-name': { vi: 'Bưu chính công ích' },
  'health-off': { vi: 'Chưa kết nối.' },
  'health-ok': { vi: 'Thông suốt, trả lời gần nhất: {at}. Chờ gửi: {waiting}. Cần xem: {attention}.' },
  'health-bad': {
    vi: 'Không trả lời: {why}. Lần tốt gần nhất: {at}. Chờ gửi: {waiting}. Cần xem: {attention}.',
  },
  never: { vi: 'chưa có' },
  'label-title': { vi: 'Nhãn bưu gửi {code}', en: 'Label {code}' },
  'list-title': { vi: 'Bảng kê bàn giao bưu gửi số {no}/{year}', en: 'List of handing over {no}/{year}' },
});
