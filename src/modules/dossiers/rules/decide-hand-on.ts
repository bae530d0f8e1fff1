import type { CommandOf, Dossier, Strand } from '../schema.ts';
import type { DecideContext, Decided } from './context.ts';
import { offer, pendingHandOver, refusePending } from './holding.ts';
import { holderName, refuse } from './refuse.ts';
import { openStrands } from './strands.ts';

/** What one person has of a dossier: they hold it, it was offered to them, or neither. */
export function standOf(
  dossier: Pick<Dossier, 'holder' | 'handOvers'>,
  accountId: string,
): 'holds' | 'offered' | null {
  if (pendingHandOver(dossier)?.to.accountId === accountId) {
    return 'offered';
  }
  return dossier.holder.accountId === accountId ? 'holds' : null;
}

/** What somebody was asked for beside the main way and has not answered. */
export function strandOf(dossier: Dossier, accountId: string): Strand | undefined {
  return openStrands(dossier).find((strand) => strand.accountId === accountId);
}

/** A strand goes to the one who stands in; it stays with the unit that was asked. */
function handOnStrand(
  dossier: Dossier,
  command: CommandOf<'hand-on'>,
  strand: Strand,
  { target, now, by }: DecideContext,
): Decided {
  if (target === undefined || target.accountId === null || target.unitId !== strand.unitId) {
    return refuse(
      dossier,
      'no-substitute',
      { holder: strand.unitName },
      { kind: 'validation', field: 'toAccountId' },
    );
  }
  const { accountId, name } = target;
  const why = [command.because, target.why ?? ''].filter((text) => text !== '').join(' ');
  return {
    events: [{ type: 'strand-assigned', at: now, by, no: strand.no, accountId, name: name ?? '', why }],
  };
}

/**
 * `hand-on` (Đ12 k.2, Đ19 k.1): what a person holds goes to the one who stands in, inside the unit at once; an offer that
 * nobody has taken yet is addressed anew. Where only somebody of another unit can do it, it is offered there. What the
 * person was asked for beside the main way is handed on one by one.
 */
export function handOn(dossier: Dossier, command: CommandOf<'hand-on'>, context: DecideContext): Decided {
  const { target, now, by } = context;
  const stand = standOf(dossier, command.fromAccountId);
  const strand = stand === null ? strandOf(dossier, command.fromAccountId) : undefined;
  if (strand !== undefined) {
    return handOnStrand(dossier, command, strand, context);
  }
  if (stand === null) {
    return refuse(dossier, 'not-with-person', { holder: holderName(dossier) }, { kind: 'already-done' });
  }
  if (target === undefined || target.accountId === null || target.accountId === command.fromAccountId) {
    return refuse(
      dossier,
      'no-substitute',
      { holder: holderName(dossier) },
      { kind: 'validation', field: 'toAccountId' },
    );
  }
  const why = [command.because, target.why ?? ''].filter((text) => text !== '').join(' ');
  const to = { ...target, why };
  if (stand === 'offered') {
    return { events: [{ type: 'hand-over-readdressed', at: now, by, to, why }] };
  }
  if (to.unitId === dossier.holder.unitId) {
    return { events: [{ type: 'assigned', at: now, by, holder: to, why }] };
  }
  return (
    refusePending(dossier) ?? {
      events: [offer(dossier, target, 'forward', null, command.because, context)],
    }
  );
}
