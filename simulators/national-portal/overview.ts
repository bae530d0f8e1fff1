import type { FiledBox } from './filed.ts';
import type { PortalMemory } from './portal.ts';

const safe = (text: unknown) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What the simulated portal holds, for people: dossiers with the statuses in the order of arrival, and calls by service. */
export function overviewPage(
  memory: PortalMemory,
  calls: Readonly<Record<string, number>>,
  box: FiledBox,
): string {
  const rows = [...memory.held.values()].map(
    ({ dossier, statuses, steps, inserts }) =>
      `<tr><td>${safe(dossier.MaHoSo)}</td><td>${safe(dossier.MaTTHC)}</td><td>${safe(statuses.join(' → '))}</td>` +
      `<td>${steps.length}</td><td>${inserts}</td></tr>`,
  );
  const services = Object.entries(calls).map(([name, count]) => `<li>${safe(name)}: ${count}</li>`);
  const filed = [...box.filed].map(
    ([number, { statuses, states }]) =>
      `<tr><td>${safe(number)}</td><td>${safe(statuses.join(' → '))}</td><td>${safe(states.at(-1)?.MaHoSoDonVi ?? '')}</td>` +
      `<td>${states.map(({ TrangThai, NoiDung }) => safe(`${TrangThai}: ${NoiDung}`)).join('<br>')}</td></tr>`,
  );
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng mô phỏng</title>
<h1>Cổng mô phỏng: ${memory.held.size} hồ sơ</h1><ul>${services.join('')}</ul>
<table border="1"><tr><th>Mã hồ sơ</th><th>Thủ tục</th><th>Trạng thái</th><th>Số bước</th><th>Số lần thêm</th></tr>${rows.join('')}</table>
<h2>Nộp trên Cổng: ${box.filed.size} hồ sơ</h2>
<table border="1"><tr><th>Mã trên Cổng</th><th>Trạng thái</th><th>Mã của đơn vị</th><th>Người dân đọc</th></tr>${filed.join('')}</table></html>`;
}
