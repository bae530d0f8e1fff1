import { defineMessages } from '#platform/i18n.ts';

/** Words of scanning a paper from a network scanner into a dossier. */
export const scanMessages = defineMessages({
  title: { vi: 'Quét từ máy quét mạng', en: 'Scan from a network scanner' },
  why: {
    vi: 'Đặt giấy vào khay hoặc lên mặt kính, rồi bấm Quét. Tệp vào thẳng chỗ đang cần.',
    en: 'Lay the paper into the feeder or on the glass and press Scan.',
  },
  scanner: { vi: 'Máy quét', en: 'Scanner' },
  source: { vi: 'Giấy ở', en: 'The paper lies' },
  feeder: { vi: 'khay nạp (nhiều tờ)', en: 'in the feeder' },
  platen: { vi: 'mặt kính (một tờ)', en: 'on the glass' },
  sides: { vi: 'Mặt giấy', en: 'Sides' },
  one: { vi: 'một mặt', en: 'one' },
  both: { vi: 'hai mặt', en: 'both' },
  colour: { vi: 'Màu', en: 'Colour' },
  grey: { vi: 'đen trắng', en: 'grey' },
  coloured: { vi: 'màu', en: 'colour' },
  go: { vi: 'Quét', en: 'Scan' },
  none: {
    vi: 'Chưa có máy quét mạng nào. Người quản trị thêm ở trang Trang thiết bị.',
    en: 'There is no network scanner yet.',
  },
});
