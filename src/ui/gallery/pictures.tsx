import { CallTile, Chart, NumberPad, TicketCard } from '../components.ts';
import type { Exhibit } from './exhibit.ts';

export const pictures: readonly Exhibit[] = [
  {
    id: 'bieu-do',
    name: 'Biểu đồ',
    states: [
      {
        state: 'cột',
        show: (
          <Chart
            kind="bar"
            title="Tháng 11: 12 hồ sơ trễ, 9 ở bước thẩm định"
            labels={['Tiếp nhận', 'Thẩm định', 'Ký duyệt', 'Lĩnh vực có tên rất dài không vừa một dòng']}
            series={[{ name: 'Hồ sơ trễ', values: [1, 9, 2, 0] }]}
          />
        ),
      },
      {
        state: 'chồng',
        show: (
          <Chart
            kind="stack"
            title="Phòng Kinh tế đang giữ nhiều nhất: 41 hồ sơ"
            labels={['Phòng Kinh tế', 'Phòng Văn hóa – Xã hội', 'Văn phòng']}
            series={[
              { name: 'Trễ', values: [3, 0, 1] },
              { name: 'Đến hạn hôm nay', values: [8, 4, 2] },
              { name: 'Còn hạn', values: [30, 22, 9] },
            ]}
          />
        ),
      },
      {
        state: 'đường',
        show: (
          <Chart
            kind="line"
            title="Số hồ sơ mỗi tháng tăng gấp rưỡi từ tháng 7 đến tháng 12"
            labels={['T7', 'T8', 'T9', 'T10', 'T11', 'T12']}
            series={[
              { name: 'Tiếp nhận', values: [610, 702, 745, 812, 900, 930] },
              { name: 'Đã trả', values: [590, 690, 750, 800, 880, 940] },
            ]}
          />
        ),
      },
    ],
  },
  {
    id: 'sanh',
    name: 'Sảnh: phiếu, gọi số, bàn phím số',
    states: [
      {
        state: 'phiếu',
        show: (
          <TicketCard
            number="A042"
            need="Chứng thực chữ ký"
            at="09:12 thứ Sáu 27/11/2026"
            ahead={3}
            wait="khoảng 10–25 phút"
          />
        ),
      },
      {
        state: 'gọi số',
        show: (
          <>
            <CallTile number="A042" counter="3" fresh />
            <CallTile number="B117" counter="1" />
          </>
        ),
      },
      { state: 'bàn phím số', show: <NumberPad /> },
    ],
  },
];
