import type { PaperOpening } from '#modules/documents/events.ts';
import { Problem } from '#platform/errors.ts';
import type { EventScope } from '#platform/events.ts';
import { commandProblems } from '../messages-commands.ts';
import { seesPersonal } from '../policy.ts';
import { findDossierIn } from '../queries.ts';
import { getSurroundings } from './surroundings.ts';

/**
 * Papers of a dossier are opened only by those who may see its personal data: the counter, the unit that holds it or
 * was offered it or works beside it, and the leaders. @throws Problem `forbidden`
 */
export async function guardPapers({ subject }: PaperOpening, { tx, actor }: EventScope): Promise<void> {
  if (subject === null || subject.type !== 'dossier') {
    return;
  }
  const dossier = await findDossierIn(tx, { id: subject.id });
  if (dossier === null) {
    return;
  }
  const { units } = await getSurroundings(tx, actor);
  const hint = commandProblems('vi')('papers-not-yours', { holder: dossier.holder.unitName });
  if (!seesPersonal(dossier, actor, units)) {
    throw new Problem('forbidden', { detail: hint });
  }
}
