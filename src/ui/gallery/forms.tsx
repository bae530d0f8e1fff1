import {
  Button,
  Choices,
  Dialog,
  DialogButton,
  ErrorSummary,
  Field,
  Fold,
  Menu,
  Progress,
  SearchBox,
  TextArea,
} from '../components.ts';
import type { Exhibit } from './exhibit.ts';

export const forms: readonly Exhibit[] = [
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
