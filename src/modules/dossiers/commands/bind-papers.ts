import { bindFiles } from '#modules/documents/commands/upload-file.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Dossier, DossierEvent } from '../schema.ts';

function filesOf(event: DossierEvent): readonly string[] {
  switch (event.type) {
    case 'draft-kept':
    case 'received':
    case 'supplement-brought':
    case 'supplement-completed':
      return event.papers.flatMap((paper) => paper.files);
    case 'decided':
      return event.decision.files.map((file) => file.id);
    case 'file-added':
      return [event.file.id];
    default:
      return [];
  }
}

/**
 * Binds the files that the events name to the dossier, once and for good, so that only those who may see the dossier
 * open them. @throws Problem `validation` for a file that is not there or belongs to another dossier
 */
export async function bindPapers(
  tx: Tx,
  actor: Actor,
  dossier: Dossier,
  events: readonly DossierEvent[],
): Promise<void> {
  const ids = [...new Set(events.flatMap(filesOf))];
  if (ids.length > 0) {
    await bindFiles(tx, actor, ids, { type: 'dossier', id: dossier.id });
  }
}
