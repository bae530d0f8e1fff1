/**
 * What boards and reports above this module read of the mirror, inside a transaction of theirs; their own policies say who may. Every answer comes with where it
 * is from and when that was read, so that no screen can show one without the other.
 */
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { fromLocal } from '#platform/time.ts';
import { slug } from '#platform/vietnamese.ts';
import { findCursor, findSettings } from '../repo.ts';
import * as figures from '../repo-figures.ts';
import { isLayer } from '../role.ts';
import { type MirrorCounts, type MirrorFigure, type MirrorLacking, totalCounts } from '../rules/figures.ts';
import { type MirrorSaid, saidOf } from '../rules/said.ts';
import type { MirroredDossier } from '../schema.ts';

/** Where mirrored figures come from; null where this installation counts its own. */
export async function mirrorSaidIn(
  ctx: Pick<AppContext, 'config' | 'clock'>,
  tx: Tx,
): Promise<MirrorSaid | null> {
  if (!isLayer(ctx)) {
    return null;
  }
  const settings = (await findSettings(tx))?.settings;
  const { passedAt } = await findCursor(tx);
  return saidOf(settings?.source.kind ?? 'off', passedAt, settings?.staleHours ?? null, ctx.clock.now());
}

/** Where figures come from, where it is known that this is a centre's layer. @throws Error where it is not */
async function saidFor(ctx: Pick<AppContext, 'config' | 'clock'>, tx: Tx): Promise<MirrorSaid> {
  const said = await mirrorSaidIn(ctx, tx);
  if (said === null) {
    throw new Error('mirrored figures are asked for, but this installation is the dossier system');
  }
  return said;
}

/** Figures of a day over the mirrored dossiers. */
export interface MirrorBoard {
  readonly said: MirrorSaid;
  readonly total: MirrorCounts;
  /** Most late first, then by name; under the names that the source gives. */
  readonly units: readonly figures.MirrorUnit[];
  /** Days of the trend that have something, oldest first; of all units. */
  readonly days: readonly figures.MirrorDay[];
}

/** Names that the source gives to what is called one of these here: capitals, marks and signs do not matter. */
function meant(told: readonly string[], names: readonly string[]): readonly string[] {
  const wanted = new Set(names.map((name) => slug(name)));
  return told.filter((name) => wanted.has(slug(name)));
}

/**
 * The board of a day.
 * @param unitNames only units of these names; null: all
 * @throws Error where this installation is the dossier system
 */
export async function mirrorBoardIn(
  ctx: Pick<AppContext, 'config' | 'clock'>,
  tx: Tx,
  unitNames: readonly string[] | null,
  moments: figures.MirrorMoments,
): Promise<MirrorBoard> {
  const all = await figures.countUnits(tx, moments);
  const kept =
    unitNames === null
      ? null
      : new Set(
          meant(
            all.map((unit) => unit.unitName),
            unitNames,
          ),
        );
  const units = all
    .filter((unit) => kept === null || kept.has(unit.unitName))
    .toSorted((a, b) => b.counts.late - a.counts.late || a.unitName.localeCompare(b.unitName, 'vi'));
  return {
    said: await saidFor(ctx, tx),
    total: totalCounts(units.map((unit) => unit.counts)),
    units,
    days: unitNames === null ? await figures.countDays(tx, moments) : [],
  };
}

/** A page of the dossiers behind a figure. */
export interface MirrorFigureList {
  readonly said: MirrorSaid;
  readonly rows: readonly MirroredDossier[];
  /** Exactly the figure on the board. */
  readonly total: number;
}

/** The dossiers behind a figure of {@link mirrorBoardIn}, most urgent first. @throws Error where this installation is the dossier system */
export async function listMirrorFigureIn(
  ctx: Pick<AppContext, 'config' | 'clock'>,
  tx: Tx,
  figure: MirrorFigure,
  unitNames: readonly string[] | null,
  moments: Omit<figures.MirrorMoments, 'trendFrom'>,
  page: { readonly limit: number; readonly offset: number },
): Promise<MirrorFigureList> {
  const units =
    unitNames === null
      ? null
      : meant(
          (await figures.countUnits(tx, { ...moments, trendFrom: moments.now })).map((one) => one.unitName),
          unitNames,
        );
  return { said: await saidFor(ctx, tx), ...(await figures.listFigure(tx, figure, units, moments, page)) };
}

/** Figures of a period. */
export interface MirrorPeriod {
  readonly said: MirrorSaid;
  readonly lines: readonly figures.MirrorLine[];
  /** Dossiers that are in no figure, since the source leaves a date out. */
  readonly lacking: MirrorLacking;
  readonly months: Awaited<ReturnType<typeof figures.countMonths>>;
}

/** Figures of whole local days, both included, by procedure or unit. @throws Error where this installation is the dossier system */
export async function mirrorPeriodIn(
  ctx: Pick<AppContext, 'config' | 'clock'>,
  tx: Tx,
  dimension: figures.MirrorDimension,
  { from, to }: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
): Promise<MirrorPeriod> {
  const span = { from: fromLocal(from, '00:00'), before: fromLocal(to.add({ days: 1 }), '00:00') };
  const lines = await figures.countPeriod(tx, dimension, span, ctx.clock.now());
  const sum = (key: keyof MirrorLacking) => lines.reduce((n, { lacking }) => n + lacking[key], 0);
  return {
    said: await saidFor(ctx, tx),
    lines: lines.filter(({ figures: one }) => Object.values(one).some((n) => n > 0)),
    lacking: { received: sum('received'), due: sum('due'), ended: sum('ended') },
    months: await figures.countMonths(tx, span),
  };
}
