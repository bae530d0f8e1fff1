import type { Tx } from '#platform/db/tx.ts';
import {
  type Connection,
  EQUIPMENT_KINDS,
  EQUIPMENT_STATES,
  type Equipment,
  type EquipmentInput,
  type Health,
  PROTOCOLS,
  type PrinterAssignment,
  type ReportableThing,
  type StateChange,
  TROUBLES,
  USUAL,
} from '../schema.ts';

function oneOf<T extends string>(all: readonly T[], text: string, fallback: T): T {
  return all.find((value) => value === text) ?? fallback;
}

interface Row {
  readonly id: string;
  readonly centre_id: string;
  readonly kind: string;
  readonly name: string;
  readonly place: string;
  readonly counter_id: string | null;
  readonly serial: string;
  readonly model: string;
  readonly protocol: string | null;
  readonly host: string | null;
  readonly port: number | null;
  readonly path: string | null;
  readonly tls: boolean;
  readonly dots: number | null;
  readonly bought_on: Temporal.PlainDate | null;
  readonly warranty_until: Temporal.PlainDate | null;
  readonly keeper_id: string | null;
  readonly enrolment_id: string | null;
  readonly active: boolean;
  readonly report_code: string;
  readonly state: string;
  readonly trouble: string | null;
  readonly state_since: Temporal.Instant;
  readonly checked_at: Temporal.Instant | null;
}

const WIDTHS = [384, 512, 576] as const;

function toConnection(row: Row): Connection | null {
  if (row.protocol === null || row.host === null || row.port === null) {
    return null;
  }
  const protocol = oneOf(PROTOCOLS, row.protocol, 'tcp');
  return {
    protocol,
    host: row.host,
    port: row.port,
    path: row.path ?? USUAL[protocol].path,
    tls: row.tls,
    dots: WIDTHS.find((dots) => dots === row.dots) ?? null,
  };
}

function toEquipment(row: Row): Equipment {
  return {
    id: row.id,
    centreId: row.centre_id,
    kind: oneOf(EQUIPMENT_KINDS, row.kind, 'other'),
    name: row.name,
    place: row.place,
    counterId: row.counter_id,
    serial: row.serial,
    model: row.model,
    connection: toConnection(row),
    boughtOn: row.bought_on,
    warrantyUntil: row.warranty_until,
    keeperId: row.keeper_id,
    enrolmentId: row.enrolment_id,
    active: row.active,
    reportCode: row.report_code,
    state: oneOf(EQUIPMENT_STATES, row.state, 'unknown'),
    trouble: TROUBLES.find((trouble) => trouble === row.trouble) ?? (row.trouble === null ? null : 'strange'),
    stateSince: row.state_since,
    checkedAt: row.checked_at,
  };
}

/** Everything of the centre by name, what was put out of use included. */
export async function listEquipment(tx: Tx): Promise<readonly Equipment[]> {
  const rows = await tx.selectFrom('equipment').selectAll().orderBy('name').orderBy('id').execute();
  return rows.map(toEquipment);
}

/** One piece by id. */
export async function findEquipment(tx: Tx, id: string): Promise<Equipment | undefined> {
  const row = await tx.selectFrom('equipment').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toEquipment(row);
}

/** One piece by id, locked until the transaction ends. */
export async function lockEquipment(tx: Tx, id: string): Promise<Equipment | undefined> {
  const row = await tx
    .selectFrom('equipment')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && toEquipment(row);
}

/** The entry of a kiosk or board. */
export async function findByEnrolment(tx: Tx, enrolmentId: string): Promise<Equipment | undefined> {
  const row = await tx
    .selectFrom('equipment')
    .selectAll()
    .where('enrolment_id', '=', enrolmentId)
    .executeTakeFirst();
  return row && toEquipment(row);
}

/** What the code on a label stands for; nothing that was put out of use. */
export async function findByCode(tx: Tx, code: string): Promise<ReportableThing | undefined> {
  const row = await tx
    .selectFrom('equipment')
    .selectAll()
    .where('report_code', '=', code)
    .where('active', '=', true)
    .executeTakeFirst();
  return row && toEquipment(row);
}

/** Whether another piece has the name. */
export async function nameTaken(tx: Tx, name: string, except: string | undefined): Promise<boolean> {
  let query = tx.selectFrom('equipment').select('id').where('name', '=', name);
  if (except !== undefined) {
    query = query.where('id', '<>', except);
  }
  return (await query.executeTakeFirst()) !== undefined;
}

function valuesOf(input: EquipmentInput, at: Temporal.Instant) {
  const { protocol } = input;
  return {
    kind: input.kind,
    name: input.name,
    place: input.place,
    counter_id: input.counterId ?? null,
    serial: input.serial,
    model: input.model,
    protocol: protocol ?? null,
    host: protocol === undefined ? null : (input.host ?? null),
    port: protocol === undefined ? null : (input.port ?? USUAL[protocol].port),
    path: protocol === 'ipp' || protocol === 'escl' ? (input.path ?? USUAL[protocol].path) : null,
    tls: protocol !== undefined && input.tls,
    dots: protocol === 'escpos' ? (input.dots ?? null) : null,
    bought_on: input.boughtOn === undefined ? null : Temporal.PlainDate.from(input.boughtOn),
    warranty_until: input.warrantyUntil === undefined ? null : Temporal.PlainDate.from(input.warrantyUntil),
    keeper_id: input.keeperId ?? null,
    active: input.active,
    updated_at: at,
  };
}

/** Adds a piece, its state not known yet. */
export async function insertEquipment(
  tx: Tx,
  piece: {
    readonly id: string;
    readonly centreId: string;
    readonly reportCode: string;
    readonly enrolmentId?: string;
  },
  input: EquipmentInput,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('equipment')
    .values({
      id: piece.id,
      centre_id: piece.centreId,
      report_code: piece.reportCode,
      enrolment_id: piece.enrolmentId ?? null,
      state_since: at,
      created_at: at,
      ...valuesOf(input, at),
    })
    .execute();
}

/** Changes what is known of a piece. */
export async function updateEquipment(
  tx: Tx,
  id: string,
  input: EquipmentInput,
  at: Temporal.Instant,
): Promise<void> {
  await tx.updateTable('equipment').set(valuesOf(input, at)).where('id', '=', id).execute();
}

/** Binds a piece to its right to act as a device, or takes that away. */
export async function setEnrolment(
  tx: Tx,
  id: string,
  enrolmentId: string | null,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('equipment')
    .set({ enrolment_id: enrolmentId, updated_at: at })
    .where('id', '=', id)
    .execute();
}

/** Notes that a piece was looked at and is as before. */
export async function touchEquipment(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('equipment').set({ checked_at: at }).where('id', '=', id).execute();
}

/** Stores another state and adds it to the history. `checkedAt` null leaves the last sign of life as it was. */
export async function setState(
  tx: Tx,
  piece: Pick<Equipment, 'id' | 'centreId'>,
  health: Health,
  at: { readonly since: Temporal.Instant; readonly checkedAt: Temporal.Instant | null },
): Promise<void> {
  await tx
    .updateTable('equipment')
    .set({
      state: health.state,
      trouble: health.trouble,
      state_since: at.since,
      ...(at.checkedAt === null ? {} : { checked_at: at.checkedAt }),
    })
    .where('id', '=', piece.id)
    .execute();
  await tx
    .insertInto('equipment_states')
    .values({
      centre_id: piece.centreId,
      equipment_id: piece.id,
      state: health.state,
      trouble: health.trouble,
      since: at.since,
    })
    .execute();
}

/** State changes of one piece, newest first. */
export async function listStates(tx: Tx, id: string, limit: number): Promise<readonly StateChange[]> {
  const rows = await tx
    .selectFrom('equipment_states')
    .select(['state', 'trouble', 'since'])
    .where('equipment_id', '=', id)
    .orderBy('since', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    state: oneOf(EQUIPMENT_STATES, row.state, 'unknown'),
    trouble: TROUBLES.find((trouble) => trouble === row.trouble) ?? null,
    since: row.since,
  }));
}

/** Which printer serves which place. */
export async function listAssignments(tx: Tx): Promise<readonly PrinterAssignment[]> {
  const rows = await tx.selectFrom('printer_assignments').selectAll().execute();
  return rows.map((row) => ({
    paper: row.paper === 'ticket' ? 'ticket' : 'document',
    place: { kind: oneOf(['device', 'counter', 'account'], row.place_kind, 'device'), id: row.place_id },
    printerId: row.printer_id,
  }));
}

/** Chooses a place's printer, or takes the choice back. */
export async function setAssignment(
  tx: Tx,
  centreId: string,
  { paper, place }: Pick<PrinterAssignment, 'paper' | 'place'>,
  printerId: string | null,
): Promise<void> {
  await tx
    .deleteFrom('printer_assignments')
    .where('paper', '=', paper)
    .where('place_kind', '=', place.kind)
    .where('place_id', '=', place.id)
    .execute();
  if (printerId !== null) {
    await tx
      .insertInto('printer_assignments')
      .values({
        centre_id: centreId,
        paper,
        place_kind: place.kind,
        place_id: place.id,
        printer_id: printerId,
      })
      .execute();
  }
}
