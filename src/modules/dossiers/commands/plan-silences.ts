import type { Tx } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import type { Dossier, DossierEvent } from '../schema.ts';

/** Name of the task that notes a silence when its term is over. */
export const NOTE_SILENCE = 'dossiers.note-silence';

/** Plans the look at each new strand whose silence lets the dossier go on, right after its term. */
export async function planSilences(tx: Tx, dossier: Dossier, events: readonly DossierEvent[]): Promise<void> {
  const opened = events.flatMap((event) => (event.type === 'strands-opened' ? event.strands : []));
  for (const { no, due, silence } of opened) {
    if (due !== null && silence === 'go-on') {
      await enqueue(
        tx,
        NOTE_SILENCE,
        { centreId: dossier.centreId, dossierId: dossier.id, no },
        { jobKey: `${NOTE_SILENCE}:${dossier.id}:${no}`, runAt: due.add({ seconds: 1 }) },
      );
    }
  }
}
