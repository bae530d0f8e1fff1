import { listCentres } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import { type StaffActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import * as repo from '../repo.ts';
import { isLayer } from '../role.ts';
import { exampleExport } from '../rules/example.ts';
import { FIELD_WORDS } from '../rules/rows.ts';
import { MIRROR_FIELDS, MirrorSettingsInput } from '../schema.ts';
import { saveMirrorSettings } from './save-settings.ts';
import { takeFile } from './take-file.ts';

/**
 * In the role of a centre's layer the example commune reads exports from the folder, and has read one. Repeatable: a centre whose source is set up keeps it; nothing
 * is done where this installation is the dossier system.
 */
export async function setUpExampleMirror(ctx: AppContext): Promise<void> {
  for (const { id: centreId } of isLayer(ctx) ? await listCentres(ctx) : []) {
    const system = systemActor(centreId, 'mirror');
    const { settings, account } = await readOnly(ctx, system, async (tx) => ({
      settings: await repo.findSettings(tx),
      account: (await listAccountsIn(tx)).find(({ roles }) => roles.includes('administrator')),
    }));
    if (settings === null && account !== undefined) {
      const admin: StaffActor = {
        kind: 'staff',
        centreId,
        accountId: account.id,
        unitId: account.unitId,
        roles: account.roles,
        displayName: account.displayName,
        position: account.position,
      };
      const columns = Object.fromEntries(MIRROR_FIELDS.map((field) => [field, FIELD_WORDS[field].usual[0]]));
      const requestId = newRequestId();
      await saveMirrorSettings(ctx, admin, MirrorSettingsInput.parse({ requestId, kind: 'folder', columns }));
      const now = ctx.clock.now();
      const bytes = Buffer.from(exampleExport(now));
      await takeFile(ctx, system, { name: 'ho-so-vi-du.csv', bytes, madeAt: now });
    }
  }
}
