import { Command } from 'commander';
import { openCluster } from '#platform/backup/cluster.ts';
import { type RestoreReport, restoreBackup } from '#platform/backup/restore.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import type { Finding } from '#platform/module.ts';
import { MODULES } from '../modules.ts';
import { DATABASE } from '../runtime.ts';
import { reportingBackup, secretToOpen } from './backup-key.ts';
import { withContext } from './context.ts';

interface Options {
  readonly replace?: boolean;
  readonly resumeJobs?: boolean;
  readonly keyFile?: string;
  readonly json?: boolean;
}

/** `motcua restore FILE`: puts a backup back, or refuses and leaves everything as it was; then proves the history. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('khôi phục dữ liệu từ một bản sao lưu (restore a backup)')
    .argument('<file>', 'bản sao lưu, ví dụ D:\\SaoLuu\\motcua-20261123-0200.mcb')
    .option('--replace', 'thay dữ liệu đang có; dữ liệu đó được cất sang bên, không bị xoá')
    .option(
      '--resume-jobs',
      'chạy tiếp các việc đang chờ; chỉ dùng khi máy cũ đã dừng ngay sau lúc sao lưu (chuyển máy)',
    )
    .option('--key-file <file>', 'tệp chứa khoá sao lưu đã chép')
    .option('--json', 'in JSON')
    .action((file: string, options: Options) => reportingBackup(() => run(file, options)));
}

async function run(file: string, options: Options): Promise<void> {
  const report = await restore(file, options);
  // Opened anew: the database that was restored to has to start by itself, as the server will.
  const findings = await verify();
  if (findings.length > 0) {
    process.exitCode = 1;
  }
  print(report, findings, options.json ?? false);
}

async function restore(file: string, options: Options): Promise<RestoreReport> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const secret = await secretToOpen(config.dataHome, options.keyFile);
  const cluster = await openCluster(config, DATABASE, true);
  try {
    return await restoreBackup({
      file,
      secret,
      ownerUrl: cluster.ownerUrl,
      dataHome: config.dataHome,
      replace: options.replace ?? false,
      resumeJobs: options.resumeJobs ?? false,
      now: systemClock.now(),
    });
  } finally {
    await cluster.close();
  }
}

/** What every module can prove of its stored rows. */
const verify = (): Promise<Finding[]> =>
  withContext(async (ctx) => {
    const findings: Finding[] = [];
    for (const module of MODULES) {
      findings.push(...((await module.verify?.(ctx)) ?? []));
    }
    return findings;
  });

function print(report: RestoreReport, findings: readonly Finding[], json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ ...report, findings }));
    return;
  }
  console.log(
    `Đã khôi phục dữ liệu lúc ${report.createdAt}: ${report.rows} dòng trong ${report.tables} bảng, ${report.files} tệp.`,
  );
  const { database, folder } = report.setAside;
  if (database !== undefined || folder !== undefined) {
    console.log(
      `Dữ liệu trước đó còn giữ ở: ${[database && `cơ sở dữ liệu ${database}`, folder].filter(Boolean).join(', ')}`,
    );
  }
  if (report.heldJobs > 0) {
    console.log(
      `${report.heldJobs} việc (in, gửi…) đang chờ lúc sao lưu được giữ lại, vì có thể đã chạy rồi. Cần thì in hoặc gửi lại từ màn hình.`,
    );
  }
  for (const { check, what } of findings) {
    console.error(`Sai: ${check}: ${what}`);
  }
  console.log(
    findings.length === 0
      ? 'Lịch sử đã kiểm tra: không sai. Bước tiếp theo: chạy motcua start.'
      : 'Dữ liệu đã vào nhưng lịch sử có chỗ sai như trên. Hãy giữ nguyên và báo người hỗ trợ trước khi dùng.',
  );
}
