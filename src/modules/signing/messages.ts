import { defineMessages } from '#platform/i18n.ts';

/** What commands of signing say. */
export const signingMessages = defineMessages({
  'no-certificate': {
    vi: 'Không có chứng thư số này. Xin chọn lại.',
    en: 'There is no such certificate. Please choose again.',
  },
  'not-yours': {
    vi: 'Chứng thư số này của người khác. Xin chọn chứng thư của ông/bà.',
    en: 'This certificate belongs to somebody else.',
  },
  retired: {
    vi: 'Chứng thư số này đã ngừng dùng. Xin chọn chứng thư khác hoặc nhờ người quản trị.',
    en: 'This certificate is no longer used.',
  },
  'certificate-expired': {
    vi: 'Chứng thư số hết hạn ngày {day}. Xin gia hạn với nhà cung cấp rồi nhờ người quản trị thêm chứng thư mới; trong lúc chờ có thể ký giấy.',
    en: 'The certificate ended on {day}.',
  },
  'certificate-early': {
    vi: 'Chứng thư số chỉ có hiệu lực từ ngày {day}.',
    en: 'The certificate is valid only from {day}.',
  },
  'certificate-revoked': {
    vi: 'Chứng thư số của {holder} đã bị cơ quan chứng thực thu hồi từ {at}, nên không ký được. Hồ sơ giữ nguyên. Xin chọn chứng thư khác, nhờ người quản trị thêm chứng thư mới, hoặc ký giấy.',
    en: 'The certificate of {holder} was revoked on {at}.',
  },
  'revocation-nowhere': {
    vi: 'chứng thư của {holder} không ghi nơi hỏi tình trạng thu hồi',
    en: 'the certificate of {holder} names no place to ask',
  },
  'revocation-untrusted': {
    vi: 'chưa tin cậy nơi cấp chứng thư của {holder}',
    en: 'the issuer of {holder} is not trusted',
  },
  'revocation-rests': {
    vi: 'nơi trả lời về thu hồi đang không trả lời',
    en: 'the authority does not answer',
  },
  'revocation-no-stamp': { vi: 'không có dấu thời gian', en: 'no time-stamp' },
  'no-file': {
    vi: 'Hồ sơ {number} chưa có tệp kết quả PDF. Xin thêm tệp kết quả vào hồ sơ rồi ký, hoặc ký giấy.',
    en: 'Dossier {number} has no result as PDF yet.',
  },
  'wrong-file': {
    vi: 'Tệp đã chọn không thuộc hồ sơ {number} hoặc không phải PDF. Xin chọn lại.',
    en: 'The chosen file is not a PDF of dossier {number}.',
  },
  'files-of-one': {
    vi: 'Chỉ chọn được từng tệp khi ký một hồ sơ.',
    en: 'Files can only be chosen for a single dossier.',
  },
  'file-busy': {
    vi: 'Tệp của hồ sơ {number} đang chờ một lượt ký khác. Xin đợi lượt ấy xong hoặc hủy nó.',
    en: 'A file of dossier {number} is being signed already.',
  },
  'pdf-unreadable': {
    vi: 'Tệp {file} không đọc được để ký. Xin xuất lại tệp PDF.',
    en: 'The file {file} cannot be read.',
  },
  'pdf-encrypted': {
    vi: 'Tệp {file} đặt mật khẩu nên không ký được. Xin bỏ mật khẩu.',
    en: 'The file {file} is locked by a password.',
  },
  'pdf-certified': {
    vi: 'Tệp {file} đã được tác giả khóa, không cho ký thêm.',
    en: 'The author of {file} allows no further signature.',
  },
  'method-off': {
    vi: 'Cách ký này chưa được kết nối. Xin nhờ người quản trị.',
    en: 'This way of signing is not connected.',
  },
  'line-rest': {
    vi: 'Dịch vụ ký số đang không trả lời; hệ thống sẽ tự thử lại sau {time}. Hồ sơ giữ nguyên, có thể ký bằng cách khác.',
    en: 'The signing service does not answer; tried again after {time}.',
  },
  unavailable: {
    vi: 'Dịch vụ ký số không trả lời ({why}). Hồ sơ giữ nguyên. Nếu điện thoại vẫn hiện yêu cầu cũ, xin từ chối yêu cầu đó, rồi bấm Gửi lại.',
    en: 'The signing service does not answer ({why}).',
  },
  refused: {
    vi: 'Dịch vụ ký số không nhận ({why}). Hồ sơ giữ nguyên. Xin nhờ người quản trị xem kết nối.',
    en: 'The signing service refuses ({why}).',
  },
  declined: {
    vi: 'Ông/bà đã từ chối ký trên điện thoại. Hồ sơ giữ nguyên; khi cần, bấm Gửi lại.',
    en: 'You declined on your phone.',
  },
  expired: {
    vi: 'Hết thời gian xác nhận mà chưa ký. Hồ sơ giữ nguyên; bấm Gửi lại để ký.',
    en: 'The time to confirm is over.',
  },
  cancelled: { vi: 'Đã hủy lượt ký. Hồ sơ giữ nguyên.', en: 'Cancelled.' },
  'wrong-signature': {
    vi: 'Chữ ký nhận được không đúng với tệp hoặc không đúng chứng thư đã chọn nên không được dùng. Hồ sơ giữ nguyên. Xin ký lại; nếu lặp lại, báo người quản trị.',
    en: 'The signature received does not fit the file or the certificate.',
  },
  'no-time-stamp': {
    vi: 'Không lấy được dấu thời gian ({why}). Hồ sơ giữ nguyên; bấm Gửi lại sau ít phút.',
    en: 'No time-stamp could be had ({why}).',
  },
  'no-seal': {
    vi: 'Chưa đóng được dấu của cơ quan: chứng thư của cơ quan chưa có hoặc hết hạn. Xin nhờ người quản trị.',
    en: 'The seal cannot be set: no valid certificate of the organisation.',
  },
  'account-gone': {
    vi: 'Tài khoản người ký không còn hoạt động.',
    en: "The signer's account is not active any more.",
  },
  'no-session': { vi: 'Không có lượt ký này.', en: 'There is no such signing.' },
  ended: { vi: 'Lượt ký này đã kết thúc.', en: 'This signing has ended.' },
  'token-gone': {
    vi: 'Đường dẫn ký đã hết hiệu lực. Xin mở lại trang ký số.',
    en: 'The address is no longer valid.',
  },
  'token-not-source': {
    vi: 'Tệp gửi về không phải tệp đã giao để ký.',
    en: 'The file sent back is not the one given out.',
  },
  'token-unsigned': {
    vi: 'Tệp gửi về chưa có chữ ký số hợp lệ.',
    en: 'The file sent back carries no valid signature.',
  },
  'token-other': {
    vi: 'Tệp được ký bằng chứng thư khác với chứng thư đã đăng ký của ông/bà ({holder}).',
    en: 'Signed with another certificate ({holder}).',
  },
  'p12-wrong': {
    vi: 'Không mở được tệp: sai mật khẩu, không phải tệp .p12/.pfx, hoặc trong tệp không có khóa ký (từ 2048 bit).',
    en: 'The file cannot be opened: wrong passphrase or no key to sign with.',
  },
  'certificate-wrong': {
    vi: 'Không đọc được chứng thư số. Xin chọn tệp .cer, .crt hoặc .pem.',
    en: 'The certificate cannot be read.',
  },
  'certificate-use': {
    vi: 'Chứng thư số này không dùng để ký tài liệu.',
    en: 'This certificate is not for signing documents.',
  },
  'certificate-there': {
    vi: 'Chứng thư số này đã có trong danh sách.',
    en: 'This certificate is there already.',
  },
  'anchor-no-ca': {
    vi: 'Đây không phải chứng thư của tổ chức chứng thực (CA).',
    en: 'This is not the certificate of an authority.',
  },
  'remote-none': {
    vi: 'Dịch vụ không có chứng thư nào dùng được cho mã người dùng này.',
    en: 'The service has no certificate for this person.',
  },
  person: { vi: 'Người ký', en: 'Signer' },
  reason: { vi: 'Ký kết quả giải quyết hồ sơ {number}', en: 'Result of dossier {number}' },
  'seal-reason': {
    vi: 'Đóng dấu của cơ quan trên kết quả hồ sơ {number}',
    en: 'Seal on the result of dossier {number}',
  },
  'phone-text': { vi: 'Ký kết quả {count} tệp: {numbers}', en: 'Sign {count} files: {numbers}' },
  'health-remote': { vi: 'ký số từ xa', en: 'remote signing' },
  'health-tsa': { vi: 'dấu thời gian (TSA)', en: 'time-stamps (TSA)' },
  'health-revocation': { vi: 'tình trạng thu hồi chứng thư', en: 'revocation of certificates' },
  'health-certificates': { vi: 'chứng thư ký số', en: 'signing certificates' },
  'health-off': { vi: 'chưa kết nối', en: 'not connected' },
  'health-ok': { vi: 'lần trả lời gần nhất: {at}', en: 'last answer: {at}' },
  'health-bad': { vi: '{why}; lần trả lời gần nhất: {at}', en: '{why}; last answer: {at}' },
  'health-valid': { vi: '{n} chứng thư còn hạn', en: '{n} valid' },
  'health-ends': {
    vi: 'chứng thư của {holder} hết hạn {day}',
    en: 'the certificate of {holder} ends on {day}',
  },
  never: { vi: 'chưa có', en: 'never' },
  'key-on-server': { vi: 'khóa trên máy chủ', en: 'the key on the server' },
});
