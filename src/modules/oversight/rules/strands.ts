import { openStrands } from '#modules/dossiers/rules/strands.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { DossierLabel, DueWarning, WatchedStrand, WatchFacts } from '../schema.ts';

/** The open strands of a dossier that have a term of their own, as watching sees them. */
export function watchedStrands(dossier: Pick<Dossier, 'strands'>): readonly WatchedStrand[] {
  return openStrands(dossier).flatMap(({ no, title, openedAt, due, unitId, unitName, accountId, name }) =>
    due === null
      ? []
      : [{ key: String(no), title, openedAt, due, unitId, unitName, accountId, holderName: name ?? '' }],
  );
}

/** What a warning names: the strand that it is about with who has it, else the dossier and its holder. */
export function labelFor(
  { label, strands }: Pick<WatchFacts, 'label' | 'strands'>,
  { kind, stepKey }: Pick<DueWarning, 'kind' | 'stepKey'>,
): DossierLabel {
  const strand =
    kind === 'strand' || kind === 'strand-soon' ? strands.find((one) => one.key === stepKey) : undefined;
  return strand === undefined
    ? label
    : { ...label, stepName: strand.title, unitName: strand.unitName, holderName: strand.holderName };
}

/** Who has to move a dossier now. */
export interface Answerable {
  readonly unitId: string;
  readonly unitName: string;
  readonly accountId: string | null;
  readonly name: string | null;
}

/**
 * Whom a leader's urging goes to: while the main way has done its part and waits for others, whoever has the strand that
 * is due first; else who holds the dossier.
 */
export function answerable(dossier: Pick<Dossier, 'strands' | 'gate' | 'holder'>): Answerable {
  const waitedFor = dossier.gate
    ? openStrands(dossier).toSorted(
        (a, b) =>
          (a.due?.epochMilliseconds ?? Number.POSITIVE_INFINITY) -
            (b.due?.epochMilliseconds ?? Number.POSITIVE_INFINITY) || a.no - b.no,
      )[0]
    : undefined;
  const { unitId, unitName, accountId, name } = waitedFor ?? dossier.holder;
  return { unitId, unitName, accountId, name };
}
