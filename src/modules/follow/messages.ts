import { defineMessages } from '#platform/i18n.ts';

/** What is said when something cannot be done with what a citizen sends. */
export const refusals = defineMessages({
  'key-gone': {
    vi: 'Trang theo dõi này đã hết giờ mở hoặc địa chỉ không đúng. Xin tra cứu lại bằng mã hồ sơ; ảnh đã gửi lên vẫn còn.',
    en: 'This page has closed or its address is wrong. Please look the dossier up again; photographs already sent are kept.',
  },
  'need-code': {
    vi: 'Việc này cần mã tra cứu in trên giấy tiếp nhận, hoặc đăng nhập VNeID; bốn số cuối điện thoại chưa đủ. Xin tra cứu lại bằng mã đó.',
    en: 'This needs the code printed on the receipt, or signing in; the last digits of a phone are not enough. Please look up again with that code.',
  },
  'not-asked': {
    vi: 'Hồ sơ này hiện không chờ ông/bà bổ sung giấy tờ nên không gửi được. Xin xem tình trạng ở trang theo dõi.',
    en: 'This dossier does not wait for papers from you now. Please see its state on the follow page.',
  },
  'already-sent': {
    vi: 'Ông/bà đã gửi bổ sung và Trung tâm đang kiểm tra, nên chưa gửi thêm được. Cần nói thêm, xin nhắn tin ở trang theo dõi.',
    en: 'You have already sent papers and the centre is checking them. To add something, please write a message on the follow page.',
  },
  'unknown-item': {
    vi: 'Giấy tờ này không nằm trong yêu cầu bổ sung. Xin mở lại trang bổ sung.',
    en: 'This paper is not among those asked for. Please open the page again.',
  },
  'only-shown': {
    vi: 'Giấy tờ này chỉ cần mang đến để cán bộ xem rồi trả lại ngay, không chụp ảnh, không lưu. Xin mang bản chính đến quầy của Trung tâm.',
    en: 'This paper is only looked at and given back; it is not photographed or kept. Please bring the original to the counter.',
  },
  'no-file': {
    vi: 'Xin chọn hoặc chụp ít nhất một ảnh rồi bấm "Gửi ảnh lên".',
    en: 'Please choose or take at least one photograph, then press "Send up".',
  },
  'nothing-yet': {
    vi: 'Chưa có ảnh nào. Xin gửi ảnh của ít nhất một giấy tờ rồi mới bấm gửi.',
    en: 'There is no photograph yet. Please add at least one before sending.',
  },
  'too-many': {
    vi: 'Mỗi giấy tờ nhận nhiều nhất {max} ảnh hoặc tệp. Xin bỏ bớt tệp không cần.',
    en: 'A paper takes {max} photographs or files at most.',
  },
  'too-many-all': {
    vi: 'Lần bổ sung này đã có {max} tệp, là mức nhiều nhất. Xin bỏ bớt tệp, hoặc mang bản giấy đến quầy.',
    en: 'There are {max} files already, which is the most. Please remove some, or bring the paper to the counter.',
  },
  'too-heavy': {
    vi: 'Tổng các tệp không quá {max} MB. Xin gửi ít ảnh hơn, hoặc mang bản giấy đến quầy.',
    en: 'All files together may have {max} MB at most.',
  },
  infected: {
    vi: 'Tệp PDF này có mã độc ({name}) nên không nhận được. Xin chụp ảnh giấy tờ và gửi ảnh.',
    en: 'This PDF holds harmful code ({name}) and was not taken. Please photograph the paper instead.',
  },
  'scanner-away': {
    vi: 'Máy kiểm tra tệp PDF đang nghỉ. Xin chụp ảnh giấy tờ và gửi ảnh, hoặc thử lại tệp PDF sau ít phút.',
    en: 'PDF cannot be checked just now. Please send photographs, or try the PDF again in some minutes.',
  },
  'file-gone': {
    vi: 'Không mở được tệp này: tệp không còn, hoặc không thuộc hồ sơ này.',
    en: 'This file cannot be opened: it is gone or does not belong to this dossier.',
  },
  'no-withdrawal': {
    vi: 'Hồ sơ này không rút được nữa vì kết quả đã ký hoặc hồ sơ đã kết thúc (Nghị định 118/2025/NĐ-CP, Điều 21). Cần giúp, xin nhắn tin hoặc đến quầy.',
    en: 'This dossier can no longer be withdrawn: its result is signed or it has ended (Decree 118/2025, Article 21).',
  },
  'withdrawal-waits': {
    vi: 'Ông/bà đã gửi yêu cầu rút và Trung tâm đang xem. Xin chờ trả lời ở trang theo dõi.',
    en: 'You have already asked to withdraw. Please wait for the answer on the follow page.',
  },
  closed: {
    vi: 'Hồ sơ này đã khép nên không nhận tin nhắn ở đây nữa. Xin đến quầy, hoặc gửi phản ánh, kiến nghị.',
    en: 'This dossier is closed and takes no messages here. Please come to the counter.',
  },
  'message-identity': {
    vi: 'Tin có dãy số dài giống số căn cước hoặc tài khoản. Xin bỏ dãy số đó; Trung tâm đã có giấy tờ của ông/bà trong hồ sơ.',
    en: 'The message holds a long number like an identity number. Please leave it out.',
  },
  'too-many-messages': {
    vi: 'Hồ sơ này đã có {max} tin của ông/bà trong 24 giờ qua. Xin chờ Trung tâm trả lời, hoặc gọi điện.',
    en: 'There are {max} messages of yours in the last 24 hours. Please wait for the answer, or call.',
  },
  'no-result': {
    vi: 'Chưa tải được kết quả ở đây: hồ sơ chưa xong, còn khoản phải nộp, hoặc Trung tâm chưa mở việc tải kết quả. Xin nhận kết quả tại quầy theo giấy hẹn.',
    en: 'The result cannot be downloaded: the dossier is not finished, something is owed, or the centre has not opened downloads. Please collect it at the counter.',
  },
  'too-often': {
    vi: 'Từ máy này vừa gửi nhiều lần quá. Xin chờ ít phút rồi gửi lại; nội dung đã viết vẫn còn.',
    en: 'This device has sent too often. Please wait some minutes; what you wrote is kept.',
  },
  settled: {
    vi: 'Việc này đã xong: {what}. Xin mở lại trang để xem.',
    en: 'This is settled already: {what}. Please open the page again.',
  },
  'unknown-sending': {
    vi: 'Không tìm thấy nội dung người dân gửi. Xin mở lại danh sách.',
    en: 'What the citizen sent was not found. Please open the list again.',
  },
  overtaken: {
    vi: 'Hồ sơ không còn chờ việc này nên không nhận được nữa. Xin trả lại kèm lý do để người dân biết.',
    en: 'The dossier no longer waits for this. Please send it back with a reason.',
  },
  'not-personal': {
    vi: 'Tin nhắn và giấy tờ này chỉ mở cho Trung tâm và đơn vị đang giữ hồ sơ. Xin nhờ đơn vị đó nếu cần xem.',
    en: 'Only the centre and the unit that holds the dossier may open this.',
  },
  'state-taken': { vi: '{by} đã nhận lúc {at}', en: '{by} took it at {at}' },
  'state-sent-back': { vi: '{by} đã trả lại lúc {at}', en: '{by} sent it back at {at}' },
  'state-overtaken': { vi: 'hồ sơ đã đi tiếp lúc {at}', en: 'the dossier went on at {at}' },
  'overtaken-why': {
    vi: 'Hồ sơ đã đi tiếp bằng cách khác ({status}), nên nội dung gửi từ nhà không cần nữa.',
    en: 'The dossier went on in another way ({status}); what was sent from home is no longer needed.',
  },
  'brought-note': { vi: 'Bổ sung gửi từ nhà lúc {at}. {words}', en: 'Sent from home at {at}. {words}' },
  'paper-name': { vi: 'Bổ sung {no} - {what}', en: 'Supplement {no} - {what}' },
});
