import { defineMessages } from '#platform/i18n.ts';

/** Every text of the module that a person reads on a screen; what stands on an official form is in its template. */
export const messages = defineMessages({
  'file.empty': { vi: 'Tệp rỗng. Xin chọn lại tệp.', en: 'The file is empty. Please choose again.' },
  'file.too-large': {
    vi: 'Tệp nặng {size}, lớn hơn {limit}. Xin quét lại ở 200–300 dpi đen trắng, hoặc tách thành nhiều tệp.',
    en: 'The file is {size}, more than {limit}. Scan again at 200–300 dpi in black and white, or split it.',
  },
  'file.unsupported': {
    vi: 'Không nhận được loại tệp này. Xin gửi {types}.',
    en: 'This kind of file is not accepted. Please send {types}.',
  },
  'file.heic': {
    vi: 'Ảnh đang ở dạng HEIC của iPhone. Xin chụp lại bằng nút “Chụp ảnh” trên trang này, hoặc đặt máy ảnh ở “Tương thích nhất” rồi chụp lại.',
    en: 'The picture is in the iPhone format HEIC. Take it again with this page, or set the camera to “Most compatible”.',
  },
  'file.broken-image': {
    vi: 'Ảnh bị hỏng, không mở được. Xin chụp hoặc quét lại.',
    en: 'The picture is damaged and cannot be opened. Please take or scan it again.',
  },
  'file.image-too-big': {
    vi: 'Ảnh có quá nhiều điểm ảnh. Xin quét lại ở 300 dpi.',
    en: 'The picture has too many pixels. Please scan again at 300 dpi.',
  },
  'pdf.not-at-start': {
    vi: 'Đầu tệp PDF có dữ liệu lạ. Xin mở tệp rồi lưu lại thành PDF mới.',
    en: 'There is foreign data before the PDF. Open it and save it as a new PDF.',
  },
  'pdf.cut-off': {
    vi: 'Tệp PDF bị thiếu phần cuối. Xin tải lên lại.',
    en: 'The end of the PDF is missing. Please upload it again.',
  },
  'pdf.trailing-data': {
    vi: 'Cuối tệp PDF có dữ liệu lạ. Xin mở tệp rồi lưu lại thành PDF mới.',
    en: 'There is foreign data after the PDF. Open it and save it as a new PDF.',
  },
  'pdf.encrypted': {
    vi: 'Tệp PDF có đặt mật khẩu hoặc khóa. Xin bỏ mật khẩu rồi gửi lại.',
    en: 'The PDF is locked with a password. Remove it and send it again.',
  },
  'pdf.active-content': {
    vi: 'Tệp PDF có chứa chương trình hoặc tệp đính kèm nên không nhận được. Xin in ra thành PDF mới rồi gửi lại.',
    en: 'The PDF carries a program or other files. Print it to a new PDF and send it again.',
  },
  'word.not-word': { vi: 'Tệp này không phải tệp Word (.docx).', en: 'This is not a Word file (.docx).' },
  'word.macros': {
    vi: 'Tệp Word có chứa chương trình (macro). Xin lưu lại dạng .docx không có macro.',
    en: 'The Word file carries macros. Save it as .docx without macros.',
  },
  'word.embedded': {
    vi: 'Tệp Word có nhúng tệp khác. Xin bỏ phần nhúng rồi gửi lại.',
    en: 'The Word file has other files embedded. Remove them and send it again.',
  },
  'word.encrypted': {
    vi: 'Tệp Word có đặt mật khẩu. Xin bỏ mật khẩu rồi gửi lại.',
    en: 'The Word file is locked. Remove the password and send it again.',
  },
  'upload.nothing': { vi: 'Chưa chọn tệp nào.', en: 'No file was chosen.' },
  'file.not-found': { vi: 'Không tìm thấy tệp này.', en: 'This file was not found.' },
  'file.unbound': {
    vi: 'Tệp này chưa gắn với hồ sơ nào; chỉ người tải lên xem được. Xin nhờ người đó đưa vào hồ sơ.',
    en: 'This file belongs to no dossier yet; only who uploaded it may see it.',
  },
  'file.lost': {
    vi: 'Tệp trong kho không còn đúng với lúc nhận. Xin báo người quản trị kiểm tra bản sao lưu.',
    en: 'The stored file no longer equals what was received. Please tell the administrator.',
  },
  'document.not-found': { vi: 'Không tìm thấy giấy này.', en: 'This paper was not found.' },
  'document.already-cancelled': {
    vi: 'Giấy này đã được hủy trước đó.',
    en: 'This paper was cancelled before.',
  },
  'print.not-found': { vi: 'Không tìm thấy lệnh in này.', en: 'This print job was not found.' },
  'print.running': {
    vi: 'Lệnh in này đang chạy. Xin chờ vài giây rồi xem lại.',
    en: 'This print job is running. Please wait a few seconds.',
  },
  'print.dialogue-only': {
    vi: 'Giấy này được in bằng hộp thoại in của trình duyệt. Xin mở giấy và in lại.',
    en: 'This paper was printed by the browser. Open it and print again.',
  },
  'print.wrong-printer': {
    vi: 'Máy “{printer}” không in được loại giấy này. Xin chọn máy in khác hoặc mở giấy để in.',
    en: 'The printer “{printer}” cannot print this paper. Choose another or open the paper to print.',
  },
  'print.ticket': { vi: 'Phiếu số {number}', en: 'Ticket {number}' },
  'print.test': { vi: 'Trang in thử', en: 'Test page' },
  'print.error.refused': {
    vi: 'Máy in không trả lời ở {address}. Xin xem máy đã bật và cắm dây mạng chưa.',
    en: 'The printer does not answer at {address}. Is it switched on and connected?',
  },
  'print.error.timeout': {
    vi: 'Máy in nhận chậm quá {seconds} giây. Xin xem máy có kẹt giấy hay đang báo lỗi không.',
    en: 'The printer took more than {seconds} seconds. Is there a paper jam or an error light?',
  },
  'print.error.address': {
    vi: 'Địa chỉ {address} không phải máy trong mạng của Trung tâm.',
    en: 'The address {address} is not in the centre’s own network.',
  },
  'print.error.paper': {
    vi: 'Máy in hết giấy. Xin thay giấy rồi in lại.',
    en: 'The printer is out of paper.',
  },
  'print.error.cover': {
    vi: 'Nắp máy in đang mở. Xin đóng nắp rồi in lại.',
    en: 'The printer’s cover is open.',
  },
  'print.error.fault': {
    vi: 'Máy in báo lỗi (dao cắt hoặc bộ phận in). Xin tắt, bật lại máy rồi in lại.',
    en: 'The printer reports a fault. Switch it off and on, then print again.',
  },
  'print.error.other': { vi: 'In không được: {reason}', en: 'Printing failed: {reason}' },
  'printer.not-found': { vi: 'Không tìm thấy máy in này.', en: 'This printer was not found.' },
  'printer.inactive': {
    vi: 'Máy in “{printer}” đang tạm ngừng. Xin chọn máy khác.',
    en: 'The printer “{printer}” is switched off in the settings.',
  },
  'printer.name-taken': {
    vi: 'Đã có máy in tên “{name}”. Xin đặt tên khác.',
    en: 'There is a printer “{name}” already.',
  },

  'check.title': { vi: 'Kiểm tra giấy tờ', en: 'Check a paper' },
  'check.why': {
    vi: 'Nhập mã in ở cuối giấy do Trung tâm cấp để biết giấy có đúng không.',
    en: 'Enter the code at the foot of the paper to see whether it is genuine.',
  },
  'check.code': { vi: 'Mã kiểm tra', en: 'Code' },
  'check.hint': {
    vi: 'Gồm 16 chữ và số, ví dụ 7KQ2-M9TX-4HDP-A1B2',
    en: '16 letters and digits, e.g. 7KQ2-M9TX-4HDP-A1B2',
  },
  'check.submit': { vi: 'Kiểm tra', en: 'Check' },
  'check.unknown': {
    vi: 'Không có giấy nào mang mã này. Xin xem lại từng chữ, hoặc mang giấy đến Trung tâm để được kiểm tra giúp.',
    en: 'No paper has this code. Compare each letter, or bring the paper to the centre.',
  },
  'check.in-force': { vi: 'Giấy do Trung tâm cấp và còn giá trị.', en: 'Issued by the centre and in force.' },
  'check.replaced': {
    vi: 'Giấy do Trung tâm cấp nhưng đã có bản mới thay thế.',
    en: 'Issued by the centre, but replaced by a newer version.',
  },
  'check.cancelled': {
    vi: 'Giấy do Trung tâm cấp nhưng đã bị hủy, không còn giá trị.',
    en: 'Issued by the centre, but cancelled and no longer valid.',
  },
  'check.compare': {
    vi: 'Xin so từng dòng dưới đây với giấy đang cầm. Khác một dòng là giấy không đúng.',
    en: 'Compare each line with the paper in your hand. If one differs, the paper is not genuine.',
  },
  'check.kind': { vi: 'Loại giấy', en: 'Kind' },
  'check.number': { vi: 'Số', en: 'Number' },
  'check.date': { vi: 'Ngày cấp', en: 'Issued' },
  'check.centre': { vi: 'Nơi cấp', en: 'Issued by' },
  'check.subject': { vi: 'Mã hồ sơ', en: 'Dossier' },
  'check.signature': { vi: 'Kiểm tra chữ ký số của kết quả', en: 'Check the digital signature of a result' },
  'check.another': { vi: 'Kiểm tra giấy khác', en: 'Check another paper' },

  'prints.title': { vi: 'In ấn', en: 'Printing' },
  'prints.why': {
    vi: 'Các lệnh in gần đây của Trung tâm. Lệnh nào hỏng thì sửa máy rồi in lại tại đây.',
    en: 'Recent print jobs. Mend the printer, then print a failed one again here.',
  },
  'prints.caption': { vi: 'Lệnh in gần đây', en: 'Recent print jobs' },
  'prints.what': { vi: 'Giấy', en: 'Paper' },
  'prints.printer': { vi: 'Máy in', en: 'Printer' },
  'prints.dialogue': { vi: 'hộp thoại in', en: 'print dialogue' },
  'prints.next': { vi: 'Việc có thể làm', en: 'Next' },
  'prints.when': { vi: 'Lúc', en: 'When' },
  'prints.state': { vi: 'Tình hình', en: 'State' },
  'prints.again': { vi: 'In lại', en: 'Print again' },
  'prints.none': { vi: 'Chưa có lệnh in nào.', en: 'Nothing was printed yet.' },
  'prints.queued': { vi: 'chờ in', en: 'waiting' },
  'prints.printing': { vi: 'đang in', en: 'printing' },
  'prints.done': { vi: 'đã in', en: 'printed' },
  'prints.failed': { vi: 'in hỏng', en: 'failed' },
  'printers.caption': { vi: 'Máy in nối thẳng với máy chủ', en: 'Printers reached by the server' },
  'printers.none': {
    vi: 'Chưa khai máy in nào. Khi đó giấy được in bằng hộp thoại in của trình duyệt.',
    en: 'No printer is set up; papers are printed by the browser.',
  },
  'printers.name': { vi: 'Tên', en: 'Name' },
  'printers.kind': { vi: 'Loại', en: 'Kind' },
  'printers.escpos': { vi: 'máy in phiếu (ESC/POS)', en: 'ticket printer (ESC/POS)' },
  'printers.pdf': { vi: 'máy in văn phòng nhận PDF', en: 'office printer that takes PDF' },
  'printers.address': { vi: 'Địa chỉ', en: 'Address' },
  'printers.test': { vi: 'In thử', en: 'Print a test' },
  'printers.add': { vi: 'Thêm máy in', en: 'Add a printer' },
  'printers.host': { vi: 'Địa chỉ trong mạng', en: 'Address in the network' },
  'printers.port': { vi: 'Cổng', en: 'Port' },
  'printers.dots': { vi: 'Khổ giấy', en: 'Paper' },
  'printers.58': { vi: '58 mm', en: '58 mm' },
  'printers.80': { vi: '80 mm', en: '80 mm' },
  'printers.80-narrow': { vi: '80 mm, vùng in hẹp', en: '80 mm, narrow' },
  'printers.no-dots': { vi: 'không dùng (máy văn phòng)', en: 'none (office printer)' },
  'printers.saved': { vi: 'Đã lưu máy in “{name}”.', en: 'Printer “{name}” saved.' },
  'printers.save': { vi: 'Lưu máy in', en: 'Save the printer' },
  'sign-in-first': {
    vi: 'Xin đăng nhập bằng tài khoản cán bộ rồi mở lại trang này.',
    en: 'Please sign in as an officer and open this page again.',
  },
  'scan.gone': {
    vi: 'Mã chụp này không còn dùng được. Xin nhờ cán bộ mở mã mới rồi quét lại.',
    en: 'This code can no longer be used. Ask the officer for a new one.',
  },
  'scan.full': { vi: 'Mỗi giấy tờ gửi được nhiều nhất {max} trang.', en: 'A paper has at most {max} pages.' },
  'scan.changed': {
    vi: 'Vừa có thêm trang mới. Xin xem lại rồi bấm “Xong” lần nữa.',
    en: 'Another page has just come. Look again and press “Done” once more.',
  },
  'scan.no-pages': {
    vi: 'Chưa có trang nào. Xin chụp ít nhất một trang.',
    en: 'No page yet. Take at least one picture.',
  },
  'scan.only-pictures': { vi: 'Xin gửi ảnh chụp (JPG, PNG).', en: 'Please send pictures (JPG, PNG).' },
  'scan.title': { vi: 'Chụp giấy tờ', en: 'Photograph a paper' },
  'scan.why': {
    vi: 'Đặt giấy trên nền tối, đủ sáng, chụp thẳng và đủ bốn góc. Chụp từng trang theo thứ tự.',
    en: 'Put the paper on a dark ground in good light; take each page in order, all four corners in view.',
  },
  'scan.paper': { vi: 'Giấy tờ', en: 'Paper' },
  'scan.pages': { vi: 'Đã nhận {count} trang', en: '{count} pages received' },
  'scan.last': {
    vi: 'Trang {page} vừa nhận. Chữ có đọc rõ không?',
    en: 'Page {page}. Can the letters be read?',
  },
  'scan.file': { vi: 'Trang tiếp theo', en: 'Next page' },
  'scan.send': { vi: 'Gửi trang này', en: 'Send this page' },
  'scan.again': { vi: 'Chụp lại trang {page}', en: 'Take page {page} again' },
  'scan.finish': { vi: 'Xong, gửi {count} trang cho cán bộ', en: 'Done, send {count} pages' },
  'scan.finished': {
    vi: 'Cán bộ đã nhận {count} trang. Ông/bà có thể đóng trang này.',
    en: 'The officer has {count} pages. You may close this page.',
  },
  'scan.open': { vi: 'Mở mã chụp', en: 'Open a code' },
  'scan.another': { vi: 'Chụp giấy tờ khác', en: 'Another paper' },
  'scan.open-why': {
    vi: 'Lấy điện thoại quét mã để chụp giấy tờ; ảnh về thẳng đây thành một tệp PDF, không lưu trên điện thoại.',
    en: 'Scan the code with a phone and photograph the paper; it comes here as one PDF.',
  },
  'scan.qr': { vi: 'Mã để điện thoại quét', en: 'Code for the phone' },
  'scan.until': { vi: 'Dùng được đến {time}.', en: 'Good until {time}.' },
  'scan.waiting': { vi: 'Đang chờ điện thoại gửi trang đầu tiên.', en: 'Waiting for the first page.' },
  'scan.result': { vi: 'Đã nhận xong: {name}', en: 'Received: {name}' },
  'scan.view': { vi: 'Xem tệp', en: 'View the file' },
  'scan.expired': { vi: 'Mã đã hết hạn.', en: 'The code has expired.' },
  'prints.open': { vi: 'Mở giấy để in', en: 'Open to print' },
  'form.fix': { vi: 'Có chỗ cần sửa.', en: 'Please mend the marked fields.' },
});
