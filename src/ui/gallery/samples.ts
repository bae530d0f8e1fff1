import type { Tone } from '../status.tsx';

/** As long as the longest real names: over 300 characters. */
export const LONG_NAME =
  'Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp giải quyết tranh chấp, khiếu nại, tố cáo về đất đai; xử lý hợp đồng thế chấp, góp vốn; kê biên, đấu giá quyền sử dụng đất; chia, tách, hợp nhất, sáp nhập tổ chức; thỏa thuận hợp nhất hoặc phân chia quyền sử dụng đất của hộ gia đình';

/** A name of four parts and then some. */
export const LONG_PERSON = 'Nguyễn Phước Bảo Thiên Ví Dụ Thị Hoàng Yến';

/** Sentences such as the calendar gives. */
export const WHY: readonly string[] = [
  'Nhận lúc 16:45 thứ Năm 23/04/2026.',
  'Tính từ thứ Sáu 24/04/2026, ngày làm việc đầu tiên sau ngày nhận.',
  'Nghỉ thứ Hai 27/04 (Giỗ Tổ) và 30/04–01/05.',
  'Đủ 5 ngày làm việc: hẹn trả trước 17:30 thứ Tư 06/05/2026.',
];

/** One row of the sample table. */
export interface SampleRow {
  readonly number: string;
  readonly procedure: string;
  readonly person: string;
  readonly tone: Tone;
  readonly due: string;
  readonly fee: string;
}

/** Rows with short and very long text. */
export const SAMPLE_ROWS: readonly SampleRow[] = [
  {
    number: 'H56.14-261123-0042',
    procedure: 'Chứng thực chữ ký',
    person: 'Nguyễn Văn Ví Dụ',
    tone: 'ok',
    due: 'còn 2 ngày · T6 27/11 17:30',
    fee: '10.000',
  },
  {
    number: 'H56.14-261120-0007',
    procedure: LONG_NAME,
    person: LONG_PERSON,
    tone: 'late',
    due: 'trễ 1 ngày · hẹn T6 20/11 17:30',
    fee: '1.250.000',
  },
  {
    number: 'H56.14-261119-0113',
    procedure: 'Đăng ký khai sinh',
    person: 'Trần Thị Mẫu',
    tone: 'waiting',
    due: 'chờ công dân bổ sung',
    fee: '0',
  },
];
