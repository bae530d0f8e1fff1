import { Command } from 'commander';
import { findCentreByHost, listUnits } from '#modules/agencies/queries.ts';
import {
  changeAccount,
  createAccount,
  type HandOver,
  resetPassword,
  setAccountActive,
  unlockAccount,
} from '#modules/identity/commands/accounts.ts';
import { listAccounts } from '#modules/identity/queries.ts';
import { type Account, ChangeAccountInput, CreateAccountInput } from '#modules/identity/schema.ts';
import { type SystemActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { withContext } from './context.ts';

interface Shared {
  readonly host?: string;
  readonly json?: boolean;
}

interface CreateOptions extends Shared {
  readonly name: string;
  readonly role: readonly string[];
  readonly unit?: string;
  readonly position?: string;
  readonly phone?: string;
}

/** Every fault of an input on one line each, as people read them. */
function inWords(error: unknown): Error {
  if (isProblem(error)) {
    const fields = error.details.fields?.map((field) => `\n  ${field.path}: ${field.message}`).join('') ?? '';
    return new Error(`${error.details.detail}${fields}`);
  }
  if (error instanceof Error && 'issues' in error && Array.isArray(error.issues)) {
    const lines = error.issues.map(
      (issue: { path: PropertyKey[]; message: string }) => `  ${issue.path.join('.')}: ${issue.message}`,
    );
    return new Error(`Có chỗ cần sửa:\n${lines.join('\n')}`);
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** Runs as the product itself in the centre of `--host`, else the first one. */
async function inCentre<T>(
  options: Shared,
  work: (ctx: AppContext, actor: SystemActor) => Promise<T>,
): Promise<T> {
  return withContext(async (ctx) => {
    const centre = await findCentreByHost(ctx, options.host ?? '');
    if (!centre || (options.host !== undefined && !centre.hosts.includes(options.host.toLowerCase()))) {
      throw new Error(
        options.host === undefined
          ? 'Chưa có trung tâm nào. Thiết lập xã trước: motcua commune FILE'
          : `Không có trung tâm nào mở ở địa chỉ ${options.host}.`,
      );
    }
    try {
      return await work(ctx, systemActor(centre.id, 'motcua user'));
    } catch (error) {
      throw inWords(error);
    }
  });
}

async function named(ctx: AppContext, actor: SystemActor, username: string): Promise<Account> {
  const account = (await listAccounts(ctx, actor)).find((one) => one.username === username.toLowerCase());
  if (!account) {
    throw new Error(`Không có tài khoản ${username}. Xem danh sách: motcua user list`);
  }
  return account;
}

function face(account: Account) {
  const { id, username, displayName, position, roles, active, lockedUntil, hasTotp } = account;
  return {
    id,
    username,
    displayName,
    position,
    roles,
    active,
    lockedUntil: lockedUntil?.toString() ?? null,
    hasTotp,
  };
}

function printHandOver({ account, password }: HandOver, options: Shared): void {
  console.log(
    options.json
      ? JSON.stringify({ ...face(account), password })
      : `${account.username}\nMật khẩu dùng một lần: ${password}`,
  );
}

async function list(options: Shared): Promise<void> {
  const accounts = await inCentre(options, listAccounts);
  if (options.json) {
    console.log(JSON.stringify(accounts.map(face)));
    return;
  }
  const width = Math.max(0, ...accounts.map((account) => account.username.length));
  for (const account of accounts) {
    const state = account.active ? '' : '  (đã ngừng)';
    console.log(
      `${account.username.padEnd(width)}  ${account.displayName}  [${account.roles.join(', ')}]${state}`,
    );
  }
}

async function create(username: string, options: CreateOptions): Promise<void> {
  const handOver = await inCentre(options, async (ctx, actor) => {
    const unit = options.unit && (await listUnits(ctx, actor)).find((one) => one.code === options.unit);
    if (options.unit !== undefined && !unit) {
      throw new Error(`Không có phòng với mã ${options.unit}.`);
    }
    const input = CreateAccountInput.parse({
      requestId: newRequestId(),
      username,
      displayName: options.name,
      position: options.position,
      phone: options.phone,
      unitId: unit ? unit.id : actor.centreId,
      roles: options.role,
    });
    return createAccount(ctx, actor, input);
  });
  printHandOver(handOver, options);
}

async function reset(username: string, options: Shared & { readonly twoStep?: boolean }): Promise<void> {
  const handOver = await inCentre(options, async (ctx, actor) =>
    resetPassword(ctx, actor, (await named(ctx, actor, username)).id, options.twoStep === true),
  );
  printHandOver(handOver, options);
}

async function setRoles(username: string, roles: readonly string[], options: Shared): Promise<void> {
  const account = await inCentre(options, async (ctx, actor) => {
    const { id, displayName, position, phone, unitId } = await named(ctx, actor, username);
    const input = { id, displayName, position, unitId, roles, ...(phone === null ? {} : { phone }) };
    return changeAccount(ctx, actor, ChangeAccountInput.parse(input));
  });
  console.log(
    options.json ? JSON.stringify(face(account)) : `${account.username}: ${account.roles.join(', ')}`,
  );
}

async function unlock(username: string, options: Shared): Promise<void> {
  await inCentre(options, async (ctx, actor) =>
    unlockAccount(ctx, actor, (await named(ctx, actor, username)).id),
  );
  console.log(options.json ? JSON.stringify({ username, unlocked: true }) : `Đã mở khóa ${username}.`);
}

async function setActive(username: string, active: boolean, options: Shared): Promise<void> {
  await inCentre(options, async (ctx, actor) =>
    setAccountActive(ctx, actor, (await named(ctx, actor, username)).id, active),
  );
  const words = active ? `${username} dùng lại được.` : `Đã ngừng ${username}.`;
  console.log(options.json ? JSON.stringify({ username, active }) : words);
}

function shared(command: Command): Command {
  return command
    .option('--host <host>', 'trung tâm theo địa chỉ; không ghi thì trung tâm đầu tiên')
    .option('--json', 'in JSON');
}

/** `motcua user …`: accounts from the machine itself, for the first administrator and for the day nobody can sign in. */
export function userCommand(): Command {
  const user = new Command('user').description('tài khoản cán bộ');
  shared(user.command('list').description('liệt kê')).action(list);
  shared(user.command('create <username>').description('thêm tài khoản, in mật khẩu dùng một lần'))
    .requiredOption('--name <name>', 'họ và tên')
    .requiredOption('--role <role...>', 'vai trò, ví dụ administrator')
    .option('--unit <code>', 'mã phòng; không ghi thì thuộc Trung tâm')
    .option('--position <position>', 'chức danh')
    .option('--phone <phone>', 'điện thoại')
    .action(create);
  shared(user.command('reset-password <username>').description('đặt lại mật khẩu, in mật khẩu dùng một lần'))
    .option('--two-step', 'bỏ cả xác thực hai lớp')
    .action(reset);
  shared(user.command('roles <username> <role...>').description('giao lại vai trò')).action(setRoles);
  shared(user.command('unlock <username>').description('mở khóa')).action(unlock);
  shared(user.command('deactivate <username>').description('ngừng tài khoản')).action(
    (username: string, options: Shared) => setActive(username, false, options),
  );
  shared(user.command('activate <username>').description('cho dùng lại')).action(
    (username: string, options: Shared) => setActive(username, true, options),
  );
  return user;
}
