import type { Tx } from '#platform/db/tx.ts';
import type {
  Board,
  BoardInput,
  HallNotice,
  HallSettings,
  HallSettingsInput,
  NoticeInput,
} from '../schema-screens.ts';

const NO_SETTINGS: HallSettings = {
  wifiName: '',
  wifiSecurity: 'WPA',
  wifiPassword: '',
  wifiHidden: false,
  portalUrl: '',
};

/** Settings of the hall's screens; defaults while nobody set any. */
export async function findSettings(tx: Tx): Promise<HallSettings> {
  const row = await tx.selectFrom('hall_settings').selectAll().executeTakeFirst();
  return row === undefined
    ? NO_SETTINGS
    : {
        wifiName: row.wifi_name,
        wifiSecurity: row.wifi_security === 'nopass' ? 'nopass' : 'WPA',
        wifiPassword: row.wifi_password,
        wifiHidden: row.wifi_hidden,
        portalUrl: row.portal_url,
      };
}

/** Replaces the settings of the centre. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  input: HallSettingsInput,
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    wifi_name: input.wifiName,
    wifi_security: input.wifiSecurity,
    wifi_password: input.wifiPassword,
    wifi_hidden: input.wifiHidden,
    portal_url: input.portalUrl,
    updated_at: at,
  };
  await tx
    .insertInto('hall_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

/** Boards of the centre by name. */
export async function listBoards(tx: Tx): Promise<readonly Board[]> {
  const rows = await tx.selectFrom('hall_boards').selectAll().orderBy('name').execute();
  return rows.map(({ id, name, groups, counters, voice, repeats, notices, active }) => ({
    id,
    name,
    groups,
    counters,
    voice,
    repeats,
    notices,
    active,
  }));
}

/** Adds a board or changes the one of this id. @returns false when another board has the name */
export async function upsertBoard(
  tx: Tx,
  board: BoardInput & { readonly id: string; readonly centreId: string },
  at: Temporal.Instant,
): Promise<boolean> {
  const same = await tx
    .selectFrom('hall_boards')
    .select('id')
    .where('name', '=', board.name)
    .where('id', '<>', board.id)
    .executeTakeFirst();
  if (same !== undefined) {
    return false;
  }
  const values = {
    name: board.name,
    groups: board.groups,
    counters: board.counters,
    voice: board.voice,
    repeats: board.repeats,
    notices: board.notices,
    active: board.active,
    updated_at: at,
  };
  await tx
    .insertInto('hall_boards')
    .values({ id: board.id, centre_id: board.centreId, created_at: at, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  return true;
}

/** Announcements that were not ended, by their time of day. */
export async function listNotices(tx: Tx): Promise<readonly HallNotice[]> {
  const rows = await tx
    .selectFrom('hall_notices')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('from_time')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    body: row.body,
    fromTime: row.from_time,
    toTime: row.to_time,
    firstDay: row.first_day?.toString() ?? null,
    lastDay: row.last_day?.toString() ?? null,
    spoken: row.spoken,
    everyMinutes: row.every_minutes,
  }));
}

/** Adds an announcement or changes the one of this id. */
export async function upsertNotice(
  tx: Tx,
  notice: NoticeInput & { readonly id: string; readonly centreId: string },
  at: Temporal.Instant,
): Promise<void> {
  const day = (text: string | undefined) => (text === undefined ? null : Temporal.PlainDate.from(text));
  const values = {
    body: notice.body,
    from_time: notice.fromTime,
    to_time: notice.toTime,
    first_day: day(notice.firstDay),
    last_day: day(notice.lastDay),
    spoken: notice.spoken,
    every_minutes: notice.everyMinutes,
    updated_at: at,
  };
  await tx
    .insertInto('hall_notices')
    .values({ id: notice.id, centre_id: notice.centreId, created_at: at, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Ends an announcement; it is kept. @returns whether it was running */
export async function endNotice(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const result = await tx
    .updateTable('hall_notices')
    .set({ ended_at: at, updated_at: at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
