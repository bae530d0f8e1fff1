import type { Dossier, RecordedFile, Run, SignedVersion, Status, Visit } from '../schema.ts';
import { dropStrands } from './evolve-strands.ts';

/** Ends the running run; its due moments stay. */
export function endRun(
  runs: readonly Run[],
  at: Temporal.Instant,
  reason: NonNullable<Run['endReason']>,
): Run[] {
  return runs.map((run) => (run.endedAt === null ? { ...run, endedAt: at, endReason: reason } : run));
}

/** Leaves the open visit of a step. */
export function leaveVisit(
  visits: readonly Visit[],
  at: Temporal.Instant,
  outcome: NonNullable<Visit['outcome']>,
): Visit[] {
  return visits.map((visit) => (visit.leftAt === null ? { ...visit, leftAt: at, outcome } : visit));
}

interface Ending {
  readonly status: Status;
  readonly ending: NonNullable<Dossier['ending']>;
  readonly run: NonNullable<Run['endReason']>;
  readonly reason: string;
  readonly outcome: Dossier['outcome'];
}

/** Ends processing: waiting, run and step are over; the first end stays when a corrected result ends again. */
export function end(dossier: Dossier, at: Temporal.Instant, to: Ending): Dossier {
  return {
    ...dropStrands(dossier, at),
    status: to.status,
    endedAt: dossier.endedAt ?? at,
    ending: dossier.ending ?? to.ending,
    endReason: to.reason,
    outcome: dossier.outcome ?? to.outcome,
    runs: endRun(dossier.runs, at, to.run),
    waits: dossier.waits.map((wait) => (wait.to === null ? { ...wait, to: at } : wait)),
    visits: leaveVisit(dossier.visits, at, 'interrupted'),
    correction: dossier.correction === null ? null : { ...dossier.correction, doneAt: at },
  };
}

/** The result files after signing: each signed version in the place of its source; others as they were. */
export function withSigned(files: readonly RecordedFile[], signed: readonly SignedVersion[]): RecordedFile[] {
  const versions = new Map(signed.map(({ from, file }) => [from, file]));
  const kept = files.map((file) => versions.get(file.id) ?? file);
  const added = signed.filter(({ from }) => files.every(({ id }) => id !== from)).map(({ file }) => file);
  return [...kept, ...added];
}
