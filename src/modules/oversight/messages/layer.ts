import { defineMessages } from '#platform/i18n.ts';

/** The daily board of a centre's layer. */
export const layerMessages = defineMessages({
  why: {
    vi: 'Hồ sơ theo hệ thống của tỉnh; sảnh và đánh giá do Trung tâm đếm. Bấm vào con số để xem đúng những hồ sơ đó.',
    en: 'Dossiers by the provincial system; hall and ratings counted here.',
  },
  fine: { vi: 'Không hồ sơ nào quá hạn, {said}.', en: 'Nothing is late, {said}.' },
  notFine: { vi: '{late} hồ sơ quá hạn, {said}.', en: '{late} late, {said}.' },
  figures: { vi: 'Con số hôm nay {said}', en: 'Today {said}' },
  'fig-received': { vi: 'Tiếp nhận hôm nay', en: 'Received today' },
  'fig-in-hand': { vi: 'Đang giải quyết', en: 'In hand' },
  'fig-due-today': { vi: 'Đến hạn hôm nay', en: 'Due today' },
  'fig-soon': { vi: 'Đến hạn trong 24 giờ', en: 'Due within 24 hours' },
  'fig-late': { vi: 'Đã trễ', en: 'Late' },
  'fig-waiting': { vi: 'Đang chờ công dân', en: 'Waits for the citizen' },
  'fig-settled': { vi: 'Giải quyết xong hôm nay', en: 'Settled today' },
  'fig-to-return': { vi: 'Có kết quả, chưa trả', en: 'Result not handed over' },
  notTold: {
    vi: 'Hệ thống của tỉnh không cho biết hồ sơ đang ở bước nào, ai giữ; nên ở đây không có “sẽ trễ”, “không ai xử lý” và tải từng người. Đôn đốc xin làm ở hệ thống của tỉnh.',
    en: 'The source does not tell steps and holders.',
  },
  withoutCode: {
    vi: '{n} biên nhận ghi tại Trung tâm chưa có mã của tỉnh',
    en: '{n} local receipts without an official code',
  },
  withoutCodeNext: { vi: 'Xem và ghép mã', en: 'See and match' },
  pressing: { vi: 'Quá hạn và sắp đến hạn', en: 'Late and soon' },
  pressingNone: { vi: 'Không có hồ sơ nào quá hạn hoặc sắp đến hạn', en: 'Nothing late or soon' },
  pressingNext: {
    vi: 'Danh sách này lấy lại sau mỗi lần đọc hệ thống của tỉnh.',
    en: 'Follows each read of the source.',
  },
  noUnit: { vi: '(tỉnh không ghi đơn vị)', en: '(no unit told)' },
  unitNone: {
    vi: 'Hệ thống của tỉnh không ghi hồ sơ nào cho “{unit}”',
    en: 'The source has nothing for “{unit}”',
  },
  unitNoneWhy: {
    vi: 'Tên đơn vị ở hệ thống của tỉnh có thể khác. Xin xem danh sách đầy đủ.',
    en: 'Units may be called otherwise there.',
  },
  wholeList: { vi: 'Hồ sơ theo hệ thống của tỉnh', en: 'Dossiers by the province' },
  byUnit: { vi: 'Theo đơn vị, {said}', en: 'By unit, {said}' },
  trend: {
    vi: '{n} ngày qua, {said}: tiếp nhận {received}, giải quyết xong {settled}, trong đó trễ {late}',
    en: 'Last {n} days, {said}: {received} received, {settled} settled, {late} late',
  },
  here: { vi: 'Trung tâm đếm', en: 'Counted here' },
  colApplicant: { vi: 'Chủ hồ sơ', en: 'Applicant' },
  colStatus: { vi: 'Trạng thái', en: 'Status' },
  colUnit: { vi: 'Đơn vị xử lý', en: 'Unit' },
});
