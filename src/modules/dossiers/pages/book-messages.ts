import { defineMessages } from '#platform/i18n.ts';

/** The books that certified documents are entered in. */
export const bookMessages = defineMessages({
  title: { vi: 'Sổ chứng thực' },
  why: { vi: 'Mỗi giấy tờ một số, từ 01 đến hết năm (Nghị định 23/2015/NĐ-CP, Điều 13).' },
  book: { vi: 'Sổ' },
  year: { vi: 'Năm' },
  month: { vi: 'Tháng' },
  wholeYear: { vi: 'Cả năm' },
  monthNo: { vi: 'Tháng {n}' },
  bookLine: { vi: 'Sổ {code}, quyển số {volume}/{year}. Số mới nhất: {last}.' },
  no: { vi: 'Số' },
  day: { vi: 'Ngày' },
  person: { vi: 'Họ tên, số giấy tờ' },
  document: { vi: 'Loại giấy tờ' },
  certifier: { vi: 'Người ký chứng thực' },
  copies: { vi: 'Số bản' },
  fee: { vi: 'Phí (đồng)' },
  note: { vi: 'Ghi chú' },
  notSigned: { vi: 'chưa ký' },
  totals: { vi: 'Cộng: {lines} số, {copies} bản, {fee} đồng.' },
  empty: { vi: 'Chưa có số nào trong thời gian này' },
  emptyHint: { vi: 'Số được cấp khi cán bộ bấm “Vào sổ” trên hồ sơ đã ký.' },
  printHint: { vi: 'In sổ: bấm Ctrl P. Chọn cả năm hoặc từng tháng trước khi in.' },
});
