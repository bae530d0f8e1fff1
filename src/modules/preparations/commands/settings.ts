import { record } from '#modules/audit/commands/record.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { refusals } from '../messages.ts';
import { PREPARATION_POLICY } from '../policy.ts';
import { saveSettings, setFiling } from '../repo-settings.ts';
import type { FilingInput, SettingsInput } from '../schema.ts';
import { procedureOf } from './answer.ts';

const t = refusals('vi');
const WAYS = { 'in-person': 'trực tiếp', postal: 'bưu chính', online: 'trực tuyến' } as const;

/** Changes retention and scanner; the same again changes nothing but the state of the line. @throws Problem `forbidden` */
export async function changeSettings(
  ctx: AppContext,
  actor: StaffActor,
  input: SettingsInput,
): Promise<void> {
  authorise(PREPARATION_POLICY, actor, 'settings', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const { keepDays, scannerHost: host, scannerPort: port } = input;
  await inTransaction(ctx, actor, async (tx) => {
    await saveSettings(tx, actor.centreId, { keepDays, host, port, at });
    await record(
      tx,
      actor,
      {
        action: 'preparation.settings',
        subjectType: 'preparation-settings',
        subjectId: actor.centreId,
        detail: { keepDays, scanner: host === '' ? null : `${host}:${port}` },
      },
      at,
    );
  });
}

/**
 * Lets a procedure be filed here online, or no longer. Only what the law offers online can be switched on.
 * @throws Problem `forbidden`, `validation`
 */
export async function switchFiling(ctx: AppContext, actor: StaffActor, input: FilingInput): Promise<void> {
  authorise(PREPARATION_POLICY, actor, 'settings', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const { procedureCode } = input;
  const on = input.on === 'yes';
  const refuse = (message: string) =>
    new Problem('validation', { detail: message, fields: [{ path: 'procedureCode', message }] });
  await inTransaction(ctx, actor, async (tx) => {
    if (on) {
      const found = await procedureOf(ctx, tx, procedureCode).catch(() => null);
      if (found === null) {
        throw refuse(t('no-procedure', { code: procedureCode }));
      }
      if (found.channels.length > 0 && !found.channels.includes('online')) {
        const ways = found.channels.map((channel) => WAYS[channel]).join(', ');
        throw refuse(t('no-online', { code: procedureCode, ways }));
      }
    }
    if (await setFiling(tx, actor.centreId, { procedureCode, on, at, by: actor.displayName })) {
      await record(
        tx,
        actor,
        {
          action: 'preparation.switch-filing',
          subjectType: 'procedure',
          subjectId: procedureCode,
          detail: { on },
        },
        at,
      );
    }
  });
}
