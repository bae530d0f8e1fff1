import { DueChip, Notice, StatusTag, SummaryList } from '../components.ts';
import type { Exhibit } from './exhibit.ts';
import { LONG_NAME, LONG_PERSON, WHY } from './samples.ts';

export const words: readonly Exhibit[] = [
  {
    id: 'trang-thai',
    name: 'Trạng thái và hạn',
    states: [
      {
        state: 'các sắc thái',
        show: (
          <div class="row">
            <StatusTag tone="ok">Đang xử lý</StatusTag>
            <StatusTag tone="soon">Sắp đến hạn</StatusTag>
            <StatusTag tone="late">Trễ hạn</StatusTag>
            <StatusTag tone="waiting">Chờ bổ sung</StatusTag>
            <StatusTag tone="done">Đã trả kết quả</StatusTag>
            <StatusTag tone="neutral">Mới đăng ký</StatusTag>
          </div>
        ),
      },
      {
        state: 'hạn, đóng',
        show: (
          <div class="row">
            <DueChip tone="ok" text="còn 2 ngày · T6 27/11 17:30" why={WHY} />
            <DueChip tone="soon" text="hôm nay · trước 17:30" why={WHY} />
            <DueChip tone="late" text="trễ 1 ngày · hẹn T5 26/11 17:30" why={WHY} />
            <DueChip tone="waiting" text="chờ công dân bổ sung" />
            <DueChip tone="done" text="xong trước hạn 2 ngày" />
          </div>
        ),
      },
      {
        state: 'hạn, mở giải thích',
        show: <DueChip tone="ok" text="còn 2 ngày · T6 27/11 17:30" why={WHY} open />,
      },
    ],
  },
  {
    id: 'thong-bao',
    name: 'Thông báo',
    states: [
      {
        state: 'việc vừa xong',
        show: <Notice tone="ok" title="Đã tiếp nhận hồ sơ H56.14-261127-0042." role="status" />,
      },
      {
        state: 'cần biết',
        show: (
          <Notice title="Nhận sau 15 giờ: hẹn trả trong ngày làm việc tiếp theo.">
            Phiếu hẹn ghi rõ giờ và ngày.
          </Notice>
        ),
      },
      { state: 'sắp trễ', show: <Notice tone="soon" title="Hồ sơ này sẽ trễ nếu hôm nay chưa trình ký." /> },
      {
        state: 'lỗi từ máy chủ',
        show: (
          <Notice tone="late" role="alert" title="Chưa lưu được hồ sơ.">
            <p>
              Những gì ông/bà đã nhập vẫn còn trên màn hình. Xin bấm lại sau một phút; nếu vẫn chưa được, báo
              người quản trị mã 7F3A-21.
            </p>
          </Notice>
        ),
      },
      {
        state: 'mất mạng',
        show: (
          <Notice tone="soon" title="Đang mất kết nối với máy chủ.">
            <p>Danh sách này là của lúc 09:42. Khi có mạng lại, trang tự cập nhật.</p>
          </Notice>
        ),
      },
    ],
  },
  {
    id: 'tom-tat',
    name: 'Bảng tóm tắt',
    states: [
      {
        state: 'chữ dài',
        show: (
          <SummaryList
            items={[
              { term: 'Thủ tục', value: LONG_NAME, action: <a href="#tom-tat">Sửa</a> },
              { term: 'Người yêu cầu', value: LONG_PERSON },
              { term: 'Điện thoại', value: '0912 ••• 001' },
              { term: 'Không có giá trị', value: '' },
            ]}
          />
        ),
      },
    ],
  },
];
