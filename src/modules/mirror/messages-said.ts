import { defineMessages } from '#platform/i18n.ts';

/** Where mirrored figures come from and how old they are. */
export const saidMessages = defineMessages({
  said: { vi: 'theo hệ thống của tỉnh, lúc {at}', en: 'by the provincial system, at {at}' },
  'said-never': {
    vi: 'theo hệ thống của tỉnh, chưa đọc được lần nào',
    en: 'by the provincial system, never read',
  },
  'public-never': {
    vi: 'Chưa có số liệu từ hệ thống của tỉnh. Xin hỏi tại quầy.',
    en: 'Nothing from the provincial system yet. Please ask at the counter.',
  },
  'public-stale': {
    vi: 'Thông tin này chưa được cập nhật từ {at}. Cần biết chắc, xin hỏi tại quầy hoặc xem trên Cổng Dịch vụ công quốc gia.',
    en: 'Not brought up to date since {at}. To be sure, ask at the counter or see the national portal.',
  },
  'stale-off': {
    vi: 'Chưa cài đặt nguồn đối chiếu, nên chưa có số liệu của tỉnh. Xin người quản trị cài đặt ở Quản trị, Đối chiếu với hệ thống của tỉnh.',
    en: 'No source is set up.',
  },
  'stale-never': {
    vi: 'Chưa đọc được hệ thống của tỉnh lần nào. Số liệu dưới đây chưa dùng được.',
    en: 'The provincial system was never read.',
  },
  'stale-http': {
    vi: 'Số liệu cũ: đã {hours} giờ không đọc được hệ thống của tỉnh (lần cuối lúc {at}). Cần số mới, xin xem ở hệ thống của tỉnh và báo người quản trị.',
    en: 'Old figures: not read for {hours} hours (last at {at}).',
  },
  'stale-folder': {
    vi: 'Số liệu cũ: đã {hours} giờ không có tệp mới từ hệ thống của tỉnh (lần cuối lúc {at}). Xin xuất tệp mới và đặt vào thư mục đối chiếu.',
    en: 'Old figures: no new file for {hours} hours (last at {at}).',
  },
});
