import type { BackupMessage } from './messages.ts';
import { backupMessages } from './messages.ts';

/** Why a backup or restore was refused. `message` is Vietnamese, for the person at the terminal; `code` is for programs. */
export class BackupError extends Error {
  readonly code: BackupMessage;

  constructor(code: BackupMessage, params: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(textOf(code, params), cause === undefined ? undefined : { cause });
    this.name = 'BackupError';
    this.code = code;
  }
}

function textOf(code: BackupMessage, params: Readonly<Record<string, string | number>>): string {
  // The holes differ by code, which the compiler cannot follow through a variable: they are filled here.
  const text: (key: BackupMessage, values: Readonly<Record<string, string | number>>) => string =
    backupMessages('vi') as never;
  return text(code, params);
}

/** The operating system's word for what went wrong ("ENOSPC"), if it has one. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Says in plain words what the file system refused in `folder`; any other error stays as it is. */
export function writeError(error: unknown, folder: string): unknown {
  if (error instanceof Error && 'path' in error && !String(error.path).startsWith(folder)) {
    return error;
  }
  switch (errnoOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new BackupError('no-space', { folder }, error);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new BackupError('folder-refused', { folder }, error);
    default:
      return error;
  }
}
