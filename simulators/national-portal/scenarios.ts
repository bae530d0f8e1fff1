import { FAULTS } from './faults.ts';
import type { Filing } from './filed.ts';
import type { PortalSwitches } from './start.ts';

/** One thing that happens at the portal. */
export interface ScenarioStep {
  /** Seconds after the step before. */
  readonly after: number;
  /** What happens, for the page. */
  readonly says: string;
  /** Switches that change; the others stay. */
  readonly set?: Partial<PortalSwitches>;
  /** `forget-sessions`: every login ends. `drop-procedures`: the list no longer has the procedures of the dossiers that it holds. */
  readonly does?: 'forget-sessions' | 'drop-procedures';
  /** What a citizen files; handed over where the simulator knows to whom, else left for those who ask. `times`: how often it is handed over. */
  readonly files?: Omit<Filing, 'number'> & { readonly number: string; readonly times?: number };
}

/** A day at the portal with a name. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** What is to be seen in the product while it plays. */
  readonly watch: string;
  readonly steps: readonly ScenarioStep[];
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** The portal as it should be; every scenario begins and ends with it. */
export const WELL: Partial<PortalSwitches> = {
  faultRate: 0,
  faults: FAULTS,
  faultyServices: [],
  dead: false,
  existsCode: '3',
  unknownProcedures: [],
  slowMs: 3_000,
};

const failing = (
  name: string,
  title: string,
  watch: string,
  set: Partial<PortalSwitches>,
  minutes: number,
): Scenario => ({
  name,
  title,
  watch,
  steps: [
    { after: 0, says: 'Bắt đầu lỗi', set },
    { after: minutes * MINUTE, says: 'Cổng trả lời đúng trở lại', set: WELL },
  ],
});

const birth = (number: string): Pick<Filing, 'procedureCode'> & { readonly number: string } => ({
  number,
  procedureCode: '1.001193',
});

/** The scenarios, by the name that the command takes. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'ngay-binh-thuong',
    title: 'Ngày bình thường',
    watch: 'Hồ sơ mới lên Cổng trong một phút; ba hồ sơ nộp trên Cổng vào danh sách chờ tiếp nhận.',
    steps: [
      { after: 0, says: 'Cổng mở, không có lỗi' },
      { after: HOUR, says: 'Người dân nộp một hồ sơ', files: birth('G22.99-KB-0001') },
      {
        after: 2 * HOUR,
        says: 'Người dân nộp một hồ sơ có tệp',
        files: { ...birth('G22.99-KB-0002'), papers: [{ key: '', kind: 'pdf' }] },
      },
      {
        after: 2 * HOUR,
        says: 'Người dân nộp bổ sung',
        files: { ...birth('G22.99-KB-0002'), updating: true, content: 'Đã bổ sung theo yêu cầu' },
      },
      { after: HOUR, says: 'Người dân nộp một hồ sơ', files: birth('G22.99-KB-0003') },
    ],
  },
  {
    name: 'cong-chet-24-gio',
    title: 'Cổng chết 24 giờ',
    watch:
      'Trang Cổng ghi “Đang nghỉ sau nhiều lần lỗi” và số mục chờ; công việc vẫn đi; sau đó mọi thứ lên Cổng một lần, đúng thứ tự.',
    steps: [
      { after: 0, says: 'Cổng không nhận kết nối', set: { dead: true } },
      { after: 24 * HOUR, says: 'Cổng mở lại', set: WELL },
    ],
  },
  {
    name: 'phien-het-han-giua-lo',
    title: 'Phiên hết hạn giữa lô',
    watch: 'Không có mục nào lỗi: phiên được mở lại và lời gọi được gửi lại một lần.',
    steps: Array.from({ length: 9 }, (_, n) => ({
      after: n === 0 ? 0 : 20,
      says: 'Cổng quên mọi phiên làm việc',
      does: 'forget-sessions' as const,
    })),
  },
  failing(
    'tra-html',
    'Trả trang HTML thay cho câu trả lời',
    'Các mục ghi “trả về trang HTML”, được thử lại với khoảng chờ dài dần; sau năm lần mạch mở.',
    { faultRate: 1, faults: ['html', '502'] },
    5,
  ),
  failing(
    'nhan-roi-mat',
    'Nhận rồi mất câu trả lời',
    'Các mục ghi “mất kết nối” hoặc “không trả lời”; lần sau Cổng được hỏi trước (TraCuuHoSo), không hồ sơ nào bị thêm hai lần.',
    { faultRate: 0.7, faults: ['drop-after', 'slow', 'truncated'], slowMs: 90_000 },
    10,
  ),
  failing(
    'sai-kieu',
    'Câu trả lời sai kiểu',
    'Mã là số thay cho chữ vẫn đọc được; message rỗng và JSON cụt được coi là chưa rõ, không phải là xong.',
    { faultRate: 0.8, faults: ['number-code', 'null-message', 'truncated'] },
    5,
  ),
  {
    name: 'trung',
    title: 'Trùng: “đã tồn tại” theo hai cách, hồ sơ nộp được giao ba lần',
    watch: 'Hồ sơ đã có trên Cổng được cập nhật thay vì thêm; hồ sơ nộp trên Cổng chỉ vào danh sách một lần.',
    steps: [
      {
        after: 0,
        says: 'Cổng ghi rồi cắt đường, sau đó báo “đã tồn tại” với mã -3',
        set: { faultRate: 0.5, faults: ['drop-after'], faultyServices: ['DongBoHoSoMC'], existsCode: '-3' },
      },
      {
        after: 3 * MINUTE,
        says: '“Đã tồn tại” đi cùng mã thành công',
        set: { faults: ['drop-after', 'exists-as-success'], existsCode: '0' },
      },
      { after: MINUTE, says: 'Một hồ sơ được giao ba lần', files: { ...birth('G22.99-KB-0011'), times: 3 } },
      { after: 2 * MINUTE, says: 'Cổng trả lời đúng trở lại', set: WELL },
    ],
  },
  failing(
    'cham',
    'Cổng chậm',
    'Mục chờ câu trả lời không giữ các hồ sơ khác; công việc ở quầy không chậm đi.',
    { faultRate: 1, faults: ['slow'], slowMs: 20_000 },
    10,
  ),
  {
    name: 'thu-tuc-bi-go',
    title: 'Thủ tục bị gỡ khỏi danh mục',
    watch:
      'Hồ sơ của thủ tục đó dừng với lý do bằng lời, các hồ sơ khác vẫn đi; khi danh mục có lại thì bấm “Gửi lại”.',
    steps: [
      { after: 0, says: 'Danh mục bỏ các thủ tục đang có hồ sơ', does: 'drop-procedures' },
      { after: 10 * MINUTE, says: 'Danh mục có lại các thủ tục', set: WELL },
    ],
  },
  {
    name: 'tep-hong',
    title: 'Tệp của hồ sơ nộp hỏng theo mọi cách',
    watch: 'Tệp không đạt bị cách ly với lý do; tệp hỏng một lần tự tải lại; hồ sơ vẫn vào danh sách.',
    steps: [
      {
        after: 0,
        says: 'Một hồ sơ có tệp mất, quá lớn, chuyển hướng, không phải giấy tờ, và hỏng lần đầu',
        files: {
          ...birth('G22.99-KB-0021'),
          papers: (['missing', 'huge', 'redirect', 'not-a-paper', 'broken-once', 'pdf'] as const).map(
            (kind) => ({ key: '', kind }),
          ),
        },
      },
      {
        after: MINUTE,
        says: 'Một bài gửi thiếu mã thủ tục',
        files: { ...birth('G22.99-KB-0022'), change: { MaTTHC: null } },
      },
    ],
  },
  failing(
    'ba-muoi-phan-tram',
    'Ba mươi phần trăm lời gọi lỗi theo mọi cách',
    'Mọi mục đều lên Cổng; trang đối soát không có khác biệt.',
    { faultRate: 0.3, faults: FAULTS },
    60,
  ),
];

/** A scenario by its name. */
export function findScenario(name: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}
