import { Command } from 'commander';
import { withContext } from './context.ts';

/** `motcua migrate`: brings the database to the newest schema (also done by every start). */
export function migrateCommand(): Command {
  return new Command('migrate').description('Cập nhật cấu trúc cơ sở dữ liệu').action(async () => {
    await withContext(async () => undefined);
    console.log('Cơ sở dữ liệu đã ở bản mới nhất.');
  });
}
