import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { settingsMessages } from '../messages-settings.ts';
import { NOTICE_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { unknownVariables } from '../rules/text.ts';
import {
  EventTexts,
  type NoticeEvent,
  NoticeSettings,
  type SettingsInput,
  type TextsInput,
  Variable,
} from '../schema.ts';

const t = settingsMessages('vi');

async function store(
  ctx: AppContext,
  actor: Actor,
  requestId: string,
  change: (settings: NoticeSettings) => NoticeSettings,
): Promise<void> {
  const at = ctx.clock.now();
  const by = actor.kind === 'staff' ? actor.displayName : actor.kind;
  await inTransaction(ctx, actor, async (tx: Tx) => {
    const before = await repo.readSettings(tx);
    if (before.version === requestId) {
      return;
    }
    const settings = NoticeSettings.parse(change(before.settings));
    await repo.saveSettings(tx, actor.centreId, { version: requestId, settings, at, by });
    const { texts: _texts, ...detail } = settings;
    await record(
      tx,
      actor,
      {
        action: 'notice.settings',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { ...detail, order: detail.order.join(',') },
      },
      at,
    );
  });
}

/** Says how citizens are told from now on. A repeated request id changes nothing. @throws Problem `forbidden` */
export async function saveNoticeSettings(ctx: AppContext, actor: Actor, input: SettingsInput): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'settings', { centreId: actor.centreId });
  await store(ctx, actor, input.requestId, (settings) => ({
    ...settings,
    on: input.on === 'yes',
    order: [input.first, input.second, input.third].filter((one) => one !== 'none'),
    from: input.from,
    until: input.until,
    names: input.names,
    withoutConsent: input.withoutConsent === 'yes',
    limitVnd: input.limitVnd ?? null,
  }));
}

/** Lines `parameter = variable`. */
function paramsOf(text: string): Record<string, Variable> {
  const wrong = (line: string) => {
    const message = t('params-wrong', { line });
    return new Problem('validation', { detail: message, fields: [{ path: 'znsParams', message }] });
  };
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const found = /^([a-z0-9_]{1,40})\s*=\s*([a-z_]+)$/i.exec(line);
      const variable = Variable.safeParse(found?.[2]);
      if (found === null || !variable.success) {
        throw wrong(line);
      }
      return [found[1] ?? '', variable.data];
    }),
  );
}

function listOf(text: string): readonly Variable[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const variable = Variable.safeParse(part);
      if (!variable.success) {
        const message = t('params-wrong', { line: part });
        throw new Problem('validation', { detail: message, fields: [{ path: 'vnptParams', message }] });
      }
      return variable.data;
    });
}

/** Changes the texts of one event. @throws Problem `forbidden`, `validation` (a name in braces that is no variable) */
export async function saveTexts(
  ctx: AppContext,
  actor: Actor,
  event: NoticeEvent,
  input: TextsInput,
): Promise<void> {
  authorise(NOTICE_POLICY, actor, 'settings', { centreId: actor.centreId });
  for (const path of ['sms', 'email'] as const) {
    const [name] = unknownVariables(input[path]);
    if (name !== undefined) {
      const message = t('variable-wrong', { name });
      throw new Problem('validation', { detail: message, fields: [{ path, message }] });
    }
  }
  const texts = EventTexts.parse({
    ...input,
    off: input.off === 'yes',
    znsParams: paramsOf(input.znsParams),
    vnptParams: listOf(input.vnptParams),
  });
  await store(ctx, actor, input.requestId, (settings) => ({
    ...settings,
    texts: { ...settings.texts, [event]: texts },
  }));
}
