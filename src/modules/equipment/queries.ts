import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { formatIso } from '#platform/time.ts';
import { messages } from './messages.ts';
import { EQUIPMENT_POLICY } from './policy.ts';
import * as repo from './repo/equipment.ts';
import * as faultRepo from './repo/faults.ts';
import { brokenTime } from './rules/health.ts';
import { type PrinterWish, printerOfPlace } from './rules/printers.ts';
import type {
  Equipment,
  EquipmentView,
  Fault,
  PaperKind,
  PrinterAssignment,
  PrintPlace,
  Repair,
  ReportableThing,
  StateChange,
} from './schema.ts';

type HasDb = Pick<AppContext, 'db'>;

/** Everything of the centre by name. @throws Problem `forbidden` */
export async function listEquipment(ctx: HasDb, actor: Actor): Promise<readonly Equipment[]> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.read', actor);
  return readOnly(ctx, actor, (tx) => repo.listEquipment(tx));
}

/** Days over which "how often, how long broken" is counted. */
export const FIGURE_DAYS = 30;

/** One piece with all that is known of it. */
export interface EquipmentFile {
  readonly piece: Equipment;
  readonly states: readonly StateChange[];
  readonly faults: readonly Fault[];
  readonly repairs: readonly Repair[];
  /** Over the last {@link FIGURE_DAYS} days. */
  readonly broken: { readonly times: number; readonly seconds: number };
  /** What its repairs cost so far, in đồng. */
  readonly cost: number;
}

/** State changes that are enough for the figures of a month, of a machine that comes and goes. */
const STATES = 2_000;

/** The file of one piece. @throws Problem `forbidden`, `not-found` */
export async function getEquipmentFile(
  ctx: Pick<AppContext, 'db' | 'clock'>,
  actor: Actor,
  id: string,
): Promise<EquipmentFile> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.read', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const piece = await repo.findEquipment(tx, id);
    if (piece === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('not-found') });
    }
    const states = await repo.listStates(tx, id, STATES);
    const repairs = await faultRepo.listRepairs(tx, { equipmentId: id });
    return {
      piece,
      states,
      repairs,
      faults: await faultRepo.listFaultsOf(tx, id),
      broken: brokenTime(states, now.subtract({ hours: 24 * FIGURE_DAYS }), now),
      cost: repairs.reduce((sum, repair) => sum + repair.cost, 0),
    };
  });
}

/** Waiting faults, oldest first, then the newest closed ones. @throws Problem `forbidden` */
export async function listFaults(ctx: HasDb, actor: Actor): Promise<readonly Fault[]> {
  authorise(EQUIPMENT_POLICY, actor, 'faults.read', actor);
  return readOnly(ctx, actor, (tx) => faultRepo.listFaults(tx, 30));
}

/** One fault and what was done about it. @throws Problem `forbidden`, `not-found` */
export async function getFault(
  ctx: HasDb,
  actor: Actor,
  id: string,
): Promise<{ readonly fault: Fault; readonly repairs: readonly Repair[] }> {
  authorise(EQUIPMENT_POLICY, actor, 'faults.read', actor);
  return readOnly(ctx, actor, async (tx) => {
    const fault = await faultRepo.findFault(tx, id);
    if (fault === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('fault-not-found') });
    }
    return { fault, repairs: await faultRepo.listRepairs(tx, { faultId: id }) };
  });
}

/** What a label stands for. @throws Problem `forbidden`, `gone` when the code is not in use */
export async function getByLabel(ctx: HasDb, actor: Actor, code: string): Promise<ReportableThing> {
  authorise(EQUIPMENT_POLICY, actor, 'faults.report', actor);
  const thing = await readOnly(ctx, actor, (tx) => repo.findByCode(tx, code));
  if (thing === undefined) {
    throw new Problem('gone', { detail: messages('vi')('label-unknown') });
  }
  return thing;
}

/** Whether the actor may change entries, so that a page offers it. */
export function mayEdit(actor: Actor): boolean {
  return can(EQUIPMENT_POLICY, actor, 'equipment.edit', actor);
}

/** Which printer was chosen for which place. @throws Problem `forbidden` */
export async function listAssignments(ctx: HasDb, actor: Actor): Promise<readonly PrinterAssignment[]> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.read', actor);
  return readOnly(ctx, actor, (tx) => repo.listAssignments(tx));
}

/** All machines of the centre inside a running transaction, for modules that use them. */
export async function listEquipmentIn(tx: Tx): Promise<readonly Equipment[]> {
  return repo.listEquipment(tx);
}

/** One machine inside a running transaction. */
export async function findEquipmentIn(tx: Tx, id: string): Promise<Equipment | undefined> {
  return repo.findEquipment(tx, id);
}

/**
 * The printer that a paper goes to from where the actor is: chosen for the kiosk, the officer or the counter, else one that
 * stands beside; undefined when none is nearer than the others.
 */
export async function nearestPrinterIn(
  tx: Tx,
  actor: Actor,
  paper: PaperKind,
  counterId?: string,
): Promise<Equipment | undefined> {
  const places: PrintPlace[] = [];
  let room = '';
  if (actor.kind === 'device') {
    const kiosk = await repo.findByEnrolment(tx, actor.deviceId);
    room = kiosk?.place ?? '';
    places.push({ kind: 'device', id: actor.deviceId });
    if (kiosk?.counterId) {
      places.push({ kind: 'counter', id: kiosk.counterId });
    }
  }
  if (actor.kind === 'staff') {
    places.push({ kind: 'account', id: actor.accountId });
  }
  if (counterId !== undefined) {
    places.push({ kind: 'counter', id: counterId });
  }
  const wish: PrinterWish = { paper, places, room };
  return printerOfPlace(await repo.listEquipment(tx), await repo.listAssignments(tx), wish);
}

/** A piece of equipment as programs get it. */
export function equipmentView(piece: Equipment): EquipmentView {
  const { id, kind, name, place, state, trouble, active } = piece;
  return {
    id,
    kind,
    name,
    place,
    state,
    trouble,
    active,
    since: formatIso(piece.stateSince),
    checkedAt: piece.checkedAt === null ? null : formatIso(piece.checkedAt),
  };
}
