import { defineMessages } from '#platform/i18n.ts';
import { STRAND_COMMAND_WORDS, STRAND_EVENTS, STRAND_REFUSALS, STRAND_STAGES } from './strand-messages.ts';

/** Names of statuses, standings and commands as people read them. */
export const statusMessages = defineMessages({
  s1: { vi: 'Mới đăng ký', en: 'Registered' },
  s2: { vi: 'Đã tiếp nhận', en: 'Received' },
  s3: { vi: 'Không được tiếp nhận', en: 'Not accepted' },
  s4: { vi: 'Đang xử lý', en: 'In progress' },
  s5: { vi: 'Chờ bổ sung giấy tờ', en: 'Waiting for more papers' },
  s6: { vi: 'Chờ nộp phí, lệ phí', en: 'Waiting for payment' },
  s7: { vi: 'Đã rút theo yêu cầu của công dân', en: 'Withdrawn' },
  s8: { vi: 'Dừng xử lý', en: 'Stopped' },
  s9: { vi: 'Đã xử lý xong', en: 'Finished' },
  s10: { vi: 'Đã trả kết quả', en: 'Result returned' },
  early: { vi: 'Trước hạn', en: 'Early' },
  'on-time': { vi: 'Đúng hạn', en: 'On time' },
  late: { vi: 'Quá hạn', en: 'Late' },
  'in-term': { vi: 'Trong hạn', en: 'Within the term' },
  overdue: { vi: 'Đang quá hạn', en: 'Overdue' },
  waiting: { vi: 'Đang chờ công dân', en: 'Waiting for the citizen' },
  'not-counted': { vi: 'Chưa tính thời hạn', en: 'Not counted' },
});

/** Commands as buttons: verbs. */
export const commandMessages = defineMessages({
  'keep-draft': { vi: 'Lưu tạm tại quầy', en: 'Keep at the counter' },
  receive: { vi: 'Tiếp nhận', en: 'Receive' },
  'refuse-at-reception': { vi: 'Từ chối tiếp nhận', en: 'Refuse' },
  'request-supplement': { vi: 'Yêu cầu bổ sung', en: 'Ask for more papers' },
  'pass-on-supplement': { vi: 'Chuyển yêu cầu bổ sung cho công dân', en: 'Pass the request on' },
  'drop-supplement': { vi: 'Bỏ yêu cầu bổ sung', en: 'Drop the request' },
  'complete-supplement': { vi: 'Nhận giấy tờ bổ sung', en: 'Take the papers brought' },
  'close-for-no-supplement': { vi: 'Đóng hồ sơ vì quá hạn bổ sung', en: 'Close for want of papers' },
  'receive-at-competent-agency': {
    vi: 'Xác nhận cơ quan có thẩm quyền đã nhận',
    en: 'Confirm receipt there',
  },
  'hand-over': { vi: 'Bàn giao', en: 'Hand over' },
  'accept-hand-over': { vi: 'Nhận bàn giao', en: 'Accept' },
  'return-hand-over': { vi: 'Trả lại', en: 'Send back' },
  'complete-step': { vi: 'Hoàn thành bước', en: 'Complete the step' },
  assign: { vi: 'Phân công', en: 'Assign' },
  'hand-on': { vi: 'Chuyển người làm thay', en: 'Hand on to a substitute' },
  'request-payment': { vi: 'Yêu cầu nộp phí', en: 'Ask for payment' },
  'confirm-payment': { vi: 'Xác nhận đã nộp phí', en: 'Confirm payment' },
  'extend-with-apology': { vi: 'Xin lỗi và hẹn lại', en: 'Apologise and re-appoint' },
  'record-decision': { vi: 'Ghi quyết định', en: 'Record the decision' },
  'sign-result': { vi: 'Ký kết quả', en: 'Sign the result' },
  'enter-register': { vi: 'Vào sổ', en: 'Enter the register' },
  finish: { vi: 'Kết thúc xử lý', en: 'Finish' },
  'announce-result': { vi: 'Báo đã có kết quả', en: 'Announce the result' },
  'return-result': { vi: 'Trả kết quả', en: 'Return the result' },
  withdraw: { vi: 'Rút hồ sơ', en: 'Withdraw' },
  stop: { vi: 'Dừng giải quyết', en: 'Stop' },
  'correct-procedure': { vi: 'Sửa thủ tục', en: 'Correct the procedure' },
  'correct-person': { vi: 'Sửa thông tin người nộp', en: 'Correct the person' },
  'correct-result': { vi: 'Sửa kết quả sai', en: 'Correct the result' },
  'take-official-number': { vi: 'Ghi mã hồ sơ chính thức', en: 'Take the official number' },
  'reprint-receipt': { vi: 'In lại giấy tiếp nhận', en: 'Reprint the receipt' },
  'add-note': { vi: 'Ghi chú', en: 'Add a note' },
  'add-file': { vi: 'Thêm tệp', en: 'Add a file' },
  ...STRAND_COMMAND_WORDS,
});

/** Why a command is refused: what is wrong, who holds the dossier, what to do next. */
export const refusalMessages = defineMessages({
  'done-at-source': {
    vi: 'Việc {command} làm trên hệ thống của tỉnh, không làm ở đây: Trung tâm chỉ đối chiếu. Khi tỉnh ghi nhận, kết quả sẽ hiện ở hồ sơ này.',
  },
  'not-in-status': {
    vi: 'Chưa thể {command}: hồ sơ đang ở trạng thái “{status}”, do {holder} giữ. Lần cập nhật gần nhất: {who}, {when}.',
  },
  'no-dossier': { vi: 'Chưa có hồ sơ nào để {command}. Xin tiếp nhận hoặc lưu tạm hồ sơ trước.' },
  'procedure-missing': { vi: 'Xin chọn thủ tục trước khi tiếp nhận.' },
  'papers-missing': {
    vi: 'Còn thiếu: {papers}. Xin nhận đủ, hoặc lập một phiếu yêu cầu bổ sung ghi hết các giấy tờ còn thiếu.',
  },
  'papers-unlisted': {
    vi: 'Thành phần hồ sơ chưa được kiểm tra: {papers}. Xin đánh dấu từng giấy tờ; giấy tờ không cần trong trường hợp này thì bỏ chọn “bắt buộc” và ghi lý do.',
  },
  'channel-not-offered': {
    vi: 'Thủ tục này không nhận theo cách “{channel}”. Các cách được công bố: {offered}. Nếu cần, xin hướng dẫn người dân nộp theo cách đó.',
  },
  'in-person-only': { vi: 'Thủ tục này người yêu cầu phải tự mình đến, không nộp thay được.' },
  'number-not-issued': {
    vi: 'Chưa cấp được số hồ sơ: cơ quan có thẩm quyền chưa có mã định danh. Xin nhờ người quản trị nhập mã ở mục Quản trị › Cơ quan.',
  },
  'waiting-for-supplement': {
    vi: 'Hồ sơ đang chờ công dân bổ sung từ {since}. Việc cần làm tiếp: nhận giấy tờ bổ sung.',
  },
  'not-waiting-for-supplement': { vi: 'Hồ sơ không chờ bổ sung.' },
  'already-received': {
    vi: 'Hồ sơ đã được {who} tiếp nhận lúc {when}. Nếu cần giấy hẹn, xin chọn “In lại giấy tiếp nhận”.',
  },
  'supplement-second': {
    vi: 'Đã yêu cầu bổ sung một lần ở giai đoạn này ({when}). Lần thứ hai cần lãnh đạo đơn vị tự thực hiện và ghi lý do (NĐ 118/2025 Điều 11, 16).',
  },
  'supplement-late': {
    vi: 'Đã quá hạn kiểm tra hồ sơ ({limit}). Yêu cầu bổ sung sau hạn này cần lãnh đạo đơn vị tự thực hiện và ghi lý do (NĐ 118/2025 Điều 19 khoản 5).',
  },
  'supplement-proposed': {
    vi: 'Đã có yêu cầu bổ sung do {who} đề nghị lúc {when}, đang chờ Trung tâm chuyển cho công dân.',
  },
  'no-proposal': { vi: 'Không có yêu cầu bổ sung nào đang chờ chuyển.' },
  'asked-again': {
    vi: 'Giấy tờ “{paper}” đã được thay bằng dữ liệu ({database}). Chỉ yêu cầu lại khi có lý do riêng: xin ghi ở mục lý do của lãnh đạo.',
  },
  'closing-too-early': { vi: 'Công dân còn được bổ sung đến hết {limit}. Sau lúc đó mới đóng được hồ sơ.' },
  'pending-hand-over': {
    vi: 'Hồ sơ đang được bàn giao cho {to} từ {when} và chưa được nhận. Xin để bên nhận xác nhận hoặc trả lại trước.',
  },
  'no-pending-hand-over': { vi: 'Không có bàn giao nào đang chờ nhận. Hồ sơ do {holder} giữ.' },
  'not-with-person': { vi: 'Hồ sơ không còn ở người này nữa: {holder} đang giữ.' },
  'no-substitute': {
    vi: 'Chưa tìm được người làm thay: {holder} đang giữ và không còn ai có mặt trong đơn vị. Xin chọn người nhận.',
  },
  'same-unit': { vi: 'Hồ sơ đang ở {holder} rồi. Xin chọn “Phân công” để giao người khác trong đơn vị.' },
  'nothing-to-return-to': {
    vi: 'Hồ sơ chưa qua bước nào trước đó nên không trả lại được. Nếu hồ sơ không đủ điều kiện, xin yêu cầu bổ sung hoặc ghi quyết định từ chối.',
  },
  'target-missing': { vi: 'Không tìm thấy đơn vị hoặc cán bộ được chọn. Xin chọn lại.' },
  'no-steps': {
    vi: 'Hồ sơ này không chạy theo quy trình từng bước. Xin chọn “Bàn giao” hoặc “Kết thúc xử lý”.',
  },
  'unknown-step': { vi: 'Không đi thẳng sang bước “{step}” được. Các bước tiếp theo: {next}.' },
  'decide-first': { vi: 'Chưa có quyết định. Xin ghi quyết định trước khi {command}.' },
  'sign-first': { vi: 'Kết quả chưa được ký. Người có thẩm quyền cần ký trước khi {command}.' },
  'register-first': { vi: 'Chưa vào sổ {book}. Xin vào sổ để lấy số trước khi {command}.' },
  'not-decided-here': {
    vi: 'Thủ tục này không giải quyết tại quầy. Xin chuyển hồ sơ cho đơn vị giải quyết.',
  },
  'already-decided': {
    vi: '{who} đã ghi quyết định lúc {when}. Không ghi lần thứ hai; nếu cần xem lại, xin trả hồ sơ về bước trước kèm lý do.',
  },
  'already-signed': { vi: '{who} đã ký lúc {when}.' },
  'decision-issued': {
    vi: 'Đã có kết quả được ký lúc {when}, nên không dừng hay rút được nữa (NĐ 118/2025 Điều 21). Kết quả được trả như thường lệ.',
  },
  'refused-needs-no-register': { vi: 'Hồ sơ bị từ chối thì không vào sổ.' },
  'other-book': { vi: 'Thủ tục này vào sổ {book}. Xin chọn đúng sổ, vì mỗi sổ có dãy số riêng.' },
  'lines-missing': { vi: 'Chưa lấy được số trong sổ. Xin thử lại.' },
  'extended-already': {
    vi: 'Đã xin lỗi và hẹn lại một lần ({when}); quy định chỉ cho hẹn lại một lần (NĐ 118/2025 Điều 19 khoản 6). Hồ sơ vẫn được làm xong và trả kết quả.',
  },
  'extend-too-late': {
    vi: 'Văn bản xin lỗi phải gửi chậm nhất {limit}, trước ngày hết hạn một ngày. Nay đã quá lúc đó: xin báo lãnh đạo, làm xong và trả kết quả sớm nhất có thể.',
  },
  'extend-not-later': { vi: 'Ngày hẹn mới phải sau ngày hẹn cũ ({due}).' },
  'day-off': { vi: 'Ngày {day} là ngày nghỉ. Xin chọn một ngày làm việc.' },
  'no-term-yet': { vi: 'Thời hạn chưa bắt đầu: cơ quan có thẩm quyền chưa nhận hồ sơ.' },
  'competent-here': { vi: 'Cơ quan có thẩm quyền đã nhận hồ sơ lúc {when}; thời hạn tính từ lúc đó.' },
  'nothing-owed': { vi: 'Hồ sơ này không còn khoản phí, lệ phí nào phải nộp.' },
  'fee-list-changed': {
    vi: 'Biểu phí của thủ tục vừa thay đổi, không còn khoản “{name}” như đã chọn. Xin xem lại các khoản và số tiền.',
  },
  'fee-not-asked': { vi: 'Khoản “{name}” hôm nay không thu với cách nộp này. Xin xem lại các khoản.' },
  'fee-exemption': {
    vi: 'Mức miễn, giảm đã chọn của “{name}” không áp dụng với cách nộp này hôm nay. Xin chọn lại.',
  },
  'fee-differs': {
    vi: '“{name}” theo biểu phí là {list} đồng, không phải {typed} đồng. Xin xem lại số tiền, hoặc ghi lý do thu khác.',
  },
  'fee-owed': {
    vi: 'Còn {amount} đồng phí, lệ phí chưa nộp. Xin thu và chọn “Xác nhận đã nộp phí” trước khi trả kết quả.',
  },
  'result-not-at-counter': {
    vi: 'Kết quả bản giấy đang ở {holder}. Xin nhờ đơn vị bàn giao về Trung tâm trước khi trả.',
  },
  'receiver-authorisation': { vi: 'Người nhận thay cần giấy ủy quyền: xin ghi số, ngày của giấy.' },
  'receiver-lost-receipt': {
    vi: 'Mất giấy hẹn thì người nhận xuất trình giấy tờ tùy thân và nói rõ việc đã nộp: xin ghi số giấy tờ và thông tin đó.',
  },
  'other-agency': {
    vi: 'Thủ tục “{procedure}” do {agency} giải quyết, khác cơ quan trên mã hồ sơ; mã hồ sơ không đổi được. Xin dừng hồ sơ này và tiếp nhận hồ sơ mới.',
  },
  'same-procedure': { vi: 'Hồ sơ đang theo đúng thủ tục này rồi.' },
  'not-at-counter': { vi: 'Hồ sơ đang do {holder} giữ. Xin nhờ trả lại Trung tâm trước khi sửa thủ tục.' },
  'in-correction': {
    vi: 'Hồ sơ đang sửa kết quả sai (hạn {due}): việc này do cơ quan chịu, không yêu cầu thêm gì của công dân. Xin ghi lại quyết định đúng, ký và trả kết quả.',
  },
  'number-known': { vi: 'Hồ sơ đã có mã {number}; mã hồ sơ không bao giờ thay đổi.' },
  'unknown-paper': {
    vi: 'Không có giấy tờ “{paper}” trong hồ sơ này. Xin chọn trong danh sách thành phần hồ sơ.',
  },
  calendar: { vi: 'Chưa tính được ngày hẹn: {reason} Xin nhờ người quản trị bổ sung lịch làm việc.' },
  ...STRAND_REFUSALS,
  'request-id-reused': { vi: 'Mã yêu cầu này đã dùng cho một việc khác. Xin tải lại trang rồi làm lại.' },
});

/** Sentences of the story of a dossier. */
export const storyMessages = defineMessages({
  received: { vi: 'Tiếp nhận lúc {when}, tại {where}.', en: 'Received at {when}, at {where}.' },
  competent: {
    vi: 'Cơ quan có thẩm quyền nhận lúc {when}; thời hạn tính từ lúc này.',
    en: 'The competent agency had it at {when}; the term counts from then.',
  },
  'waiting-competent': {
    vi: 'Thời hạn chưa bắt đầu: chờ {agency} nhận hồ sơ.',
    en: 'The term has not begun: {agency} has yet to receive it.',
  },
  'run-1': { vi: 'Thời hạn giải quyết: {explanation}', en: 'The term: {explanation}' },
  'run-supplement-completed': {
    vi: 'Hồ sơ đủ giấy tờ, thời hạn tính lại từ đầu (lần {no}): {explanation}',
    en: 'The papers are complete; the term counts anew (no. {no}): {explanation}',
  },
  'run-procedure-corrected': {
    vi: 'Sửa thủ tục, thời hạn tính theo thủ tục đúng (lần {no}): {explanation}',
    en: 'The procedure was corrected; the term is that of the right one (no. {no}): {explanation}',
  },
  'run-ended': {
    vi: 'Hẹn trả của lần {no} vẫn được lưu: {due}.',
    en: 'The due moment of no. {no} is kept: {due}.',
  },
  'wait-reception': {
    vi: 'Yêu cầu bổ sung khi tiếp nhận lúc {from}: {reason}. Chưa tính thời hạn.',
    en: 'More papers were asked for at reception, {from}: {reason}. The term does not count yet.',
  },
  'wait-examination': {
    vi: 'Yêu cầu bổ sung sau khi thẩm tra lúc {from}: {reason}. Hồ sơ chờ công dân, không bị coi là chậm.',
    en: 'More papers were asked for after examination, {from}: {reason}. It waits for the citizen and is not late.',
  },
  'wait-payment': {
    vi: 'Chờ nộp phí, lệ phí từ {from}: {reason}.',
    en: 'Waiting for the fee since {from}: {reason}.',
  },
  'wait-payment-paused': {
    vi: 'Chờ nộp phí, lệ phí từ {from}: {reason}. Thời hạn tạm dừng.',
    en: 'Waiting for the fee since {from}: {reason}. The term is paused.',
  },
  'wait-over': { vi: 'Công dân đã thực hiện xong lúc {to}.', en: 'The citizen had done it at {to}.' },
  'closing-limit': {
    vi: 'Bổ sung đến hết {limit}; sau đó cán bộ một cửa mới được đóng hồ sơ.',
    en: 'Complete it by {limit}; only then may the officer close the dossier.',
  },
  'due-paused': { vi: 'Trừ thời gian tạm dừng, hẹn trả: {due}.', en: 'With the pause taken off, due {due}.' },
  extended: {
    vi: 'Xin lỗi và hẹn lại lúc {when}: từ {from} sang {to}. Đúng hạn hay quá hạn vẫn tính theo {from}.',
    en: 'With apologies a new date at {when}: from {from} to {to}. On time or late is still counted by {from}.',
  },
  ended: { vi: 'Xử lý xong lúc {when}: {standing}.', en: 'Finished at {when}: {standing}.' },
  'ended-otherwise': { vi: 'Kết thúc lúc {when}: {how}.', en: 'Ended at {when}: {how}.' },
  correction: {
    vi: 'Kết quả có sai sót, sửa và trả lại chậm nhất {due}.',
    en: 'The result has a mistake; it is mended and given back by {due}.',
  },
  waited: {
    vi: 'Thời gian chờ công dân được trừ khi tính điểm: {minutes} phút làm việc.',
    en: 'Time waited for the citizen is taken off: {minutes} working minutes.',
  },
});

/** Words on the official forms. */
export const formMessages = defineMessages({
  'from-database': { vi: 'Lấy từ {database}' },
  'term-none': { vi: 'Theo hướng dẫn của thủ tục' },
  'term-working-day': { vi: '{amount} ngày làm việc' },
  'term-calendar-day': { vi: '{amount} ngày' },
  'term-working-hour': { vi: '{amount} giờ làm việc' },
  'term-same-day': { vi: 'Trong ngày; nhận sau {cutOff} thì trả trong ngày làm việc tiếp theo' },
  'collect-counter': { vi: 'Quầy trả kết quả của Trung tâm' },
  'collect-post': { vi: 'Qua bưu chính, địa chỉ: {address}' },
  'collect-electronic': { vi: 'Bản điện tử trên Cổng Dịch vụ công quốc gia' },
  'channel-direct': { vi: 'Trực tiếp' },
  'channel-online': { vi: 'Trực tuyến' },
  'channel-postal': { vi: 'Bưu chính' },
  'at-counter': { vi: 'hỏi tại quầy' },
  'after-refusal': {
    vi: 'Nếu có giấy tờ hoặc thông tin mới, ông/bà nộp lại hồ sơ; cán bộ một cửa sẽ hướng dẫn. Ông/bà có quyền khiếu nại theo quy định của pháp luật.',
  },
  'head-of-agency': { vi: 'THỦ TRƯỞNG CƠ QUAN' },
  'expected-due': {
    vi: 'Ngày hẹn dự kiến; thời hạn tính chính thức từ khi {agency} nhận được hồ sơ.',
  },
  'basis-supplement': { vi: 'Nghị định 118/2025/NĐ-CP, Điều 19 khoản 5' },
});

/** What happened, as the history tells it. */
export const eventMessages = defineMessages({
  nobody: { vi: 'chưa phân công' },
  'draft-kept': { vi: 'Lưu tạm tại quầy' },
  received: { vi: 'Tiếp nhận, mã hồ sơ {number}' },
  'term-started': { vi: 'Bắt đầu tính thời hạn, hẹn trả {due}' },
  'term-restarted': { vi: 'Tính lại thời hạn từ đầu, hẹn trả {due}' },
  'competent-agency-received': { vi: 'Cơ quan có thẩm quyền đã nhận hồ sơ' },
  'reception-refused': { vi: 'Từ chối tiếp nhận' },
  'supplement-proposed': { vi: 'Đề nghị bổ sung: {items}' },
  'supplement-dropped': { vi: 'Bỏ yêu cầu bổ sung' },
  'supplement-requested': { vi: 'Yêu cầu công dân bổ sung: {items}' },
  'supplement-brought': { vi: 'Công dân nộp một phần giấy tờ bổ sung' },
  'supplement-completed': { vi: 'Đã bổ sung đủ giấy tờ' },
  'closed-for-no-supplement': { vi: 'Đóng hồ sơ vì quá hạn bổ sung' },
  'handed-over-forward': { vi: 'Bàn giao cho {unit}' },
  'handed-over-back': { vi: 'Trả lại {unit}' },
  'handed-over-result': { vi: 'Chuyển kết quả về {unit}' },
  'handed-over-supplement': { vi: 'Chuyển giấy tờ bổ sung cho {unit}' },
  'hand-over-accepted': { vi: '{unit} đã nhận ({name})' },
  'hand-over-refused': { vi: 'Bên nhận trả lại' },
  'step-entered': { vi: 'Bắt đầu bước: {step}' },
  'step-done': { vi: 'Hoàn thành bước: {step}' },
  'step-sent-back': { vi: 'Chuyển ngược, rời bước: {step}' },
  'step-interrupted': { vi: 'Tạm ngừng bước: {step}' },
  assigned: { vi: 'Phân công cho {name} ({unit})' },
  'hand-over-readdressed': { vi: 'Bàn giao chuyển sang {name} ({unit})' },
  'payment-requested': { vi: 'Yêu cầu nộp phí, lệ phí' },
  'payment-confirmed': { vi: 'Đã nộp phí, lệ phí' },
  extended: { vi: 'Xin lỗi và hẹn lại ngày {to}' },
  approved: { vi: 'Quyết định: đồng ý. {summary}' },
  refused: { vi: 'Quyết định: từ chối. {summary}' },
  'result-signed': { vi: 'Đã ký kết quả' },
  registered: { vi: 'Vào sổ: {lines}' },
  finished: { vi: 'Xử lý xong' },
  'result-announced': { vi: 'Đã báo có kết quả' },
  'result-returned': { vi: 'Đã trả kết quả cho {name}' },
  withdrawn: { vi: 'Công dân rút hồ sơ' },
  stopped: { vi: 'Dừng giải quyết' },
  'procedure-corrected': { vi: 'Sửa thủ tục thành: {procedure}' },
  'person-corrected': { vi: 'Sửa thông tin người nộp hồ sơ' },
  'result-correction-opened': { vi: 'Kết quả có sai sót, sửa và trả lại chậm nhất {due}' },
  'receipt-reprinted': { vi: 'In lại giấy tiếp nhận, lần {copy}' },
  'note-added': { vi: 'Ghi chú' },
  'file-added': { vi: 'Thêm tệp {name}' },
  'official-number-given': { vi: 'Có mã hồ sơ chính thức {number}' },
  ...STRAND_EVENTS,
});

/** Texts of look-up, lists and the API. */
export const queryMessages = defineMessages({
  'lookup-elsewhere': {
    vi: 'Hồ sơ này được giải quyết ở hệ thống của tỉnh, không tiếp nhận tại Trung tâm này. Việc này xin làm ở Cổng Dịch vụ công quốc gia, hoặc hỏi tại quầy.',
  },
  'lookup-failed': {
    vi: 'Không tìm thấy hồ sơ với mã và thông tin xác nhận này. Xin kiểm tra lại mã hồ sơ và mã tra cứu trên giấy tiếp nhận, hoặc 4 số cuối của điện thoại hay số định danh. Ông/bà cũng có thể hỏi tại quầy.',
  },
  'lookup-slow': {
    vi: 'Đã nhập sai nhiều lần. Xin thử lại sau {minutes} phút, hoặc hỏi tại quầy với giấy tiếp nhận.',
  },
  'not-found': { vi: 'Không tìm thấy hồ sơ này. Xin kiểm tra lại mã hồ sơ.' },
  'unknown-command': { vi: 'Không có việc “{command}”.' },
  'stage-received': { vi: 'Đã tiếp nhận', en: 'Received' },
  'stage-processing': { vi: 'Đang giải quyết tại {unit}', en: 'In progress at {unit}' },
  'stage-waiting-supplement': { vi: 'Chờ ông/bà bổ sung giấy tờ', en: 'Waiting for more papers from you' },
  'stage-waiting-payment': { vi: 'Chờ ông/bà nộp phí, lệ phí', en: 'Waiting for your payment' },
  'stage-finished': { vi: 'Đã có kết quả', en: 'The result is ready' },
  'stage-returned': { vi: 'Đã trả kết quả', en: 'The result was handed over' },
  'stage-ended': { vi: 'Đã kết thúc', en: 'Ended' },
  ...STRAND_STAGES,
  'stage-not-received': { vi: 'Chưa được tiếp nhận' },
});
