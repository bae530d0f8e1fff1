import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

function defaultDataHome(): string {
  if (process.platform === 'win32') {
    return join(process.env['LOCALAPPDATA'] ?? homedir(), 'motcua');
  }
  // PostgreSQL drops root and then could not enter root's home.
  return process.getuid?.() === 0
    ? '/var/lib/motcua'
    : join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local/share'), 'motcua');
}

const flag = z.enum(['0', '1', 'false', 'true']).transform((value) => value === '1' || value === 'true');

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().min(1).default('0.0.0.0'),
  /** The address citizens reach the product at, printed in QR codes. Default: from PORT on this machine. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** A PostgreSQL 15 or newer, as owner of the database. Without it the embedded PostgreSQL is used. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Login of the role `motcua_app`, where DATABASE_URL may not create logins. */
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  /** Folder for database, files and secrets; must survive upgrades. */
  MOTCUA_DATA: z.string().min(1).default(defaultDataHome),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** How this installation stands to the province's system (design: two roles, one setting). */
  MOTCUA_ROLE: z.enum(['dossier-system', 'centre-layer']).default('dossier-system'),
  /** Sets up the example commune with example people. `npm start` turns it on while the database is empty. */
  MOTCUA_EXAMPLE: flag.default(false),
  /** Outgoing mail, `smtps://name:password@host:465` or `smtp://…`; without it nothing is mailed. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Sender of the mails, e.g. `Một Cửa xã Ví Dụ <motcua@example.vn>`; needed with SMTP_URL. */
  MAIL_FROM: z.string().min(3).optional(),
  /** Whether a proxy in front is trusted to tell the visitor's address. */
  TRUST_PROXY: flag.default(false),
});

/** The validated settings of this process. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly databaseUrl: string | undefined;
  readonly databaseAppUrl: string | undefined;
  readonly databasePool: number;
  readonly dataHome: string;
  readonly logLevel: string;
  readonly role: 'dossier-system' | 'centre-layer';
  readonly example: boolean;
  readonly trustProxy: boolean;
  /** Outgoing mail; undefined while it is not set up. */
  readonly mail: { readonly url: string; readonly from: string } | undefined;
}

/**
 * Reads settings from the environment.
 * @throws Error that names every wrong setting and what it should be; the process must not start then.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`settings are wrong:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  if (e.SMTP_URL !== undefined && e.MAIL_FROM === undefined) {
    throw new Error('settings are wrong:\n  MAIL_FROM: needed with SMTP_URL, e.g. motcua@example.vn');
  }
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: (e.PUBLIC_URL ?? `http://localhost:${e.PORT}`).replace(/\/$/, ''),
    databaseUrl: e.DATABASE_URL,
    databaseAppUrl: e.DATABASE_APP_URL,
    databasePool: e.DATABASE_POOL,
    dataHome: e.MOTCUA_DATA,
    logLevel: e.LOG_LEVEL,
    role: e.MOTCUA_ROLE,
    example: e.MOTCUA_EXAMPLE,
    trustProxy: e.TRUST_PROXY,
    mail: e.SMTP_URL === undefined ? undefined : { url: e.SMTP_URL, from: e.MAIL_FROM ?? '' },
  };
}
