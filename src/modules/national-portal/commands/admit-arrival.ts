import { ZodError } from 'zod';
import { fetchFile } from '#integrations/national-portal/files.ts';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import { UPLOAD_LIMITS } from '#modules/documents/rules/upload.ts';
import { execute } from '#modules/dossiers/commands/execute.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type Dossier, STATUS } from '#modules/dossiers/schema.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { inboxMessages } from '../messages-inbox.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import * as repo from '../repo-inbox.ts';
import { intakeOf, paperKeyOf, procedureCodeOf } from '../rules/arrival.ts';
import { backOff } from '../rules/delivery.ts';
import { type Arrival, type ArrivedFile, FiledDossier } from '../schema-inbox.ts';

/** Longest time for one file, in milliseconds, and how often one is tried before a person looks at it. */
const FILE_MS = 30_000;
const FILE_TRIES = 6;
/** Files fetched at the same time for one dossier. */
const AT_ONCE = 4;
const t = inboxMessages('vi');

/** What a person reads of an error that was foreseen; anything else goes on to be tried again. */
function reasonOf(error: unknown): string {
  if (isProblem(error)) {
    return error.details.detail;
  }
  if (error instanceof ZodError) {
    return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  }
  throw error;
}

interface FileOutcome {
  readonly fileId?: string;
  readonly refused?: string;
  readonly later?: string;
}

async function fetchOne(
  ctx: AppContext,
  actor: Actor,
  file: ArrivedFile,
  source: { readonly origins: readonly string[]; readonly ownNetwork: boolean },
): Promise<FileOutcome> {
  const { maxBytes } = UPLOAD_LIMITS.component;
  const fetched = await fetchFile(file.url, { ...source, maxBytes, timeoutMs: FILE_MS });
  if (fetched.kind !== 'file') {
    return fetched.kind === 'refused' ? { refused: fetched.why } : { later: fetched.why };
  }
  try {
    // The row's id is the request's: fetched twice by a kill in between, it is one file.
    const stored = await uploadFile(ctx, actor, {
      bytes: fetched.bytes,
      name: file.name,
      purpose: 'component',
      requestId: file.id,
    });
    return { fileId: stored.id };
  } catch (error) {
    return { refused: reasonOf(error) };
  }
}

async function settleFile(
  ctx: AppContext,
  actor: Actor,
  file: ArrivedFile,
  outcome: FileOutcome,
): Promise<void> {
  const attempts = file.attempts + 1;
  const over = outcome.later !== undefined && attempts >= FILE_TRIES;
  await inTransaction(ctx, actor, (tx) =>
    outcome.fileId !== undefined
      ? repo.changeFile(tx, file.id, { state: 'kept', fileId: outcome.fileId, why: null, attempts })
      : outcome.later === undefined || over
        ? repo.changeFile(tx, file.id, {
            state: 'refused',
            why: outcome.refused ?? `${outcome.later}, ${t('files-over', { n: attempts })}`,
            attempts,
          })
        : repo.changeFile(tx, file.id, {
            why: outcome.later,
            attempts,
            nextAt: ctx.clock.now().add({ seconds: backOff(attempts) }),
          }),
  );
}

/** Fetches what is due, some at the same time; each outcome is stored by itself. */
async function fetchDue(ctx: AppContext, actor: Actor, files: readonly ArrivedFile[]): Promise<void> {
  const now = ctx.clock.now();
  const settings = await readOnly(ctx, actor, repo.findInboxSettings);
  const source = settings?.settings ?? { origins: [], ownNetwork: false };
  const due = files.filter(
    (file) => file.state === 'waiting' && Temporal.Instant.compare(file.nextAt, now) <= 0,
  );
  for (let from = 0; from < due.length; from += AT_ONCE) {
    await Promise.all(
      due
        .slice(from, from + AT_ONCE)
        .map(async (file) => settleFile(ctx, actor, file, await fetchOne(ctx, actor, file, source))),
    );
  }
}

/** Keys of the papers that the procedure names. @throws Problem `not-found` where the catalogue does not have it */
async function publishedKeys(ctx: AppContext, actor: Actor, code: string): Promise<ReadonlySet<string>> {
  const version = await readOnly(ctx, actor, (tx) => findCurrentVersion(tx, code, localDay(ctx.clock.now())));
  return new Set(version?.body.components.map(({ id }) => id) ?? []);
}

async function markAdmitted(
  tx: Tx,
  arrival: Arrival,
  files: readonly ArrivedFile[],
  dossier: Dossier,
): Promise<void> {
  await repo.changeArrival(tx, arrival.id, {
    state: 'admitted',
    dossierId: dossier.id,
    why: null,
    ...(dossier.respondBy === null ? {} : { respondBy: dossier.respondBy }),
  });
  for (const file of files.filter(({ state }) => state === 'kept')) {
    await repo.changeFile(tx, file.id, { bound: true });
  }
}

/** The post becomes a dossier at the counter (status 1), or its newest wording while nobody has received it. */
async function asDraft(
  ctx: AppContext,
  actor: Actor,
  arrival: Arrival,
  files: readonly ArrivedFile[],
  dossier: Dossier | null,
): Promise<void> {
  const filed = FiledDossier.parse(arrival.body);
  const code = procedureCodeOf(filed.MaTTHC);
  if (code === null) {
    throw new Problem('validation', { detail: t('bad-procedure', { code: filed.MaTTHC }) });
  }
  const intake = intakeOf(filed, code, files, await publishedKeys(ctx, actor, code));
  await execute(
    ctx,
    actor,
    dossier === null ? 'new' : { id: dossier.id },
    { type: 'keep-draft', intake, arrivedAt: arrival.arrivedAt },
    arrival.id,
    async (tx, executed) => markAdmitted(tx, arrival, files, executed.dossier),
  );
}

/** Hands one kept file to the dossier, at its paper where the dossier has that paper. */
async function attach(
  ctx: AppContext,
  actor: Actor,
  file: ArrivedFile,
  fileId: string,
  dossier: Dossier,
): Promise<void> {
  const key = paperKeyOf(file);
  const paperKey = dossier.papers.some((paper) => paper.key === key) ? key : null;
  try {
    await execute(
      ctx,
      actor,
      { id: dossier.id },
      { type: 'add-file', file: { id: fileId, name: file.name.slice(0, 300) }, paperKey },
      // Two jobs at once hand it over once.
      file.id,
      (tx) => repo.changeFile(tx, file.id, { bound: true }),
    );
  } catch (error) {
    const why = isProblem(error, 'not-allowed-now') ? t('dossier-over') : reasonOf(error);
    await inTransaction(ctx, actor, (tx) => repo.changeFile(tx, file.id, { bound: true, why }));
  }
}

/** What came after the dossier was received or asked to be completed stands in its history, for the officer who holds it. */
async function asUpdate(ctx: AppContext, actor: Actor, arrival: Arrival, dossier: Dossier): Promise<void> {
  const filed = FiledDossier.parse(arrival.body);
  const content = [filed.TrichYeuHoSo, filed.GhiChu].filter((text) => text !== '').join('. ');
  const text = t('update-note', {
    at: formatDateTime(arrival.arrivedAt),
    content: content === '' ? t('update-nothing') : content,
  });
  await execute(ctx, actor, { id: dossier.id }, { type: 'add-note', text }, arrival.id, async (tx) => {
    await repo.changeArrival(tx, arrival.id, {
      state: 'admitted',
      dossierId: dossier.id,
      // Only what the citizen was asked for has an answer due.
      ...(dossier.status === STATUS.supplement ? {} : { answeredAt: ctx.clock.now() }),
    });
  });
}

async function admitOne(
  ctx: AppContext,
  actor: Actor,
  arrival: Arrival,
  dossierId: string | null,
): Promise<void> {
  try {
    const { files, dossier } = await readOnly(ctx, actor, async (tx) => ({
      files: await repo.listFiles(tx, [arrival.id]),
      dossier: dossierId === null ? null : await findDossierIn(tx, { id: dossierId }),
    }));
    if (dossier === null || dossier.status === STATUS.new) {
      await asDraft(ctx, actor, arrival, files, dossier);
    } else {
      await asUpdate(ctx, actor, arrival, dossier);
    }
  } catch (error) {
    const why = reasonOf(error);
    await inTransaction(ctx, actor, async (tx) => {
      await repo.changeArrival(tx, arrival.id, { state: 'quarantined', why });
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'quarantined' });
    });
  }
}

/** Files that came after the dossier: each is handed to it by itself. */
async function attachLate(ctx: AppContext, actor: Actor, arrivals: readonly Arrival[]): Promise<void> {
  for (const arrival of arrivals) {
    const { dossierId } = arrival;
    if (arrival.state !== 'admitted' || dossierId === null) {
      continue;
    }
    const files = await readOnly(ctx, actor, (tx) => repo.listFiles(tx, [arrival.id]));
    for (const file of files.filter(({ state, bound }) => state === 'kept' && !bound)) {
      const dossier = await readOnly(ctx, actor, (tx) => findDossierIn(tx, { id: dossierId }));
      if (dossier !== null && file.fileId !== null) {
        await attach(ctx, actor, file, file.fileId, dossier);
      }
    }
  }
}

/**
 * Takes everything that was kept of one national number in: fetches files, makes the dossier at the counter or adds to it, oldest version first. A file that does
 * not come keeps nothing else back: the dossier is there with what came, and the rest follows. What no dossier can hold goes into quarantine with the reason.
 * Done twice it does nothing the second time.
 * @throws Problem `forbidden`
 */
export async function admitArrivals(ctx: AppContext, actor: Actor, number: string): Promise<void> {
  authorise(INBOX_POLICY, actor, 'admit', { centreId: actor.centreId });
  const versions = await readOnly(ctx, actor, (tx) => repo.listVersions(tx, number));
  const taken = versions.filter(({ state }) => state === 'kept' || state === 'admitted');
  const files = await readOnly(ctx, actor, (tx) =>
    repo.listFiles(
      tx,
      taken.map(({ id }) => id),
    ),
  );
  await fetchDue(ctx, actor, files);
  let dossierId = versions.findLast(({ state }) => state === 'admitted')?.dossierId ?? null;
  for (const arrival of versions.filter(({ state }) => state === 'kept')) {
    await admitOne(ctx, actor, arrival, dossierId);
    const now = await readOnly(ctx, actor, (tx) => repo.findArrival(tx, arrival.id));
    dossierId = now?.dossierId ?? dossierId;
  }
  await attachLate(ctx, actor, await readOnly(ctx, actor, (tx) => repo.listVersions(tx, number)));
}
