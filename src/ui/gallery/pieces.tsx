import type { ComponentChildren } from 'preact';
import {
  Button,
  ButtonLink,
  CallTile,
  Chart,
  Choices,
  Dialog,
  DialogButton,
  DueChip,
  Empty,
  ErrorSummary,
  Field,
  FileTile,
  FilterBar,
  Fold,
  Loading,
  Menu,
  Notice,
  NumberPad,
  Pagination,
  Progress,
  SearchBox,
  Select,
  StatusTag,
  SummaryList,
  Table,
  TaskList,
  TextArea,
  TicketCard,
  Timeline,
} from '../components.ts';
import { LONG_NAME, LONG_PERSON, SAMPLE_ROWS, type SampleRow, WHY } from './samples.ts';

/** One component with one state a heading. */
export interface Exhibit {
  readonly id: string;
  readonly name: string;
  readonly states: readonly { readonly state: string; readonly show: ComponentChildren }[];
}

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

const words: readonly Exhibit[] = [
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

const lists: readonly Exhibit[] = [
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

const forms: readonly Exhibit[] = [
  {
    id: 'bieu-mau',
    name: 'Câu hỏi và lỗi',
    states: [
      {
        state: 'có lỗi, giữ chữ đã nhập',
        show: (
          <form class="stack measure" action="#bieu-mau">
            <ErrorSummary
              errors={[
                { path: 'gallery.id', message: 'Số căn cước phải có 12 chữ số; ông/bà mới nhập 11.' },
                { path: 'gallery.way', message: 'Xin chọn cách nhận kết quả.' },
              ]}
            />
            <Field
              name="gallery.id"
              label="Số căn cước"
              hint="12 chữ số in trên thẻ."
              value="03800000001"
              inputmode="numeric"
              width="mid"
              error="Số căn cước phải có 12 chữ số; ông/bà mới nhập 11."
            />
            <Field
              name="gallery.mail"
              label="Thư điện tử"
              type="email"
              optional
              placeholder="ví dụ: ten@vidu.vn"
            />
            <Choices
              name="gallery.way"
              label="Nhận kết quả"
              error="Xin chọn cách nhận kết quả."
              options={[
                { value: 'counter', label: 'Tại quầy' },
                { value: 'post', label: 'Qua bưu điện', hint: 'Ông/bà trả cước khi nhận.' },
              ]}
            />
            <TextArea name="gallery.note" label="Ghi chú" optional value="Xin trả buổi sáng." />
            <div class="row">
              <Button look="primary">Tiếp nhận và in</Button>
              <Button>Lưu tạm</Button>
              <Button look="quiet">Thôi</Button>
              <Button look="danger">Từ chối tiếp nhận</Button>
              <Button disabled>Chưa bấm được</Button>
            </div>
          </form>
        ),
      },
      {
        state: 'ô tìm',
        show: (
          <SearchBox
            action="#bieu-mau"
            label="Ông/bà cần làm việc gì?"
            placeholder="ví dụ: làm giấy khai sinh cho con"
            large
            examples={[
              { label: 'Chứng thực', href: '#bieu-mau' },
              { label: 'Khai sinh', href: '#tep' },
            ]}
          />
        ),
      },
    ],
  },
  {
    id: 'noi',
    name: 'Hộp thoại, thực đơn, phần gập',
    states: [
      {
        state: 'bấm để mở',
        show: (
          <div class="row">
            <DialogButton dialog="gallery-dialog">Từ chối tiếp nhận</DialogButton>
            <Dialog id="gallery-dialog" title="Từ chối tiếp nhận">
              <TextArea name="gallery.reason" label="Lý do ghi trên phiếu" />
              <Button look="danger">Từ chối và in phiếu</Button>
            </Dialog>
            <Menu id="gallery-menu" label="In biểu mẫu">
              <ul>
                <li>
                  <a href="#noi">Giấy tiếp nhận và hẹn trả</a>
                </li>
                <li>
                  <a href="#noi">Phiếu kiểm soát</a>
                </li>
              </ul>
            </Menu>
          </div>
        ),
      },
      {
        state: 'phần gập',
        show: (
          <Fold title="Căn cứ pháp lý" open>
            <p>Nghị định 118/2025/NĐ-CP, Điều 17.</p>
          </Fold>
        ),
      },
    ],
  },
  {
    id: 'tien-do',
    name: 'Tiến độ',
    states: [
      {
        state: 'biết trước độ dài',
        show: (
          <Progress
            label="Đang nhập danh mục thủ tục"
            percent={37}
            count="233 trong 630 thủ tục"
            cancel={<Button look="quiet">Dừng</Button>}
          />
        ),
      },
      { state: 'chưa biết độ dài', show: <Progress label="Đang kết nối máy in" /> },
    ],
  },
];

const pictures: readonly Exhibit[] = [
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

/** Every piece in every state: what the browser tests photograph. */
export const EXHIBITS: readonly Exhibit[] = [...words, ...lists, ...forms, ...pictures];
