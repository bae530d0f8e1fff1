import type { FiledBox } from './filed.ts';
import { indicatorsOf } from './indicators.ts';
import type { FetchedPaper } from './papers.ts';
import type { Playing } from './player.ts';
import type { PortalMemory } from './portal.ts';
import { SCENARIOS } from './scenarios.ts';

/** Everything that the page shows. */
export interface Shown {
  readonly memory: PortalMemory;
  readonly calls: Readonly<Record<string, number>>;
  readonly box: FiledBox;
  readonly ratings: ReadonlyMap<string, unknown>;
  readonly fetched: readonly FetchedPaper[];
  /** The scenario under way, or the last one. */
  readonly playing: Playing | undefined;
}

const safe = (text: unknown) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A table of texts; `<br>` stands between the lines of a cell. */
function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${cell.split('\n').map(safe).join('<br>')}</${tag}>`).join('')}</tr>`;
  const body =
    rows.length === 0
      ? ''
      : `<table>${line(head, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`;
  return `<section><h2>${safe(title)}: ${rows.length}</h2>${body}</section>`;
}

const STYLE =
  'body{font:16px/1.5 system-ui;margin:1rem;max-width:90rem}section{overflow-x:auto}table{border-collapse:collapse}' +
  'th,td{border:1px solid #888;padding:.25rem .5rem;text-align:left;vertical-align:top}select{max-width:100%}';

/** The scenario that plays and how far it is, and a button for each. */
function scenarios(playing: Playing | undefined): string {
  const under =
    playing === undefined
      ? '<p>Chưa chạy kịch bản nào.</p>'
      : `<p><b>${safe(playing.title)}</b>: ${playing.left === 0 ? 'đã xong' : `còn ${playing.left} bước`}. Cần thấy: ${safe(playing.watch)}</p>
<ol>${playing.told.map((line) => `<li>${safe(line)}</li>`).join('')}</ol>`;
  const options = SCENARIOS.map(({ name, title }) => `<option value="${name}">${safe(title)}</option>`);
  return `<section><h2>Kịch bản</h2>${under}<form method="post" action="/kich-ban">
<p><label>Kịch bản <select name="name">${options.join('')}</select></label></p>
<p><label>Nhanh gấp <input name="speed" value="60" size="8" inputmode="numeric"> lần đồng hồ</label> <button>Chạy</button></p></form></section>`;
}

/** What the simulated portal holds, for people: dossiers with their statuses in the order of arrival and what each push changed, what citizens filed, indicators. */
export function overviewPage({ memory, calls, box, ratings, fetched, playing }: Shown): string {
  const held = [...memory.held.values()];
  const found = indicatorsOf(held);
  const share = (part: number, all: number) => `${part} / ${all}`;
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Cổng mô phỏng</title><style>${STYLE}</style>
<h1>Cổng mô phỏng: ${held.length} hồ sơ</h1>
${scenarios(playing)}
${table(
  'Hồ sơ được báo',
  ['Mã hồ sơ', 'Thủ tục', 'Trạng thái', 'Các bước', 'Lần gửi cuối đổi', 'Số lần thêm'],
  held.map(({ dossier, statuses, steps, inserts, changed }) => [
    dossier.MaHoSo,
    dossier.MaTTHC,
    statuses.join(' → '),
    steps
      .map(({ ThoiDiemXuLy, TrangThai, NoiDungXuLy }) => `${ThoiDiemXuLy} [${TrangThai}] ${NoiDungXuLy}`)
      .join('\n'),
    changed.join(', '),
    String(inserts),
  ]),
)}
${table(
  'Nộp trên Cổng',
  ['Mã trên Cổng', 'Trạng thái', 'Mã của đơn vị', 'Người dân đọc'],
  [...box.filed].map(([number, { statuses, states }]) => [
    number,
    statuses.join(' → '),
    states.at(-1)?.MaHoSoDonVi ?? '',
    states.map(({ TrangThai, NoiDung }) => `${TrangThai}: ${NoiDung}`).join('\n'),
  ]),
)}
${table(
  'Chỉ số tính thử',
  ['Chỉ số', 'Giá trị'],
  [
    ['Đúng hạn', share(found.onTime, found.judged)],
    ['Nộp trực tuyến', share(found.online, found.dossiers)],
    ['Số hóa hồ sơ và kết quả', share(found.digitised, found.dossiers)],
    ['Thanh toán trực tuyến', share(found.paidOnline, found.withFee)],
  ],
)}
${table(
  'Tệp đã tải',
  ['Hồ sơ', 'Trả lời', 'Loại', 'Cỡ', 'Địa chỉ'],
  fetched.map(({ number, status, type, size, url }) => [
    number,
    String(status),
    type,
    String(size),
    url.replace(/\?.*/, ''),
  ]),
)}
${table(
  'Mức độ hài lòng',
  ['Tháng, thủ tục, nội dung', 'Số liệu'],
  [...ratings].map(([key, row]) => [key, JSON.stringify(row)]),
)}
${table(
  'Lời gọi theo dịch vụ',
  ['Dịch vụ', 'Số lần'],
  Object.entries(calls).map(([name, count]) => [name, String(count)]),
)}</html>`;
}
