import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parse } from 'yaml';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { CommuneSetup } from '#modules/agencies/schema.ts';
import { MODULES } from '../modules.ts';
import { setUpCentre } from '../set-up/centres.ts';
import { withContext } from './context.ts';

async function setUp(file: string, options: { readonly json?: boolean }): Promise<void> {
  const read = CommuneSetup.safeParse(parse(await readFile(file, 'utf8')));
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${file} có chỗ cần sửa:\n${lines.join('\n')}`);
  }
  const centreId = await withContext(async (ctx) => {
    const id = await setUpCommune(ctx, read.data);
    await setUpCentre(ctx, MODULES, id);
    return id;
  });
  console.log(
    options.json
      ? JSON.stringify({ centreId })
      : `Đã thiết lập ${read.data.commune.name}. Tiếp theo, thêm người quản trị:\n  motcua user create TEN --name "Họ và tên" --role administrator`,
  );
}

/** `motcua commune FILE`: sets up a commune from a YAML file, with calendar, catalogue, processes and lines to start with; repeatable. */
export function communeCommand(): Command {
  return new Command('commune')
    .description(
      'thiết lập xã, trung tâm, phòng, quầy từ tệp YAML, kèm lịch, danh mục, quy trình và hàng chờ khởi đầu',
    )
    .argument('<file>', 'tệp YAML: province, commune, centre, units, counters')
    .option('--json', 'in JSON')
    .action(setUp);
}
