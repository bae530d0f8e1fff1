import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from './messages.ts';
import { processPolicy } from './policy.ts';
import { type StepUnit, stepUnits } from './queries.ts';
import * as repo from './repo.ts';
import { checkProcess, type TimeBalance, timeBalance } from './rules/checks.ts';
import { differenceInWords } from './rules/difference.ts';
import { definitionOf, draftOf, withKeys } from './rules/draft.ts';
import type { Finding } from './rules.ts';
import type { ProcessDraft } from './schema/draft.ts';
import type { ProcessDefinition } from './schema.ts';
import { staffingOf } from './staffing.ts';

/** What is known of a draft as it stands: read or not, sound or not, and how it differs from what is in force. */
export interface Examined {
  /** Null while some field cannot be read. */
  readonly definition: ProcessDefinition | null;
  readonly findings: readonly Finding[];
  readonly balance: TimeBalance | null;
  /** Null where there is no version yet. */
  readonly changes: readonly string[] | null;
  readonly units: ReadonlyMap<string, StepUnit>;
}

/** Looks at a draft without keeping it: what "check" shows before anything is saved. @throws Problem `forbidden` */
export async function examineDraft(
  ctx: AppContext,
  actor: Actor,
  code: string,
  draft: ProcessDraft,
): Promise<Examined> {
  authorise(processPolicy, actor, 'edit', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const read = definitionOf(draft, code, localDay(at).toString());
  return readOnly(ctx, actor, async (tx) => {
    const units = await stepUnits(tx, actor.centreId);
    const newest = await repo.findNewest(tx, code);
    if (!read.ok) {
      return { definition: null, findings: [], balance: null, changes: newest === null ? null : [], units };
    }
    const { definition } = read;
    const isStaffed = await staffingOf(tx, actor.centreId, definition, units, at);
    return {
      definition,
      findings: checkProcess(definition, isStaffed),
      balance: timeBalance(definition),
      changes: newest === null ? null : differenceInWords(newest, definition),
      units,
    };
  });
}

/** A draft to go on with, or the newest version as a fresh one (`revision` 0). */
export interface OpenDraft {
  readonly draft: ProcessDraft;
  readonly revision: number;
}

/** What the editor begins with. @throws Problem `forbidden`, `not-found` */
export async function openDraft(ctx: AppContext, actor: Actor, code: string): Promise<OpenDraft> {
  authorise(processPolicy, actor, 'edit', { centreId: actor.centreId });
  return readOnly(ctx, actor, async (tx) => {
    const [kept] = await repo.listDrafts(tx, code);
    if (kept !== undefined) {
      return { draft: withKeys(kept.draft), revision: kept.revision };
    }
    const newest = await repo.findNewest(tx, code);
    if (newest === null) {
      throw new Problem('not-found', { detail: messages('vi')('unknown') });
    }
    return { draft: draftOf(newest), revision: 0 };
  });
}

/** The drafts being edited, by code; empty for who may not edit. @throws Problem `forbidden` */
export async function listDrafts(ctx: AppContext, actor: Actor): Promise<readonly repo.StoredDraft[]> {
  authorise(processPolicy, actor, 'edit', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => repo.listDrafts(tx));
}

/** A process with all its versions, newest first, and how each differs from the one before. */
export interface ProcessVersions {
  readonly versions: readonly {
    readonly process: repo.StoredProcess;
    /** Null for the first. */
    readonly changes: readonly string[] | null;
  }[];
  readonly draft: repo.StoredDraft | null;
  readonly findings: readonly Finding[];
  readonly balance: TimeBalance | null;
  readonly units: ReadonlyMap<string, StepUnit>;
}

/** Everything about a process. @throws Problem `forbidden`, `not-found` */
export async function getVersions(ctx: AppContext, actor: Actor, code: string): Promise<ProcessVersions> {
  authorise(processPolicy, actor, 'view', { centreId: actor.centreId });
  const at = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const versions = await repo.listVersions(tx, code);
    const [newest] = versions;
    if (newest === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('unknown') });
    }
    const units = await stepUnits(tx, actor.centreId);
    const isStaffed = await staffingOf(tx, actor.centreId, newest, units, at);
    const [draft] = await repo.listDrafts(tx, code);
    return {
      versions: versions.map((process, i) => {
        const before = versions[i + 1];
        return { process, changes: before === undefined ? null : differenceInWords(before, process) };
      }),
      draft: draft ?? null,
      findings: checkProcess(newest, isStaffed),
      balance: timeBalance(newest),
      units,
    };
  });
}
