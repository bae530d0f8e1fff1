import { defineMessages } from '#platform/i18n.ts';

/** What is said when something cannot be done with a prepared dossier. */
export const refusals = defineMessages({
  gone: {
    vi: 'Không mở được bản nháp này: địa chỉ không đúng, hoặc bản nháp đã hết hạn lưu và đã được xóa. Ông/bà có thể chuẩn bị lại từ trang của thủ tục.',
    en: 'This draft cannot be opened: the address is wrong, or it was deleted after its time. You can begin again from the page of the procedure.',
  },
  used: {
    vi: 'Hồ sơ này đã được đưa vào giải quyết lúc {at} nên không sửa ở đây được nữa. Xin xem tình trạng ở ngay trang này.',
    en: 'This dossier was taken in at {at} and can no longer be changed here. Its state stands on this page.',
  },
  'no-procedure': {
    vi: 'Thủ tục {code} không có trong danh mục đang áp dụng. Xin chọn lại thủ tục.',
    en: 'Procedure {code} is not in the catalogue in force. Please choose again.',
  },
  'in-person': {
    vi: 'Việc này người yêu cầu phải tự đến. Xin chọn "Cho tôi" hoặc "Tôi giúp nhập hộ".',
    en: 'The person has to come in person for this.',
  },
  'unknown-paper': {
    vi: 'Thủ tục này không có giấy tờ đó. Xin mở lại trang tóm tắt.',
    en: 'The procedure has no such paper. Please open the summary again.',
  },
  'too-many': {
    vi: 'Mỗi giấy tờ nhận nhiều nhất {max} ảnh hoặc tệp. Xin bỏ bớt tệp không cần.',
    en: 'A paper takes {max} photographs or files at most.',
  },
  'too-many-all': {
    vi: 'Bản nháp đã có {max} tệp, là mức nhiều nhất. Xin bỏ bớt tệp, hoặc mang bản giấy đến quầy.',
    en: 'The draft has {max} files, which is the most. Please remove some, or bring the paper.',
  },
  'too-heavy': {
    vi: 'Các tệp của bản nháp nặng quá {max} MB. Xin bỏ bớt tệp, hoặc mang bản giấy đến quầy.',
    en: 'The files of the draft weigh more than {max} MB.',
  },
  infected: {
    vi: 'Tệp này có mã độc ({name}) nên không được nhận. Xin quét lại giấy tờ bằng điện thoại khác, hoặc mang bản giấy đến quầy.',
    en: 'This file carries a virus ({name}) and was not taken.',
  },
  'no-file': {
    vi: 'Chưa có ảnh nào được chọn. Xin chụp hoặc chọn ảnh, rồi bấm "Gửi".',
    en: 'No photograph was chosen.',
  },
  'assist-gone': {
    vi: 'Lượt hỗ trợ này đã kết thúc, hoặc là của cán bộ khác. Xin nhập lại mã hồ sơ chuẩn bị.',
    en: 'This help has ended or is somebody else’s. Please enter the code again.',
  },
  'no-form-yet': {
    vi: 'Chưa có câu trả lời nào của tờ khai. Xin trả lời rồi tải lại.',
    en: 'Nothing of the form was answered yet.',
  },
  'file-gone': { vi: 'Tệp này không còn trong bản nháp.', en: 'This file is no longer in the draft.' },
  'name-first': {
    vi: 'Hồ sơ chuẩn bị chưa có họ và tên người yêu cầu. Xin mời người dân nhập ở trang của họ, hoặc tiếp nhận như bình thường.',
    en: 'The applicant’s name is still missing.',
  },
  'unknown-code': {
    vi: 'Không có hồ sơ chuẩn bị nào mang mã {code}: mã sai, hoặc đã hết hạn lưu. Xin nhờ người dân đọc lại 10 chữ số, hoặc tiếp nhận như bình thường.',
    en: 'No prepared dossier has the code {code}.',
  },
  'not-a-code': {
    vi: 'Mã hồ sơ chuẩn bị gồm 10 chữ số, ví dụ 482 109 3716.',
    en: 'The code has ten digits, e.g. 482 109 3716.',
  },
  'not-here': {
    vi: 'Thủ tục này không nộp trực tuyến tại Trung tâm. Xin mang hồ sơ đến quầy, hoặc nộp trên Cổng Dịch vụ công.',
    en: 'This procedure is not filed online with the centre.',
  },
  'still-missing': {
    vi: 'Còn {count} mục chưa xong nên chưa nộp được. Xin làm các mục nêu ở trang tóm tắt.',
    en: '{count} things are still missing.',
  },
  'no-online': {
    vi: 'Thủ tục {code} chỉ nhận {ways}, nên không bật nộp trực tuyến được.',
    en: 'Procedure {code} is not offered online ({ways}).',
  },
  'too-often': {
    vi: 'Từ địa chỉ này đã mở nhiều bản nháp trong một giờ qua. Xin chờ ít phút rồi thử lại, hoặc đến quầy hướng dẫn để được giúp.',
    en: 'Many drafts were begun from this address within an hour. Please wait a few minutes, or ask at the guidance desk.',
  },
  'reuse-gone': {
    vi: 'Giấy tờ cũ này không dùng lại được nữa. Xin chụp lại, hoặc mang bản giấy đến quầy.',
    en: 'This earlier paper can no longer be used.',
  },
});
