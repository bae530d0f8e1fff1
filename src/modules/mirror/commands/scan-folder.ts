import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Actor } from '#platform/actor.ts';
import type { CircuitPlan } from '#platform/circuit.ts';
import { noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { type MirrorFolders, mirrorFolders } from '../folders.ts';
import { MIRROR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { isLayer } from '../role.ts';
import { type FileOutcome, takeFile } from './take-file.ts';

/** A folder that is not there is looked for at least every ten minutes. */
const FOLDER_CIRCUIT: CircuitPlan = { openAfter: 3, firstRest: 60, longestRest: 600 };

/** Sizes and times of files as the last look saw them: a file that still grows is left alone. */
const seen = new Map<string, string>();

async function isWhole(path: string): Promise<{ readonly madeAt: Temporal.Instant } | null> {
  const { size, mtimeMs } = await stat(path);
  const face = `${size} ${mtimeMs}`;
  const whole = seen.get(path) === face;
  seen.set(path, face);
  return whole && size > 0 ? { madeAt: Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs)) } : null;
}

/** Moves a file; one of the same name there is kept, the later gets the moment into its name. */
async function move(path: string, folder: string, at: Temporal.Instant): Promise<string> {
  const name = basename(path);
  const end = extname(name);
  const stamp = at.toString({ smallestUnit: 'millisecond' }).replace(/[:.]/g, '-');
  const taken = await stat(join(folder, name)).then(
    () => true,
    () => false,
  );
  const target = join(folder, taken ? `${name.slice(0, -end.length)}-${stamp}${end}` : name);
  await rename(path, target);
  seen.delete(path);
  return target;
}

async function takeOne(
  ctx: AppContext,
  actor: Actor,
  folders: MirrorFolders,
  name: string,
): Promise<FileOutcome | null> {
  const path = join(folders.inbox, name);
  const whole = await isWhole(path);
  if (whole === null) {
    return null;
  }
  const outcome = await takeFile(ctx, actor, { name, bytes: await readFile(path), madeAt: whole.madeAt });
  const at = ctx.clock.now();
  if (outcome.kind === 'failed') {
    const target = await move(path, folders.failed, at);
    await writeFile(`${target}.ly-do.txt`, `${outcome.why}\n`);
  } else {
    await move(path, folders.done, at);
  }
  return outcome;
}

/**
 * Looks into the folder: whole files (unchanged since the last look) are taken, oldest name first, then moved to where read or unreadable ones go, the latter with
 * the reason beside them. After a kill between taking and moving, the content is known and the file is only moved.
 * @returns what became of the files that were taken up
 */
export async function scanFolder(ctx: AppContext, actor: Actor): Promise<readonly FileOutcome[]> {
  authorise(MIRROR_POLICY, actor, 'follow', actor);
  const found = await readOnly(ctx, actor, repo.findSettings);
  if (!isLayer(ctx) || found?.settings.source.kind !== 'folder') {
    return [];
  }
  const folders = mirrorFolders(ctx.config, actor.centreId);
  const outcomes: FileOutcome[] = [];
  let why: string | null = null;
  try {
    for (const folder of Object.values(folders)) {
      await mkdir(folder, { recursive: true });
    }
    // Whatever was put there gets an answer; only what programs leave while they write is passed over.
    const names = (await readdir(folders.inbox, { withFileTypes: true }))
      .filter((entry) => entry.isFile() && !/^[.~]|\.(tmp|part|crdownload)$/i.test(entry.name))
      .map(({ name }) => name);
    for (const name of names.toSorted()) {
      const outcome = await takeOne(ctx, actor, folders, name);
      if (outcome !== null) {
        outcomes.push(outcome);
      }
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) {
      throw error;
    }
    why = `${error.code}: ${folders.inbox}`;
  }
  await inTransaction(ctx, actor, (tx) =>
    noteCircuit(tx, actor.centreId, repo.MIRROR_LINE, why, ctx.clock.now(), FOLDER_CIRCUIT),
  );
  return outcomes;
}
