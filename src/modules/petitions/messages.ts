import { defineMessages } from '#platform/i18n.ts';

/** What is said when something cannot be done with a petition, and what a task says that came of it. */
export const refusals = defineMessages({
  unknown: { vi: 'Không tìm thấy phản ánh này. Xin mở lại từ danh sách.' },
  gone: {
    vi: 'Không mở được phản ánh này: địa chỉ không đúng hoặc không đủ. Xin tra cứu bằng số phản ánh và mã tra cứu.',
    en: 'This petition cannot be opened: the address is wrong or incomplete. Please look it up by number and code.',
  },
  'wrong-code': {
    vi: 'Số phản ánh hoặc mã tra cứu không đúng. Xin xem lại giấy ghi hoặc ảnh chụp màn hình lúc gửi; mất mã thì xin gọi Trung tâm.',
    en: 'The number or the code is wrong. Please check what you wrote down when sending.',
  },
  'too-often': {
    vi: 'Từ đường truyền này vừa có nhiều lần gửi. Xin chờ ít phút rồi gửi lại, hoặc gọi điện cho Trung tâm.',
    en: 'Many petitions came from this line just now. Please wait some minutes, or telephone.',
  },
  complaint: {
    vi: 'Khiếu nại và tố cáo được nhận tại nơi tiếp công dân, không nhận ở mục phản ánh, kiến nghị.',
    en: 'Complaints and denunciations are taken at citizen reception, not here.',
  },
  'too-many-photos': {
    vi: 'Gửi nhiều nhất {max} ảnh. Xin chọn những ảnh rõ nhất.',
    en: 'You can send {max} photographs at most.',
  },
  'only-photos': {
    vi: 'Mục này chỉ nhận ảnh (JPEG, PNG, WebP). Giấy tờ thì xin chụp lại bằng điện thoại.',
    en: 'Only photographs are taken here (JPEG, PNG, WebP).',
  },
  'unit-unknown': { vi: 'Đơn vị này không thuộc xã. Xin chọn đơn vị trong danh sách.' },
  'not-public': {
    vi: 'Nội dung chưa đăng được vì còn thông tin cá nhân. Xin sửa các chỗ đã nêu rồi đăng lại.',
  },
  'names-sender': {
    vi: '"{words}" là thông tin của người gửi, phải giữ kín. Xin bỏ đi.',
  },
  'personal-never': { vi: '"{words}" là thông tin cá nhân không được đăng. Xin bỏ đi.' },
  'personal-reason': {
    vi: '"{words}" có thể là thông tin cá nhân. Xin bỏ đi, hoặc ghi căn cứ được công khai vào ô lý do.',
  },
  'not-now': {
    vi: 'Việc này không còn làm được vì phản ánh vừa chuyển sang bước khác. Xin xem lại tình trạng ở trang này.',
    en: 'This can no longer be done: the petition has moved on. Please see its state on this page.',
  },
  'own-draft': { vi: 'Người soạn không tự duyệt câu trả lời của mình. Xin chuyển lãnh đạo khác duyệt.' },
  'own-answer': {
    vi: 'Người viết câu trả lời không tự đăng công khai. Xin chuyển người có quyền khác đăng, đính chính.',
  },
  'alone-reason': {
    vi: 'Trung tâm không còn ai khác được làm việc này. Xin ghi lý do (ít nhất 10 chữ cái), ví dụ: cả đơn vị chỉ có một người; người gửi đọc được lý do này.',
  },
  'alone-note': { vi: 'Một người vừa viết vừa duyệt: {reason}' },
  'erased-answer': { vi: 'Đã xóa theo thời hạn lưu.' },
  erased: {
    vi: 'Phản ánh này đã kết thúc lâu và thông tin cá nhân đã được xóa theo thời hạn lưu. Câu trả lời đã đăng vẫn đọc được ở mục Hỏi đáp.',
    en: 'This petition ended long ago and its personal data was erased. What was published can still be read.',
  },
  'same-unit': { vi: 'Phản ánh đang ở đúng đơn vị này. Xin chọn đơn vị khác.' },
  'already-rated': {
    vi: 'Ông/bà đã cho ý kiến về câu trả lời này. Xin cảm ơn.',
    en: 'You have already told us what you think of this answer. Thank you.',
  },
  'asked-twice': {
    vi: 'Mỗi phản ánh được hỏi lại một lần. Nếu vẫn chưa đồng ý, ông/bà có thể đến nơi tiếp công dân hoặc gửi phản ánh mới.',
    en: 'One can ask once more only. You may come to citizen reception or send a new petition.',
  },
  'nothing-corrected': { vi: 'Nội dung đính chính giống hệt bản đang đăng. Xin sửa chỗ cần đính chính.' },
  'not-published': {
    vi: 'Không có câu trả lời này trong mục công khai. Xin tìm lại trong danh sách hỏi đáp.',
    en: 'This answer is not published. Please search the list.',
  },
  'done-accept': { vi: 'Đã tiếp nhận, phân loại và giao đơn vị.' },
  'done-refuse': { vi: 'Đã trả lời không tiếp nhận, có lý do.' },
  'done-forward': { vi: 'Đã chuyển cơ quan có thẩm quyền.' },
  'done-move': { vi: 'Đã chuyển đơn vị khác.' },
  'done-ask': { vi: 'Đã yêu cầu người gửi bổ sung.' },
  'done-supply': { vi: 'Người gửi đã bổ sung.' },
  'done-draft': { vi: 'Đã soạn trả lời.' },
  'done-approve': { vi: 'Đã trả lời.' },
  'done-return': { vi: 'Đã trả lại để sửa.' },
  'done-publish': { vi: 'Đã đăng công khai.' },
  'done-keep': { vi: 'Đã quyết định không đăng, có lý do.' },
  'done-correct': { vi: 'Đã đính chính.' },
  'done-rate': { vi: 'Người gửi đã cho ý kiến.' },
  'done-again': { vi: 'Người gửi hỏi lại.' },
});

/** The six clears of the tasks that watch a petition's clocks. */
export const jobMessages = defineMessages({
  'classify-work': {
    vi: 'Xem, phân loại phản ánh, kiến nghị {number}: tiếp nhận và giao đơn vị, hoặc không tiếp nhận có lý do (trong 2 ngày làm việc), hoặc chuyển cơ quan khác (trong 5 ngày làm việc)',
  },
  'classify-product': { vi: 'Phản ánh được tiếp nhận, từ chối hoặc chuyển đi trên phần mềm' },
  'answer-work': { vi: 'Giải quyết và trả lời phản ánh, kiến nghị {number} (trong 15 ngày làm việc)' },
  'answer-product': { vi: 'Câu trả lời được lãnh đạo duyệt, người gửi đọc được' },
  'publish-work': {
    vi: 'Đăng công khai kết quả giải quyết phản ánh, kiến nghị {number} (trong 2 ngày làm việc từ khi trả lời)',
  },
  'publish-product': { vi: 'Kết quả được đăng ở mục Hỏi đáp, hoặc có lý do không đăng' },
  responsibility: { vi: 'Đúng hạn, trả lời rõ và đúng; giữ kín thông tin người gửi' },
  authority: { vi: 'Theo quyền trên phần mềm; vượt thẩm quyền thì xin ý kiến lãnh đạo' },
  'already-late': { vi: '(đã quá hạn)' },
});
