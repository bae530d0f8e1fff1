import {
  ButtonLink,
  DueChip,
  Empty,
  Field,
  FileTile,
  FilterBar,
  Loading,
  Pagination,
  Select,
  StatusTag,
  Table,
  TaskList,
  Timeline,
} from '../components.ts';
import type { Exhibit } from './exhibit.ts';
import { LONG_NAME, SAMPLE_ROWS, type SampleRow, WHY } from './samples.ts';

const columns = [
  {
    key: 'number',
    header: 'Mã hồ sơ',
    cell: (row: SampleRow) => <span class="code">{row.number}</span>,
    primary: true,
  },
  { key: 'procedure', header: 'Thủ tục', cell: (row: SampleRow) => row.procedure },
  { key: 'person', header: 'Người yêu cầu', cell: (row: SampleRow) => row.person },
  {
    key: 'due',
    header: 'Hạn trả',
    cell: (row: SampleRow) => <DueChip tone={row.tone} text={row.due} why={WHY} />,
  },
  { key: 'fee', header: 'Phí (đồng)', cell: (row: SampleRow) => row.fee, align: 'end' },
] as const;

function table(rows: readonly SampleRow[]) {
  return (
    <Table
      caption="Hồ sơ đang giữ"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.number}
      href={() => '#bang'}
      empty={
        <Empty title="Chưa có hồ sơ nào">
          <p>Hồ sơ đến tay ông/bà sẽ hiện ở đây.</p>
          <ButtonLink href="#bang">Tiếp nhận hồ sơ mới</ButtonLink>
        </Empty>
      }
    />
  );
}

export const lists: readonly Exhibit[] = [
  {
    id: 'bang',
    name: 'Bảng',
    states: [
      {
        state: 'có dòng, có bộ lọc và trang',
        show: (
          <>
            <FilterBar action="#bang" active>
              <Field name="ten" label="Tên hoặc mã" value="nguyen van" />
              <Select
                name="buoc"
                label="Bước"
                blank="Tất cả"
                options={[{ value: 'tham-dinh', label: 'Thẩm định' }]}
              />
            </FilterBar>
            {table(SAMPLE_ROWS)}
            <Pagination from={1} to={3} total={5000} nextHref="#bang" />
          </>
        ),
      },
      { state: 'trống', show: table([]) },
      { state: 'đang tải', show: <Loading /> },
    ],
  },
  {
    id: 'viec-can-lam',
    name: 'Danh sách việc',
    states: [
      {
        state: 'nhiều trạng thái',
        show: (
          <TaskList
            tasks={[
              {
                title: 'Kiểm tra giấy tờ',
                href: '#viec-can-lam',
                status: <StatusTag tone="done">Xong</StatusTag>,
              },
              {
                title: LONG_NAME,
                href: '#viec-can-lam',
                status: <StatusTag tone="neutral">Chưa làm</StatusTag>,
                hint: 'Cần bản chính để đối chiếu.',
              },
            ]}
          />
        ),
      },
    ],
  },
  {
    id: 'dong-thoi-gian',
    name: 'Quá trình hồ sơ',
    states: [
      {
        state: 'đã qua, đang, chờ, sắp tới',
        show: (
          <Timeline
            steps={[
              {
                state: 'done',
                what: 'Tiếp nhận',
                who: 'Lê Thị Ví Dụ',
                when: '08:12 thứ Hai 23/11',
                lasted: 'trong 6 phút',
              },
              {
                state: 'wait',
                what: 'Chờ công dân bổ sung',
                when: 'từ 09:00 thứ Ba 24/11',
                note: 'Thiếu: giấy chứng sinh',
              },
              {
                state: 'now',
                what: 'Thẩm định',
                who: 'Phòng Kinh tế',
                when: 'đến trước 17:30 thứ Năm 26/11',
              },
              { state: 'next', what: 'Ký duyệt', who: 'Lãnh đạo UBND xã', when: 'dự kiến thứ Sáu 27/11' },
              { state: 'next', what: 'Trả kết quả tại quầy' },
            ]}
          />
        ),
      },
    ],
  },
  {
    id: 'tep',
    name: 'Tệp',
    states: [
      {
        state: 'tên thường, tên dài',
        show: (
          <ul class="files">
            <FileTile name="Giấy khai sinh.pdf" href="#tep" kind="PDF" pages={2} size="240 KB" />
            <FileTile name={`${LONG_NAME.replaceAll(' ', '_')}.jpg`} href="#tep" kind="JPG" size="1,8 MB" />
          </ul>
        ),
      },
    ],
  },
];
