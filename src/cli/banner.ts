import { exampleDeviceLinks, exampleSignIns } from '#modules/identity/queries/example.ts';
import type { AppContext } from '#platform/context.ts';

function firstRunLines(at: string, code: string): string {
  return [
    '',
    'Một Cửa đã chạy, chưa có trung tâm hoặc người quản trị nào.',
    '',
    `  Mở ${at}/thiet-lap để thiết lập.`,
    `  Mã thiết lập: ${code}`,
    '',
    'Dừng: Ctrl+C.',
  ].join('\n');
}

/**
 * What a person sees when the server is up: where to go, and how to sign in to the example.
 * @param setUpCode given while the installation still has to be set up
 */
export async function banner(ctx: AppContext, setUpCode: string | undefined): Promise<string> {
  const at = ctx.config.publicUrl;
  if (setUpCode !== undefined) {
    return firstRunLines(at, setUpCode);
  }
  const people = await exampleSignIns(ctx);
  const links = await exampleDeviceLinks(ctx);
  const lines = [
    '',
    'Một Cửa đã sẵn sàng.',
    '',
    `  Trang người dân   ${at}/`,
    `  Trang cán bộ      ${at}/can-bo`,
    `  Ki-ốt lấy số      ${at}/kiosk`,
    `  Bảng gọi số       ${at}/bang-goi`,
  ];
  const [first] = people;
  if (first !== undefined) {
    const width = Math.max(...people.map(({ username }) => username.length));
    lines.push('', `Xã ví dụ, người ví dụ. Mật khẩu chung của các tài khoản: ${first.password}`);
    lines.push(...people.map(({ username, who }) => `  ${username.padEnd(width)}   ${who}`));
  }
  if (links.length > 0) {
    lines.push('', 'Mở ki-ốt và bảng gọi số trên máy khác bằng đường dẫn này, một lần:');
    lines.push(
      ...links.map(({ purpose, url }) => `  ${purpose === 'kiosk' ? 'ki-ốt    ' : 'bảng gọi '} ${url}`),
    );
  }
  return [...lines, '', 'Dừng: Ctrl+C.'].join('\n');
}
