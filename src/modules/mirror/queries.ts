import { namesOfDossiersIn } from '#modules/dossiers/queries/local.ts';
import type { Actor } from '#platform/actor.ts';
import { type Circuit, type CircuitState, circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { mirrorFolders } from './folders.ts';
import { MIRROR_POLICY } from './policy.ts';
import { mirrorSaidIn } from './queries/figures.ts';
import * as repo from './repo.ts';
import { listBatches, listQuarantine } from './repo-batches.ts';
import * as doubts from './repo-doubts.ts';
import { isLayer } from './role.ts';
import { type MirrorSaid, saidOf } from './rules/said.ts';
import type {
  Doubt,
  MirrorBatch,
  MirroredDossier,
  MirrorFace,
  MirrorSettings,
  QuarantinedRow,
} from './schema.ts';

/** How the mirror stands. */
export interface MirrorStanding {
  readonly kind: MirrorSettings['source']['kind'];
  readonly said: MirrorSaid;
  readonly circuit: Circuit;
  readonly circuitState: CircuitState;
  readonly passedAt: Temporal.Instant | null;
  /** Where files are put; null where no folder is watched. */
  readonly folder: string | null;
  readonly figures: repo.MirrorFigures;
}

async function standingIn(ctx: AppContext, tx: Tx, centreId: string): Promise<MirrorStanding> {
  const now = ctx.clock.now();
  const circuit = await findCircuit(tx, repo.MIRROR_LINE);
  const settings = (await repo.findSettings(tx))?.settings;
  const kind = settings?.source.kind ?? 'off';
  const { passedAt } = await repo.findCursor(tx);
  return {
    kind,
    said: saidOf(kind, passedAt, settings?.staleHours ?? null, now),
    circuit,
    circuitState: circuitState(circuit, now),
    passedAt,
    folder: kind === 'folder' ? mirrorFolders(ctx.config, centreId).inbox : null,
    figures: await repo.countMirror(tx, now),
  };
}

/** {@link MirrorStanding} of the actor's centre. @throws Problem `forbidden` */
export async function mirrorStanding(ctx: AppContext, actor: Actor): Promise<MirrorStanding> {
  authorise(MIRROR_POLICY, actor, 'read', actor);
  return readOnly(ctx, actor, (tx) => standingIn(ctx, tx, actor.centreId));
}

/** A doubt with the code's own facts and the names of the candidates. */
export interface DoubtView extends Doubt {
  readonly told: MirroredDossier | null;
  readonly names: ReadonlyMap<
    string,
    { readonly number: string; readonly procedure: string; readonly applicant: string }
  >;
}

/** The page of the mirror. */
export interface MirrorOverview extends MirrorStanding {
  readonly rows: readonly MirroredDossier[];
  readonly total: number;
  readonly doubts: readonly DoubtView[];
  readonly batches: readonly MirrorBatch[];
  readonly quarantine: readonly QuarantinedRow[];
}

/** Rows of the list on one page. */
export const PAGE_ROWS = 50;

/** The mirrored dossiers of the actor's centre, what a person has to place, and how reading goes. @throws Problem `forbidden` */
export async function mirrorOverview(
  ctx: AppContext,
  actor: Actor,
  filter: Pick<repo.MirrorFilter, 'text' | 'which'>,
  page: number,
): Promise<MirrorOverview> {
  authorise(MIRROR_POLICY, actor, 'read', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const open = await doubts.listDoubts(tx);
    const names = await namesOfDossiersIn(
      tx,
      open.flatMap(({ candidates }) => candidates),
    );
    const views: DoubtView[] = [];
    for (const doubt of open) {
      views.push({ ...doubt, told: await repo.findMirrored(tx, { number: doubt.number }), names });
    }
    return {
      ...(await standingIn(ctx, tx, actor.centreId)),
      ...(await repo.listMirrored(tx, { ...filter, now }, (page - 1) * PAGE_ROWS, PAGE_ROWS)),
      doubts: views,
      batches: await listBatches(tx, 20),
      quarantine: await listQuarantine(tx, 100),
    };
  });
}

/** The settings without the secret; null before the first. @throws Problem `forbidden` */
export async function mirrorSettings(ctx: AppContext, actor: Actor): Promise<MirrorSettings | null> {
  authorise(MIRROR_POLICY, actor, 'settings', actor);
  return readOnly(ctx, actor, async (tx) => (await repo.findSettings(tx))?.settings ?? null);
}

/** What public look-up shows of a mirrored dossier. */
export const faceOf = (one: MirroredDossier, said: MirrorSaid | null): MirrorFace => ({
  said,
  number: one.number,
  localNumber: one.localNumber,
  procedureCode: one.procedureCode,
  procedureName: one.procedureName,
  status: one.status,
  unitName: one.unitName,
  receivedAt: one.receivedAt,
  dueAt: one.dueAt,
  returnedAt: one.returnedAt,
  source: one.source,
  asOf: one.asOf,
});

/** What the source says of a dossier received here, inside a running transaction; null where it says nothing or nothing is mirrored. */
export async function mirroredFaceIn(
  ctx: Pick<AppContext, 'config' | 'clock'>,
  tx: Tx,
  dossierId: string,
): Promise<MirrorFace | null> {
  const found = isLayer(ctx) ? await repo.findMirrored(tx, { dossierId }) : null;
  return found === null ? null : faceOf(found, await mirrorSaidIn(ctx, tx));
}
