import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Command } from 'commander';
import { defaultCentre } from '#modules/agencies/queries.ts';
import { readCatalogue } from '#modules/procedures/catalogue-file.ts';
import { applyImport } from '#modules/procedures/commands/apply-import.ts';
import { discardImport } from '#modules/procedures/commands/discard-import.ts';
import { readImport } from '#modules/procedures/commands/read-import.ts';
import { compareWithCatalogue, getImport } from '#modules/procedures/queries.ts';
import type { Difference } from '#modules/procedures/rules/difference.ts';
import { type SystemActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { readText, reporting, UsageError } from './calendar-input.ts';
import { withContext } from './context.ts';

interface Options {
  readonly apply?: boolean;
  readonly dryRun?: boolean;
  readonly onlyNew?: boolean;
  readonly from?: string;
  readonly json?: boolean;
}

/** `motcua catalogue import|diff`: reads a national list, shows what it would change, applies it when told to. */
export function catalogueCommand(): Command {
  const command = new Command('catalogue').description(
    'danh mục thủ tục: nhập, so sánh (procedure catalogue)',
  );
  command
    .command('import')
    .description('đọc tệp JSONL, cho xem khác biệt; --apply thì áp dụng')
    .argument('<file>', 'tệp JSONL, mỗi dòng một thủ tục')
    .option('--dry-run', 'chỉ xem khác biệt, không lưu gì (mặc định)')
    .option('--apply', 'áp dụng')
    .option('--only-new', 'chỉ thêm thủ tục chưa có, giữ nguyên thủ tục đang có')
    .option('--from <day>', 'ngày bắt đầu áp dụng, ví dụ 2026-12-01 (mặc định hôm nay)')
    .option('--json', 'in JSON')
    .action((file: string, options: Options) =>
      reporting(() => withActor((ctx, actor) => run(ctx, actor, file, options))),
    );
  command
    .command('diff')
    .description('so sánh tệp JSONL với danh mục đang áp dụng')
    .argument('<file>', 'tệp JSONL')
    .option('--json', 'in JSON')
    .action((file: string, options: Options) =>
      reporting(() => withActor((ctx, actor) => diff(ctx, actor, file, options))),
    );
  return command;
}

async function withActor(work: (ctx: AppContext, actor: SystemActor) => Promise<void>): Promise<void> {
  await withContext(async (ctx) => {
    const centre = await defaultCentre(ctx);
    if (centre === undefined) {
      throw new UsageError('Chưa có trung tâm nào. Xin chạy "motcua start" một lần để khởi tạo.');
    }
    try {
      await work(ctx, systemActor(centre.id, 'motcua catalogue'));
    } catch (error) {
      throw isProblem(error) ? new UsageError(error.details.detail) : error;
    }
  });
}

/** Progress goes to standard error, and only where a person looks at it. */
const progress = (what: string) => (done: number, all: number) => {
  if (process.stderr.isTTY && (done % 50 === 0 || done === all)) {
    process.stderr.write(`\r${what} ${done}/${all}${done === all ? '\n' : ''}`);
  }
};

async function run(ctx: AppContext, actor: SystemActor, file: string, options: Options): Promise<void> {
  if (options.apply !== true) {
    return diff(ctx, actor, file, options);
  }
  if (options.dryRun === true) {
    throw new UsageError('Chọn một trong hai: --dry-run (chỉ xem) hoặc --apply (áp dụng).');
  }
  const text = await readText(file);
  const run = await readImport(ctx, actor, {
    requestId: newRequestId(),
    fileName: basename(file),
    text,
    onLine: progress('Đọc'),
  });
  const view = await getImport(ctx, actor, run.id);
  const kept = options.onlyNew
    ? (view.difference?.changes ?? []).filter(({ kind }) => kind === 'changed').map(({ code }) => code)
    : [];
  const applied = await applyOrDiscard(ctx, actor, run.id, kept, options.from);
  const result = {
    file: basename(file),
    sha256: createHash('sha256').update(text).digest('hex'),
    accepted: applied.accepted,
    refused: view.refusals,
    added: applied.added,
    changed: applied.changed,
    unchanged: applied.unchanged,
    effectiveFrom: applied.effectiveFrom?.toString() ?? null,
  };
  console.log(
    options.json
      ? JSON.stringify(result)
      : [
          `Đọc được ${result.accepted} thủ tục, không nhận ${result.refused.length} dòng.`,
          ...result.refused.map(
            ({ line, code, reasons }) => `  dòng ${line} ${code ?? ''}: ${reasons.join('; ')}`,
          ),
          `Đã áp dụng từ ${result.effectiveFrom}: thêm ${result.added}, thay đổi ${result.changed}, giữ nguyên ${result.unchanged}.`,
        ].join('\n'),
  );
}

async function applyOrDiscard(
  ctx: AppContext,
  actor: SystemActor,
  runId: string,
  except: readonly string[],
  from: string | undefined,
) {
  try {
    return await applyImport(ctx, actor, {
      runId,
      except,
      onStored: progress('Ghi'),
      ...(from === undefined ? {} : { from: parseDay(from) }),
    });
  } catch (error) {
    await discardImport(ctx, actor, runId);
    throw error;
  }
}

function parseDay(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new UsageError('--from là một ngày, ví dụ 2026-12-01.');
  }
}

async function diff(ctx: AppContext, actor: SystemActor, file: string, options: Options): Promise<void> {
  const { procedures, refused } = readCatalogue(await readText(file), progress('Đọc'));
  const difference = await compareWithCatalogue(ctx, actor, procedures);
  if (options.json) {
    console.log(
      JSON.stringify({
        accepted: procedures.length,
        refused,
        changes: difference.changes.map(({ code, name, kind, parts }) => ({ code, name, kind, parts })),
        unchanged: difference.unchanged,
        absent: difference.absent,
      }),
    );
    return;
  }
  for (const { line, code, reasons } of refused) {
    console.log(`! dòng ${line} ${code ?? ''}: ${reasons.join('; ')}`);
  }
  console.log(forPeople(difference));
}

const forPeople = ({ changes, unchanged, absent }: Difference): string =>
  [
    ...changes.map(({ code, name, kind, parts }) =>
      kind === 'added' ? `+ ${code}  ${name}` : `~ ${code}  ${name}  (${parts.join(', ')})`,
    ),
    ...absent.map(({ code, name }) => `? ${code}  ${name}  (không có trong tệp, giữ nguyên)`),
    `Thêm ${changes.filter(({ kind }) => kind === 'added').length}, thay đổi ${changes.filter(({ kind }) => kind === 'changed').length}, giữ nguyên ${unchanged}, không có trong tệp ${absent.length}.`,
  ].join('\n');
