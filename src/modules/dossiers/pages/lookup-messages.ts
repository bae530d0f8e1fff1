import { defineMessages } from '#platform/i18n.ts';

/** Public look-up of a dossier (tra cứu hồ sơ). */
export const lookupMessages = defineMessages({
  mirrored: { vi: 'Theo {source}, số liệu đến {at}', en: 'By {source}, as of {at}' },
  mirroredState: { vi: 'Mã hồ sơ {number}: {status}.', en: 'Dossier {number}: {status}.' },
  title: { vi: 'Tra cứu hồ sơ', en: 'Follow a dossier' },
  why: {
    vi: 'Xem hồ sơ của ông/bà đang ở bước nào và bao giờ có kết quả.',
    en: 'See where your dossier is and when the result will be ready.',
  },
  number: { vi: 'Mã hồ sơ', en: 'Dossier number' },
  numberHint: {
    vi: 'In trên giấy tiếp nhận, ví dụ H56.14-261127-0042.',
    en: 'Printed on the receipt, e.g. H56.14-261127-0042.',
  },
  secret: { vi: 'Mã tra cứu, hoặc 4 số cuối điện thoại', en: 'Look-up code, or last 4 digits of the phone' },
  secretHint: {
    vi: 'Mã tra cứu ở cạnh mã QR trên giấy tiếp nhận. Cũng dùng được 4 số cuối của số căn cước.',
    en: 'The code stands beside the QR on the receipt. The last 4 digits of the ID number work, too.',
  },
  submit: { vi: 'Xem hồ sơ', en: 'Show the dossier' },
  needNumber: { vi: 'Xin nhập mã hồ sơ.', en: 'Please enter the dossier number.' },
  needSecret: {
    vi: 'Xin nhập mã tra cứu hoặc 4 số cuối điện thoại.',
    en: 'Please enter the look-up code or the last 4 digits of the phone.',
  },
  lost: {
    vi: 'Mất giấy tiếp nhận? Mời ông/bà đến quầy với căn cước, cán bộ sẽ tìm giúp.',
    en: 'Lost the receipt? Come to the counter with your ID; an officer will find it.',
  },
  another: { vi: 'Tra cứu hồ sơ khác', en: 'Follow another dossier' },
  processing: {
    vi: 'Hồ sơ {stage}, hẹn trả trước {due}.',
    en: 'The dossier is in progress ({stage}), due before {due}.',
  },
  processingNoDue: {
    vi: 'Hồ sơ đã được tiếp nhận; thời hạn được tính khi {agency} nhận hồ sơ.',
    en: 'The dossier was received; the term starts when {agency} has it.',
  },
  overdue: {
    vi: 'Hồ sơ chưa xong đúng hẹn {due}. Chúng tôi xin lỗi ông/bà và đang làm tiếp.',
    en: 'The dossier was not finished by {due}. We apologise and go on with it.',
  },
  supplement: {
    vi: 'Hồ sơ đang chờ ông/bà bổ sung giấy tờ, chậm nhất {by}.',
    en: 'The dossier waits for more papers from you, at latest {by}.',
  },
  supplementOpen: {
    vi: 'Hồ sơ đang chờ ông/bà bổ sung giấy tờ.',
    en: 'The dossier waits for more papers from you.',
  },
  payment: {
    vi: 'Hồ sơ đang chờ ông/bà nộp {amount} đồng.',
    en: 'The dossier waits for your payment of {amount} VND.',
  },
  finished: {
    vi: 'Đã có kết quả. Mời ông/bà mang giấy tiếp nhận đến quầy để nhận.',
    en: 'The result is ready. Please come to the counter with your receipt.',
  },
  finishedOwed: {
    vi: 'Đã có kết quả. Mời ông/bà đến quầy nộp {amount} đồng và nhận kết quả.',
    en: 'The result is ready. Please come to the counter to pay {amount} VND and receive it.',
  },
  returned: { vi: 'Kết quả đã được trả lúc {at}.', en: 'The result was handed over at {at}.' },
  notReceived: {
    vi: 'Hồ sơ chưa được tiếp nhận. Lý do ghi trên phiếu ông/bà đã nhận.',
    en: 'The dossier was not accepted. The reason is on the slip you were given.',
  },
  withdrawn: { vi: 'Hồ sơ đã được rút theo yêu cầu.', en: 'The dossier was withdrawn on request.' },
  stopped: {
    vi: 'Hồ sơ đã dừng giải quyết. Xin xem thông báo đã gửi, hoặc hỏi tại quầy.',
    en: 'The dossier was stopped. Please see the notice you were sent, or ask at the counter.',
  },
  new: {
    vi: 'Hồ sơ mới đăng ký, đang chờ được kiểm tra.',
    en: 'The dossier is registered and waits to be checked.',
  },
  missing: { vi: 'Giấy tờ cần bổ sung', en: 'Papers to bring' },
  missingWhy: { vi: 'Lý do: {reason}', en: 'Reason: {reason}' },
  progress: { vi: 'Quá trình', en: 'Progress' },
  dateWhy: { vi: 'Vì sao có ngày này', en: 'Why this date' },
  movedFrom: { vi: 'Hẹn lần đầu: {due}.', en: 'First date: {due}.' },
  pay: { vi: 'Nộp phí, lệ phí trực tuyến', en: 'Pay online' },
  payWhy: {
    vi: 'Bằng mã QR của ứng dụng ngân hàng hoặc trên Cổng Dịch vụ công quốc gia; hoặc nộp tại quầy.',
    en: 'By a code for your bank app or on the national portal; or pay at the counter.',
  },
  follow: { vi: 'Bổ sung, nhắn tin, rút hồ sơ', en: 'Send papers, write, withdraw' },
  followWhy: {
    vi: 'Gửi ảnh giấy tờ còn thiếu, nhắn tin với Trung tâm, tải kết quả điện tử.',
    en: 'Send missing papers, write to the centre, download the electronic result.',
  },
  rate: { vi: 'Đánh giá việc phục vụ', en: 'Rate the service' },
  result: { vi: 'Tải kết quả đã ký số', en: 'Download the signed result' },
  resultWhy: {
    vi: 'Tệp có chữ ký số của cơ quan, dùng được như bản giấy.',
    en: 'The file carries the digital signature of the office.',
  },
  signature: { vi: 'Kiểm tra chữ ký số', en: 'Check the digital signature' },
  signatureWhy: {
    vi: 'Kết quả đã được ký số: ai ký, lúc nào, còn nguyên vẹn không.',
    en: 'The result is signed digitally: by whom, when, unchanged or not.',
  },
  rateWhy: { vi: 'Ông/bà có hài lòng không? Chỉ một lần bấm.', en: 'Were you satisfied? One touch only.' },
  notices: { vi: 'Chọn cách nhận tin', en: 'Choose how to be told' },
  noticesWhy: {
    vi: 'Zalo, SMS hoặc thư điện tử khi hồ sơ có tin mới; bỏ lúc nào cũng được.',
    en: 'Zalo, SMS or e-mail when there is news; end it any time.',
  },
  private: {
    vi: 'Trang này không hiện tên, địa chỉ hay số giấy tờ của ông/bà, nên có thể nhờ người khác xem giúp.',
    en: 'This page shows neither your name nor address nor ID, so that others may help you read it.',
  },
});
