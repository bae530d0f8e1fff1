import { defineMessages } from '#platform/i18n.ts';

/** Figures of a centre's layer: from the provincial system, and what that does not tell. */
export const layerMessages = defineMessages({
  'lack-channel': {
    vi: 'Bản đối chiếu từ hệ thống của tỉnh không có kênh nộp hồ sơ, nên không tính được số liệu theo kênh. Xin lấy số này ở hệ thống của tỉnh.',
    en: 'The mirror lacks the channel of filing.',
  },
  'lack-officer': {
    vi: 'Hệ thống của tỉnh không cho biết người xử lý, nên không tính được số liệu theo người. Xin lấy số này ở hệ thống của tỉnh.',
    en: 'The mirror lacks who handles a dossier.',
  },
  'lack-form': {
    vi: 'Biểu {form} cần kênh nộp của từng hồ sơ, bản đối chiếu không có. Biểu này xin lập ở hệ thống của tỉnh, nơi có số liệu gốc.',
    en: 'Form {form} needs the channel of filing; please make it in the provincial system.',
  },
  'lack-list': {
    vi: 'Sổ và danh sách này cần từng bước xử lý và giấy tờ của hồ sơ, bản đối chiếu không có. Xin lập ở hệ thống của tỉnh.',
    en: 'This list needs steps and papers; please make it in the provincial system.',
  },
  'lack-score': {
    vi: 'Điểm theo Quyết định 766 cần dữ liệu gốc (thanh toán, số hóa, thời điểm từng bước), bản đối chiếu không có. Xin xem trên Cổng Dịch vụ công quốc gia.',
    en: 'The score needs data that the mirror lacks; see the national portal.',
  },
  'lack-province': {
    vi: 'Số liệu toàn tỉnh thuộc hệ thống của tỉnh. Ở đây chỉ có hồ sơ của Trung tâm này.',
    en: 'Figures of the whole province belong to its system.',
  },
  'lack-behind': {
    vi: 'Danh sách hồ sơ sau con số này không lập từ bản đối chiếu. Xin xem ở “Hồ sơ theo hệ thống của tỉnh”.',
    en: 'Please see the mirrored dossiers instead.',
  },
  why: {
    vi: 'Số liệu lấy từ hồ sơ theo hệ thống của tỉnh; bản gốc ở đó.',
    en: 'Figures of the provincial system’s dossiers; the originals are there.',
  },
  'public-why': {
    vi: 'Kết quả giải quyết hồ sơ tại {centre}, theo hệ thống của tỉnh.',
    en: 'Results at {centre}, by the provincial system.',
  },
  'no-channel': {
    vi: 'Không có số liệu theo kênh nộp: hệ thống của tỉnh không cho biết kênh trong bản đối chiếu.',
    en: 'No figures by channel: the source does not tell it.',
  },
  left: {
    vi: '{n} hồ sơ không có trong các con số này vì hệ thống của tỉnh không cho biết: {which}.',
    en: '{n} dossiers are left out, since the source does not tell: {which}.',
  },
  'left-received': { vi: 'ngày tiếp nhận ({n})', en: 'reception ({n})' },
  'left-due': { vi: 'ngày hẹn trả ({n})', en: 'due date ({n})' },
  'left-ended': { vi: 'ngày xong ({n})', en: 'end ({n})' },
  'no-field': { vi: 'Thủ tục không có trong danh mục ở đây', en: 'Not in the catalogue here' },
  'no-unit': { vi: 'Tỉnh không ghi đơn vị', en: 'No unit told' },
  refused: {
    vi: 'Cột “từ chối giải quyết” để trống: nguồn không cho biết kết quả nào là từ chối.',
    en: 'Refusals are left empty: the source does not tell them.',
  },
});
