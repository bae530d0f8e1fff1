import { z } from 'zod';
import type { SimulatedPortal } from '#simulators/national-portal/start.ts';

/** What one side holds of a dossier. */
export interface Held {
  /** Every change of status in order; what was filed on the portal begins with 1. */
  readonly statuses: readonly string[];
  /** How often the portal was told of it as new: never of what it gave us. */
  readonly inserts: number;
  readonly now: string | undefined;
}

const Told = z.array(
  z.object({
    number: z.string(),
    kind: z.enum(['dossier', 'state']),
    status: z.string(),
    now: z.coerce.string(),
  }),
);

/** Our side by number: every status that was ever to be told, and what each dossier is now. @param query sees everything, as the owner of the database does */
export async function ourSide(
  query: (text: string) => Promise<{ readonly rows: unknown }>,
): Promise<Readonly<Record<string, Held>>> {
  const { rows } = await query(
    `select o.number, o.kind, coalesce(o.payload->>'TrangThaiHoSo', o.payload->>'TrangThai') as status, d.status as now
     from portal_outbox o join dossiers d on d.id = o.dossier_id order by o.seq`,
  );
  const found: Record<string, Held> = {};
  for (const { number, kind, status, now } of Told.parse(rows)) {
    const statuses = found[number]?.statuses ?? (kind === 'state' ? ['1'] : []);
    found[number] = {
      statuses: statuses.at(-1) === status ? statuses : [...statuses, status],
      inserts: kind === 'state' ? 0 : 1,
      now,
    };
  }
  return found;
}

/** The portal's side by number: what it was told of, and what was filed there. */
export function theirSide({
  memory,
  box,
}: {
  readonly memory: Pick<SimulatedPortal['memory'], 'held'>;
  readonly box: Pick<SimulatedPortal['box'], 'filed'>;
}): Readonly<Record<string, Held>> {
  const told = [...memory.held].map(([number, { statuses, inserts }]) => ({ number, statuses, inserts }));
  const filed = [...box.filed].map(([number, { statuses }]) => ({
    number,
    statuses,
    inserts: memory.held.get(number)?.inserts ?? 0,
  }));
  return Object.fromEntries(
    [...told, ...filed].map(({ number, ...held }) => [number, { ...held, now: held.statuses.at(-1) }]),
  );
}
