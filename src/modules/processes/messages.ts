import { defineMessages } from '#platform/i18n.ts';

/** Texts of internal processes. */
export const messages = defineMessages({
  title: { vi: 'Quy trình nội bộ', en: 'Internal processes' },
  lead: {
    vi: 'Hồ sơ đi qua những bước nào, đơn vị nào làm, trong bao lâu. Hồ sơ đang chạy giữ bản quy trình lúc tiếp nhận.',
    en: 'Which steps a dossier takes, by which unit, in what time. A running dossier keeps the version of its receipt.',
  },
  none: {
    vi: 'Chưa có quy trình nào. Chạy lệnh “motcua start” để nạp các quy trình khởi đầu, hoặc nhờ người quản trị máy chủ.',
    en: 'No processes yet.',
  },
  unknown: {
    vi: 'Không có quy trình mang mã này. Xin quay lại danh sách quy trình.',
    en: 'There is no such process.',
  },
  missing: {
    vi: 'Chưa có quy trình nội bộ nào phù hợp. Xin nhờ người quản trị nạp quy trình ở mục Quản trị › Quy trình.',
    en: 'No process fits. Ask the administrator to load one.',
  },
  broken: {
    vi: 'Quy trình “{name}” chưa dùng được: {why}',
    en: 'The process “{name}” cannot be used: {why}',
  },
  unreadable: {
    vi: 'Tệp quy trình {file} sai ở “{path}”: {why}',
    en: 'The process file {file} is wrong at “{path}”: {why}',
  },
  version: { vi: 'bản {n}, áp dụng từ {from}', en: 'version {n}, from {from}' },
  usedFor: { vi: 'Dùng cho', en: 'Used for' },
  usedForAll: { vi: 'mọi thủ tục chưa có quy trình riêng', en: 'every procedure without its own' },
  usedForNamed: { vi: 'thủ tục có ghi mã quy trình này', en: 'procedures that name it' },
  source: { vi: 'Căn cứ', en: 'Source' },
  stepCount: { vi: '{n} bước', en: '{n} steps' },
  colStep: { vi: 'Bước', en: 'Step' },
  colUnit: { vi: 'Đơn vị', en: 'Unit' },
  colRole: { vi: 'Người làm', en: 'By' },
  colTime: { vi: 'Thời gian', en: 'Time' },
  colPapers: { vi: 'Giấy tờ ra', en: 'Papers out' },
  colBack: { vi: 'Có thể trả về', en: 'May go back to' },
  timeHours: { vi: '{n} giờ làm việc', en: '{n} working hours' },
  timeShare: { vi: '{n} % thời gian còn lại', en: '{n} % of the rest' },
  checkTitle: { vi: 'Kiểm tra quy trình', en: 'Checks' },
  checkOk: {
    vi: 'Mọi bước đều đến được, thời gian khớp thời hạn, bước nào cũng có người làm.',
    en: 'Every step is reachable, times fit the term, every role is staffed.',
  },
  duplicateKey: { vi: 'hai bước trùng mã “{step}”', en: 'two steps are called “{step}”' },
  unknownStep: {
    vi: 'bước “{step}” chỉ đến bước không có “{names}”',
    en: '“{step}” names an unknown step “{names}”',
  },
  unreachable: { vi: 'không có đường nào đến bước “{step}”', en: '“{step}” cannot be reached' },
  noWayOut: {
    vi: 'từ bước “{step}” hồ sơ không đi đến kết thúc được',
    en: 'no way to the end from “{step}”',
  },
  returnsForward: {
    vi: 'bước “{step}” trả về bước “{names}” nằm sau nó',
    en: '“{step}” returns to the later step “{names}”',
  },
  loop: { vi: 'từ bước “{step}” đi tiếp lại quay về chính nó', en: '“{step}” leads back to itself' },
  endsElsewhere: {
    vi: 'đường qua bước “{step}” không kết thúc ở bước trả kết quả',
    en: 'the way by “{step}” does not end in returning the result',
  },
  splitOfOne: {
    vi: 'bước “{step}” tách song song nhưng chỉ có một bước tiếp theo',
    en: '“{step}” splits into one step only',
  },
  neverJoins: {
    vi: 'các bước song song sau “{step}” không gặp lại ở cùng một bước',
    en: 'what “{step}” splits into never meets in one step',
  },
  tangled: {
    vi: 'bước “{names}” trong các nhánh song song sau “{step}” không được tách tiếp, thuộc hai nhánh, kết thúc giữa chừng hoặc trả về ngoài nhánh',
    en: '“{names}” after the split “{step}” belongs to two strands, splits again, ends or returns outside',
  },
  asksNobodyAfter: {
    vi: 'bước “{step}” hỏi nơi khác thì không đứng đầu, và phải có đúng một bước xử lý câu trả lời sau nó',
    en: '“{step}” asks others, so it needs one step before and one working step after it',
  },
  agencyMissing: { vi: 'bước “{step}” chưa ghi tên cơ quan khác', en: '“{step}” names no agency' },
  timeOver: {
    vi: 'đường dài nhất qua các bước mất {step} giờ, quá thời hạn {term} giờ',
    en: 'the longest way takes {step} hours, more than the term of {term} hours',
  },
  noDecision: { vi: 'không có bước ký hay trả kết quả', en: 'nothing is signed or returned' },
  notStaffed: {
    vi: 'bước “{step}”: chưa ai ở {unit} giữ vai trò {role}',
    en: 'step “{step}”: nobody at {unit} is {role}',
  },
  'kind-receive': { vi: 'Tiếp nhận', en: 'Reception' },
  'kind-handle': { vi: 'Xử lý', en: 'Handling' },
  'kind-sign': { vi: 'Ký ban hành', en: 'Signing' },
  'kind-book': { vi: 'Vào sổ', en: 'Register' },
  'kind-return': { vi: 'Trả kết quả', en: 'Return' },
  'kind-opinion': { vi: 'Lấy ý kiến', en: 'Opinion' },
  'kind-agency': { vi: 'Cơ quan khác', en: 'Other agency' },
  roleReceptionist: { vi: 'cán bộ tiếp nhận', en: 'receptionist' },
  roleOfficer: { vi: 'chuyên viên', en: 'officer' },
  roleUnitHead: { vi: 'trưởng đơn vị', en: 'head of unit' },
  roleDirector: { vi: 'giám đốc Trung tâm', en: 'centre director' },
  roleLeader: { vi: 'lãnh đạo xã', en: 'commune leader' },
  roleAdministrator: { vi: 'quản trị', en: 'administrator' },
  roleAuditor: { vi: 'kiểm tra', en: 'auditor' },
});
