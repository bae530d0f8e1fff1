import type { NoticeEvent } from './schema.ts';

/** Texts of the notices as delivered. Names in braces are filled with the values of the notice, see `VARIABLES`. Short: every letter of an SMS is paid for. */
export const NOTICE_TEXTS: Readonly<Record<NoticeEvent, { readonly sms: string; readonly email: string }>> = {
  received: {
    sms: '{don_vi}: đã nhận hồ sơ {so} của ông/bà {ten}. Hẹn trả {ngay}. Tra cứu: {tra_cuu}',
    email:
      'Đã tiếp nhận hồ sơ {so}\nKính gửi ông/bà {ten},\n\n{don_vi} đã tiếp nhận hồ sơ {so}: {thu_tuc}.\nNgày hẹn trả kết quả: {ngay}.\n\nTra cứu: {tra_cuu}',
  },
  supplement: {
    sms: '{don_vi}: hồ sơ {so} cần bổ sung giấy tờ. Xin xem cần những gì tại {tra_cuu} hoặc hỏi quầy tiếp nhận.',
    email:
      'Hồ sơ {so} cần bổ sung\nKính gửi ông/bà {ten},\n\nHồ sơ {so} ({thu_tuc}) cần bổ sung giấy tờ. Xin xem cần những gì, vì sao và đến khi nào tại {tra_cuu}, hoặc hỏi quầy tiếp nhận của {don_vi}.',
  },
  'due-changed': {
    sms: '{don_vi}: xin lỗi ông/bà {ten}, hồ sơ {so} chậm hẹn. Ngày trả mới: {ngay}. Tra cứu: {tra_cuu}',
    email:
      'Xin lỗi: hồ sơ {so} có ngày hẹn mới\nKính gửi ông/bà {ten},\n\n{don_vi} xin lỗi vì hồ sơ {so} ({thu_tuc}) không xong đúng hẹn. Ngày trả kết quả mới: {ngay}.\n\nLý do: {tra_cuu}',
  },
  payment: {
    sms: '{don_vi}: hồ sơ {so} cần nộp {so_tien} đồng. Cách nộp: {tra_cuu} hoặc tại quầy.',
    email:
      'Hồ sơ {so} cần nộp {so_tien} đồng\nKính gửi ông/bà {ten},\n\nĐể hồ sơ {so} ({thu_tuc}) được giải quyết tiếp, xin nộp {so_tien} đồng. Cách nộp: {tra_cuu} hoặc tại quầy của {don_vi}.',
  },
  'result-ready': {
    sms: '{don_vi}: hồ sơ {so} của ông/bà {ten} đã có kết quả. Mời đến nhận, mang theo giấy hẹn. Tra cứu: {tra_cuu}',
    email:
      'Hồ sơ {so} đã có kết quả\nKính gửi ông/bà {ten},\n\nHồ sơ {so} ({thu_tuc}) đã có kết quả. Mời ông/bà đến {don_vi} nhận và mang theo giấy hẹn.\n\nTra cứu: {tra_cuu}',
  },
  returned: {
    sms: '{don_vi}: kết quả hồ sơ {so} đã được trao. Nếu không phải ông/bà nhận, xin báo ngay cho chúng tôi.',
    email:
      'Đã trả kết quả hồ sơ {so}\nKính gửi ông/bà {ten},\n\nKết quả hồ sơ {so} ({thu_tuc}) đã được trao. Nếu không phải ông/bà nhận, xin báo ngay cho {don_vi}.',
  },
  'not-received': {
    sms: '{don_vi}: hồ sơ {so} không được tiếp nhận. Xin xem lý do tại {tra_cuu} hoặc hỏi quầy tiếp nhận.',
    email:
      'Hồ sơ {so} không được tiếp nhận\nKính gửi ông/bà {ten},\n\n{don_vi} không tiếp nhận hồ sơ {so} ({thu_tuc}). Lý do: {tra_cuu}',
  },
  stopped: {
    sms: '{don_vi}: hồ sơ {so} đã dừng giải quyết. Xin xem lý do tại {tra_cuu} hoặc hỏi quầy tiếp nhận.',
    email:
      'Hồ sơ {so} dừng giải quyết\nKính gửi ông/bà {ten},\n\nHồ sơ {so} ({thu_tuc}) đã dừng giải quyết. Lý do: {tra_cuu}',
  },
  refund: {
    sms: '{don_vi}: hoàn {so_tien} đồng của hồ sơ {so}. Xin liên hệ quầy thu để nhận.',
    email:
      'Hoàn tiền hồ sơ {so}\nKính gửi ông/bà {ten},\n\n{don_vi} hoàn {so_tien} đồng của hồ sơ {so}. Xin liên hệ quầy thu để nhận.',
  },
  booked: {
    sms: '{don_vi}: đã giữ lịch hẹn {so} lúc {ngay}. Xem, đổi hoặc hủy: {tra_cuu}',
    email:
      'Lịch hẹn {so}\nKính gửi ông/bà,\n\n{don_vi} đã giữ lịch hẹn {so} lúc {ngay}. Xem, đổi hoặc hủy: {tra_cuu}',
  },
  appointment: {
    sms: '{don_vi}: nhắc lịch hẹn {so} lúc {ngay}. Xem, đổi hoặc hủy: {tra_cuu}',
    email: 'Nhắc lịch hẹn {so}\nKính gửi ông/bà,\n\nLịch hẹn {so} lúc {ngay}. Xem, đổi hoặc hủy: {tra_cuu}',
  },
  withdrawn: {
    sms: '{don_vi}: đã rút hồ sơ {so} theo yêu cầu. Nếu không phải ông/bà yêu cầu, xin báo ngay cho chúng tôi.',
    email:
      'Đã rút hồ sơ {so}\nKính gửi ông/bà {ten},\n\nHồ sơ {so} ({thu_tuc}) đã được rút theo yêu cầu. Nếu không phải ông/bà yêu cầu, xin báo ngay cho {don_vi}.\n\nTra cứu: {tra_cuu}',
  },
  answer: {
    sms: '{don_vi}: cán bộ có lời nhắn về hồ sơ {so}. Xin xem tại {tra_cuu}',
    email:
      'Có lời nhắn về hồ sơ {so}\nKính gửi ông/bà {ten},\n\nCán bộ có lời nhắn về hồ sơ {so} ({thu_tuc}). Xin xem và trả lời tại {tra_cuu}',
  },
  'supplement-taken': {
    sms: '{don_vi}: đã nhận giấy tờ bổ sung của hồ sơ {so}. Tra cứu: {tra_cuu}',
    email:
      'Đã nhận giấy tờ bổ sung của hồ sơ {so}\nKính gửi ông/bà {ten},\n\n{don_vi} đã nhận giấy tờ ông/bà gửi bổ sung cho hồ sơ {so} ({thu_tuc}).\n\nTra cứu: {tra_cuu}',
  },
  'supplement-returned': {
    sms: '{don_vi}: giấy tờ bổ sung của hồ sơ {so} chưa dùng được. Xin xem lý do và gửi lại tại {tra_cuu}',
    email:
      'Giấy tờ bổ sung của hồ sơ {so} chưa dùng được\nKính gửi ông/bà {ten},\n\nGiấy tờ ông/bà gửi bổ sung cho hồ sơ {so} ({thu_tuc}) chưa dùng được. Xin xem lý do và gửi lại tại {tra_cuu}',
  },
  'withdrawal-refused': {
    sms: '{don_vi}: yêu cầu rút hồ sơ {so} chưa được chấp nhận. Xin xem lý do tại {tra_cuu}',
    email:
      'Yêu cầu rút hồ sơ {so}\nKính gửi ông/bà {ten},\n\nYêu cầu rút hồ sơ {so} ({thu_tuc}) chưa được chấp nhận. Lý do: {tra_cuu}',
  },
  'petition-received': {
    sms: '{don_vi}: đã nhận phản ánh, kiến nghị số {so}. Theo dõi bằng số này và mã tra cứu tại {tra_cuu}',
    email:
      'Đã nhận phản ánh, kiến nghị số {so}\nKính gửi ông/bà {ten},\n\n{don_vi} đã nhận phản ánh, kiến nghị số {so}. Xin theo dõi bằng số này và mã tra cứu tại {tra_cuu}',
  },
  'petition-accepted': {
    sms: '{don_vi}: phản ánh, kiến nghị số {so} đang được giải quyết. Trả lời trước {ngay}. Theo dõi: {tra_cuu}',
    email:
      'Phản ánh, kiến nghị số {so} đang được giải quyết\nKính gửi ông/bà {ten},\n\nPhản ánh, kiến nghị số {so} đã được phân loại và giao giải quyết. {don_vi} trả lời trước {ngay}.\n\nTheo dõi: {tra_cuu}',
  },
  'petition-asked': {
    sms: '{don_vi}: phản ánh, kiến nghị số {so} cần ông/bà cho biết thêm. Xin xem và trả lời tại {tra_cuu}',
    email:
      'Phản ánh, kiến nghị số {so}: cần biết thêm\nKính gửi ông/bà {ten},\n\nĐể giải quyết phản ánh, kiến nghị số {so}, {don_vi} cần ông/bà cho biết thêm. Xin xem và trả lời tại {tra_cuu}',
  },
  'petition-answered': {
    sms: '{don_vi}: phản ánh, kiến nghị số {so} đã có trả lời. Xin xem tại {tra_cuu}',
    email:
      'Phản ánh, kiến nghị số {so} đã có trả lời\nKính gửi ông/bà {ten},\n\n{don_vi} đã trả lời phản ánh, kiến nghị số {so}. Xin xem và cho biết ông/bà có hài lòng không tại {tra_cuu}',
  },
  'petition-refused': {
    sms: '{don_vi}: phản ánh, kiến nghị số {so} không được tiếp nhận. Xin xem lý do tại {tra_cuu}',
    email:
      'Phản ánh, kiến nghị số {so} không được tiếp nhận\nKính gửi ông/bà {ten},\n\n{don_vi} không tiếp nhận phản ánh, kiến nghị số {so}. Lý do: {tra_cuu}',
  },
  'petition-forwarded': {
    sms: '{don_vi}: phản ánh, kiến nghị số {so} đã được chuyển đến cơ quan có thẩm quyền. Xin xem tại {tra_cuu}',
    email:
      'Phản ánh, kiến nghị số {so} đã được chuyển\nKính gửi ông/bà {ten},\n\nPhản ánh, kiến nghị số {so} đã được chuyển đến cơ quan có thẩm quyền. Xin xem cơ quan nào tại {tra_cuu}',
  },
  'confirm-email': {
    sms: '{don_vi}: xin xác nhận địa chỉ thư điện tử tại {tra_cuu}',
    email:
      'Xin xác nhận địa chỉ thư điện tử\nKính gửi ông/bà,\n\nĐịa chỉ này được ghi để nhận tin của {don_vi}. Nếu đúng là của ông/bà, xin mở trang dưới đây và bấm "Đúng là thư của tôi":\n{tra_cuu}\n\nNếu không phải, xin bỏ qua thư này: sẽ không có tin nào được gửi đến đây.',
  },
  message: {
    sms: '{don_vi}, hồ sơ {so}: {noi_dung}',
    email: 'Hồ sơ {so}\nKính gửi ông/bà {ten},\n\n{noi_dung}\n\n{don_vi}',
  },
};
