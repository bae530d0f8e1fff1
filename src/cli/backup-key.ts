import { createInterface } from 'node:readline/promises';
import { BackupError } from '#platform/backup/error.ts';
import { findOwnKey, readKeyFile } from '#platform/backup/key.ts';
import { UsageError } from './calendar-input.ts';

/**
 * The secret that opens an existing backup: `--key-file`, else MOTCUA_BACKUP_PASSPHRASE, else the key of this data
 * home, else what the person at the terminal types.
 * @throws BackupError `key-missing` when nobody is there to ask
 */
export async function secretToOpen(dataHome: string, keyFile: string | undefined): Promise<string> {
  if (keyFile !== undefined) {
    return readKeyFile(keyFile);
  }
  const given = process.env['MOTCUA_BACKUP_PASSPHRASE'] ?? (await findOwnKey(dataHome));
  if (given !== undefined && given !== '') {
    return given;
  }
  if (!process.stdin.isTTY) {
    throw new BackupError('key-missing');
  }
  // Asked on standard error: standard output is the command's result.
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(
      'Nhập khoá sao lưu (năm nhóm chữ đã chép ra giấy) hoặc mật khẩu sao lưu: ',
    );
  } finally {
    terminal.close();
  }
}

/** Runs a backup's or restore's work; what the person can mend is one clear line on standard error, exit code 1. */
export async function reportingBackup(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof BackupError || error instanceof UsageError)) {
      throw error;
    }
    console.error(`Lỗi: ${error.message}`);
    process.exitCode = 1;
  }
}

/** "12,3 MB": sizes for people. */
export function sizeText(bytes: number): string {
  const [value, unit] =
    bytes < 1_000_000 ? [bytes / 1000, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value.toLocaleString('vi-VN', { maximumFractionDigits: 1 })} ${unit}`;
}
