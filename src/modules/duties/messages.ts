import { defineMessages } from '#platform/i18n.ts';

/** Texts of the duty matrix. */
export const messages = defineMessages({
  scopeField: { vi: 'lĩnh vực {name}', en: 'field {name}' },
  scopeProcedure: { vi: 'thủ tục {name}', en: 'procedure {name}' },
  whyMain: { vi: 'Phụ trách chính {scope}.', en: 'Main officer for {scope}.' },
  whyMainSince: {
    vi: 'Phụ trách chính {scope} từ {since}.',
    en: 'Main officer for {scope} since {since}.',
  },
  whyDeputyFor: {
    vi: 'Làm thay {scope} vì {absent} vắng mặt đến {until}.',
    en: 'Deputy for {scope}: {absent} is away until {until}.',
  },
  whyDeputy: {
    vi: 'Người thay thế {scope}; bảng phân công chưa có người phụ trách chính.',
    en: 'Deputy for {scope}; nobody is named as main officer.',
  },
  whyOnlyOne: {
    vi: 'Người duy nhất có mặt giữ vai trò {role} tại đơn vị; bảng phân công chưa ghi {scope}.',
    en: 'The only {role} of the unit who is there; the duty matrix does not cover {scope}.',
  },
  whyHead: {
    vi: 'Phụ trách đơn vị nhận để phân công: chưa có ai có mặt được giao {scope}.',
    en: 'Head of the unit, to assign: nobody present has {scope}.',
  },
  title: { vi: 'Phân công nhiệm vụ', en: 'Duties' },
  lead: {
    vi: 'Mỗi lĩnh vực có một người phụ trách chính và một người thay thế. Hồ sơ đến bước nào thì về đúng người ấy.',
    en: 'Each field has a main officer and a deputy. Every step finds its person here.',
  },
  boardTitle: { vi: 'Ai phụ trách việc gì', en: 'Who is in charge of what' },
  boardLead: {
    vi: 'Họ tên, chức vụ và lĩnh vực của cán bộ tại {centre}, công khai theo Điều 9 khoản 8 Nghị định 118/2025/NĐ-CP.',
    en: 'Names, posts and fields of the staff at {centre}, published under Article 9(8) of Decree 118/2025.',
  },
  boardEmpty: {
    vi: 'Trung tâm chưa công bố bảng phân công. Ông/bà hỏi quầy hướng dẫn để được giúp.',
    en: 'The duty board is not published yet. Please ask at the guidance counter.',
  },
  boardAt: { vi: 'Cập nhật lúc {at}.', en: 'As of {at}.' },
  boardPhone: { vi: 'Điện thoại Trung tâm:', en: 'Telephone of the centre:' },
  boardPdf: { vi: 'In bảng này (PDF)', en: 'Print this board (PDF)' },
  boardCounter: { vi: 'quầy {no}', en: 'counter {no}' },
  boardPrintTitle: { vi: 'Bảng phân công nhiệm vụ', en: 'Duty board' },
  boardScan: { vi: 'Quét mã để xem bảng mới nhất', en: 'Scan for the newest board' },
  boardReceive: { vi: 'Tiếp nhận, trả kết quả', en: 'Reception' },
  boardHandle: { vi: 'Giải quyết', en: 'Processing' },
  boardSign: { vi: 'Ký kết quả', en: 'Signing' },
  standIn: { vi: 'Hôm nay làm thay: {name}', en: 'Standing in today: {name}' },
  colScope: { vi: 'Lĩnh vực, thủ tục', en: 'Field or procedure' },
  none: { vi: 'chưa có', en: 'none' },
  away: { vi: 'vắng đến {until}', en: 'away until {until}' },
  deputyShort: { vi: 'thay:', en: 'deputy:' },
  leaveFrom: { vi: 'Vắng từ ngày', en: 'Away from' },
  leaveTo: { vi: 'Có mặt lại ngày', en: 'Back on' },
  leaveReason: { vi: 'Lý do', en: 'Reason' },
  leaveFromTime: { vi: 'Từ giờ (bỏ trống: cả ngày)', en: 'From time (empty: all day)' },
  leaveToTime: { vi: 'Giờ có mặt lại (bỏ trống: đầu buổi sáng)', en: 'Back at (empty: in the morning)' },
  reasonAnnual: { vi: 'nghỉ phép', en: 'annual leave' },
  reasonSick: { vi: 'ốm', en: 'sick' },
  reasonMaternity: { vi: 'thai sản', en: 'maternity' },
  reasonCompensatory: { vi: 'nghỉ bù', en: 'compensatory leave' },
  reasonStudy: { vi: 'đi học', en: 'study' },
  reasonTravel: { vi: 'đi công tác', en: 'duty travel' },
  reasonOther: { vi: 'việc khác', en: 'other' },
  leaveButton: { vi: 'Ghi nhận vắng mặt', en: 'Record' },
  roleReceptionist: { vi: 'tiếp nhận', en: 'reception' },
  roleOfficer: { vi: 'giải quyết', en: 'processing' },
  roleUnitHead: { vi: 'trưởng đơn vị', en: 'head of unit' },
  roleDirector: { vi: 'giám đốc Trung tâm', en: 'director' },
  roleLeader: { vi: 'ký kết quả', en: 'signing' },
  roleAdministrator: { vi: 'quản trị', en: 'administration' },
  roleAuditor: { vi: 'kiểm tra', en: 'audit' },
  personLacksRole: {
    vi: '{name} chưa giữ vai trò này. Xin chọn người khác, hoặc nhờ quản trị bổ sung vai trò cho tài khoản.',
    en: '{name} does not hold this role.',
  },
  overlap: {
    vi: '{name} đang phụ trách chính {scope}. Xin thôi giao người ấy trước, hoặc giao người mới làm người thay thế.',
    en: '{name} is already the main officer for {scope}.',
  },
  personUnknown: {
    vi: 'Không tìm thấy tài khoản này trong cơ quan. Xin chọn lại từ danh sách.',
    en: 'No such account here.',
  },
  unitUnknown: {
    vi: 'Không tìm thấy đơn vị này. Xin chọn lại.',
    en: 'This unit is not found. Please choose again.',
  },
});

/** Texts of the figures by which work is shared fairly. */
export const loadMessages = defineMessages({
  figures: {
    vi: 'đang giữ {dossiers} hồ sơ, còn {hours} giờ làm việc',
    en: '{dossiers} dossiers in hand, {hours} working hours left',
  },
  over: { vi: '{n} bước đã quá giờ', en: '{n} steps over their time' },
  alone: { vi: 'Khi giao: {figures}.', en: 'At that time: {figures}.' },
  least: {
    vi: 'Ít việc nhất trong {n} người: {figures}.',
    en: 'The least loaded of {n}: {figures}.',
  },
  more: {
    vi: 'Khi giao: {figures}; ít việc nhất là {name}, còn {hours} giờ.',
    en: 'At that time: {figures}; the least loaded was {name} with {hours} hours.',
  },
});
