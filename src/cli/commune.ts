import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { parse } from 'yaml';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { CommuneSetup } from '#modules/agencies/schema.ts';
import { withContext } from './context.ts';

async function setUp(file: string, options: { readonly json?: boolean }): Promise<void> {
  const read = CommuneSetup.safeParse(parse(await readFile(file, 'utf8')));
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${file} có chỗ cần sửa:\n${lines.join('\n')}`);
  }
  const centreId = await withContext((ctx) => setUpCommune(ctx, read.data));
  console.log(
    options.json
      ? JSON.stringify({ centreId })
      : `Đã thiết lập ${read.data.commune.name}. Tiếp theo, thêm người quản trị:\n  motcua user create TEN --name "Họ và tên" --role administrator`,
  );
}

/** `motcua commune FILE`: sets up a commune with its centre, units and counters from a YAML file; repeatable. */
export function communeCommand(): Command {
  return new Command('commune')
    .description('thiết lập xã, trung tâm, phòng, quầy từ tệp YAML')
    .argument('<file>', 'tệp YAML: province, commune, centre, units, counters')
    .option('--json', 'in JSON')
    .action(setUp);
}
