import type { AppContext } from '#platform/context.ts';

/** What a person sees when the server is up: where to go. */
export async function banner(ctx: AppContext): Promise<string> {
  const at = ctx.config.publicUrl;
  return [
    '',
    'Một Cửa đã sẵn sàng.',
    `  Trang người dân   ${at}/`,
    `  Trang cán bộ      ${at}/can-bo`,
    `  Ki-ốt lấy số      ${at}/kiosk`,
    `  Bảng gọi số       ${at}/bang-goi`,
    '',
    'Dừng: Ctrl+C.',
  ].join('\n');
}
