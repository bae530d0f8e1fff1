import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { screenMessages } from '../messages-screens.ts';
import { SCREEN_POLICY } from '../policy-screens.ts';
import * as repo from '../repo/screens.ts';
import type { BoardInput, HallSettingsInput, NoticeInput } from '../schema-screens.ts';
import { publishHall } from './publish.ts';

const t = screenMessages('vi');

/** Changes Wi-Fi and portal of the hall's screens. @throws Problem `forbidden` */
export async function saveHallSettings(
  ctx: AppContext,
  actor: Actor,
  input: HallSettingsInput,
): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'screens.change', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await repo.saveSettings(tx, actor.centreId, input, at);
    const { wifiPassword: _, ...shown } = input;
    await record(
      tx,
      actor,
      { action: 'hall.settings', subjectType: 'centre', subjectId: actor.centreId, detail: shown },
      at,
    );
  });
}

/** Adds a board or changes one; boards that are on show it at once. @returns its id. @throws Problem `forbidden`, `not-found`, `validation` */
export async function saveBoard(ctx: AppContext, actor: Actor, input: BoardInput): Promise<string> {
  authorise(SCREEN_POLICY, actor, 'screens.change', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const known = await repo.listBoards(tx);
    if (input.id !== undefined && !known.some(({ id }) => id === input.id)) {
      throw new Problem('not-found', { detail: t('board.unknown') });
    }
    const id = input.id ?? newId();
    if (!(await repo.upsertBoard(tx, { ...input, id, centreId: actor.centreId }, at))) {
      const message = t('board.name-taken', { name: input.name });
      throw new Problem('validation', { detail: message, fields: [{ path: 'name', message }] });
    }
    await publishHall(ctx, tx, actor, { kind: 'changed' });
    await record(
      tx,
      actor,
      { action: 'hall.board', subjectType: 'board', subjectId: id, detail: { ...input } },
      at,
    );
    return id;
  });
}

/** Adds an announcement or changes one. @returns its id. @throws Problem `forbidden`, `not-found` when it was ended */
export async function saveNotice(ctx: AppContext, actor: Actor, input: NoticeInput): Promise<string> {
  authorise(SCREEN_POLICY, actor, 'screens.change', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    if (input.id !== undefined && !(await repo.listNotices(tx)).some(({ id }) => id === input.id)) {
      throw new Problem('not-found', { detail: t('notice.unknown') });
    }
    const id = input.id ?? newId();
    await repo.upsertNotice(tx, { ...input, id, centreId: actor.centreId }, at);
    await publishHall(ctx, tx, actor, { kind: 'changed' });
    await record(
      tx,
      actor,
      { action: 'hall.notice', subjectType: 'notice', subjectId: id, detail: { ...input } },
      at,
    );
    return id;
  });
}

/** Takes an announcement off the boards; it is kept. @throws Problem `forbidden`, `not-found` */
export async function endNotice(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'screens.change', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await repo.endNotice(tx, id, at))) {
      throw new Problem('not-found', { detail: t('notice.unknown') });
    }
    await publishHall(ctx, tx, actor, { kind: 'changed' });
    await record(tx, actor, { action: 'hall.notice-end', subjectType: 'notice', subjectId: id }, at);
  });
}
