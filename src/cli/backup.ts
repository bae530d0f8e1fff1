import { resolve } from 'node:path';
import { Command } from 'commander';
import { openCluster } from '#platform/backup/cluster.ts';
import { type BackupReport, createBackup } from '#platform/backup/create.ts';
import { type Counts, countsOf } from '#platform/backup/format.ts';
import { type BackupKey, findOwnKey, KEY_FILE, keyForBackup } from '#platform/backup/key.ts';
import { checkBackup } from '#platform/backup/open.ts';
import { systemClock } from '#platform/clock.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { DATABASE } from '../runtime.ts';
import { reportingBackup, secretToOpen, sizeText } from './backup-key.ts';
import { UsageError } from './calendar-input.ts';

interface Options {
  readonly to?: string;
  readonly keep?: string;
  readonly check?: string;
  readonly keyFile?: string;
  readonly showKey?: boolean;
  readonly json?: boolean;
}

/** `motcua backup`: one encrypted file with everything, taken while the server runs; or the check of such a file. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('sao lưu toàn bộ dữ liệu vào một tệp mã hoá, không cần dừng máy chủ (back up everything)')
    .option('--to <folder>', 'thư mục đặt bản sao, nên ở ổ đĩa khác')
    .option('--keep <n>', 'giữ lại n bản mới nhất, xoá bản cũ hơn sau khi sao lưu xong')
    .option('--check <file>', 'kiểm tra một bản sao có đọc được trọn vẹn không, không khôi phục')
    .option('--key-file <file>', 'tệp chứa khoá để kiểm tra bản sao của máy khác')
    .option('--show-key', 'in khoá sao lưu để chép ra giấy')
    .option('--json', 'in JSON')
    .addHelpText('after', '\nVí dụ: motcua backup --to D:\\SaoLuu --keep 14')
    .action((options: Options) => reportingBackup(() => run(options)));
}

async function run(options: Options): Promise<void> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  if (options.showKey === true) {
    await showKey(config);
  } else if (options.check !== undefined) {
    await check(config, options.check, options);
  } else if (options.to !== undefined) {
    await create(config, resolve(options.to), options);
  } else {
    throw new UsageError(
      'Cần --to THƯ_MỤC để sao lưu, hoặc --check TỆP để kiểm tra một bản sao. Ví dụ: motcua backup --to D:\\SaoLuu --keep 14',
    );
  }
}

const countsText = (counts: Counts): string =>
  `${counts.rows.toLocaleString('vi-VN')} dòng trong ${counts.tables} bảng, ${counts.files.toLocaleString('vi-VN')} tệp, ${counts.jobs} việc đang chờ`;

function readKeep(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new UsageError('--keep là số bản giữ lại, từ 1 đến 9999.');
  }
  return Number(text);
}

async function create(config: Config, to: string, options: Options): Promise<void> {
  const keep = readKeep(options.keep);
  const cluster = await openCluster(config, DATABASE, false);
  try {
    const key = await keyForBackup(config.dataHome, process.env['MOTCUA_BACKUP_PASSPHRASE']);
    const report = await createBackup({
      ownerUrl: cluster.ownerUrl,
      dataHome: config.dataHome,
      to,
      secret: key.secret,
      now: systemClock.now(),
      ...(keep === undefined ? {} : { keep }),
    });
    if (options.json === true) {
      console.log(JSON.stringify({ ...report, verified: true, key: key.source }));
    } else {
      printReport(report);
    }
    adviseOnKey(key);
  } finally {
    await cluster.close();
  }
}

function printReport(report: BackupReport): void {
  console.log(`Đã sao lưu và đọc lại kiểm tra: ${report.file} (${sizeText(report.bytes)})`);
  console.log(`Gồm ${countsText(report)}.`);
  if (report.removed.length > 0) {
    console.log(`Đã xoá bản cũ: ${report.removed.join(', ')}`);
  }
}

/** Without the key the backup is worth nothing; on standard error, so that JSON stays clean. */
function adviseOnKey(key: BackupKey): void {
  if (key.made) {
    console.error(
      `\nKHOÁ SAO LƯU (vừa tạo, chỉ tự in một lần):\n\n    ${key.secret}\n\n` +
        'Hãy chép khoá này ra giấy và cất nơi khác máy chủ. Mất máy mà không có khoá thì không mở được bản sao nào.',
    );
  } else if (key.source === 'key-file') {
    console.error('Nhắc: khoá sao lưu phải có một bản chép ngoài máy này. In lại: motcua backup --show-key');
  } else {
    console.error(
      'Nhắc: bản sao này chỉ mở được bằng mật khẩu trong MOTCUA_BACKUP_PASSPHRASE. Hãy cất giữ mật khẩu đó.',
    );
  }
}

async function showKey(config: Config): Promise<void> {
  const key = await findOwnKey(config.dataHome);
  if (key === undefined) {
    throw new UsageError('Chưa có khoá sao lưu. Khoá được tạo ở lần sao lưu đầu: motcua backup --to THƯ_MỤC');
  }
  console.log(key);
  console.error(`Tệp khoá: ${resolve(config.dataHome, KEY_FILE)}. Hãy chép ra giấy và cất nơi khác máy chủ.`);
}

async function check(config: Config, file: string, options: Options): Promise<void> {
  const { about, manifest } = await checkBackup(file, await secretToOpen(config.dataHome, options.keyFile));
  const counts = countsOf(manifest);
  if (options.json === true) {
    const { product, createdAt } = about;
    console.log(JSON.stringify({ file, ok: true, product, createdAt, ...counts, parts: manifest.parts }));
  } else {
    console.log(`Bản sao đọc được trọn vẹn: ${file}`);
    console.log(`Lúc ${about.createdAt}, phần mềm ${about.product}, gồm ${countsText(counts)}.`);
  }
}
