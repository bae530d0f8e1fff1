import { Command } from 'commander';
import { verifyAudit } from '#modules/audit/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { Finding } from '#platform/module.ts';
import { MODULES } from '../modules.ts';
import { withContext } from './context.ts';

/** What `motcua verify --json` prints. */
export interface VerifyResult {
  readonly ok: boolean;
  /** What was checked: modules by name. */
  readonly checked: readonly string[];
  readonly entries: number;
  /** The first broken link of each check, worst first. */
  readonly broken: readonly Finding[];
}

/** Runs the checks of all modules that promise something about what they stored. */
export async function verifyAll(ctx: AppContext): Promise<VerifyResult> {
  const broken: Finding[] = [];
  const checked: string[] = [];
  for (const module of MODULES) {
    if (module.verify) {
      checked.push(module.name);
      broken.push(...(await module.verify(ctx)));
    }
  }
  const entries = (await verifyAudit(ctx)).reduce((sum, report) => sum + report.entries, 0);
  return { ok: broken.length === 0, checked, entries, broken };
}

function print(result: VerifyResult): void {
  if (result.ok) {
    console.log(`Nguyên vẹn: ${result.entries} mục nhật ký; đã kiểm tra ${result.checked.join(', ')}.`);
    return;
  }
  console.log('KHÔNG nguyên vẹn. Chỗ hỏng đầu tiên:');
  for (const { check, what } of result.broken) {
    console.log(`- ${check}: ${what}`);
  }
  console.log('Giữ nguyên máy chủ, không sửa gì thêm, và báo ngay lãnh đạo cùng đơn vị an toàn thông tin.');
}

/** `motcua verify`: proves that the stored history is whole; exits with 1 and names the first broken link otherwise. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('kiểm tra lịch sử đã lưu: nhật ký, hồ sơ, số hồ sơ; hỏng thì thoát với mã khác 0')
    .option('--json', 'in JSON')
    .action(async (options: { readonly json?: boolean }) => {
      const result = await withContext(verifyAll);
      if (options.json) {
        console.log(JSON.stringify(result));
      } else {
        print(result);
      }
      if (!result.ok) {
        process.exitCode = 1;
      }
    });
}
