import { plainPdf } from '#integrations/signing/testing/pdfs.ts';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import type { TestCommune } from '#modules/dossiers/testing/commune.ts';
import type { AppContext } from '#platform/context.ts';
import { newRequestId } from '#platform/id.ts';
import { saveSigningSettings } from '../commands/settings.ts';
import { SettingsInput } from '../schema.ts';

const PENSION = '2.000884';

/** A dossier with a decision and its result as PDF, lying with the leader for signing. */
export interface Decided {
  readonly id: string;
  readonly number: string;
  readonly lookupCode: string;
  readonly fileId: string;
}

/** Brings a dossier as far as the leader's signature. */
export async function decidedDossier(
  ctx: AppContext,
  commune: TestCommune,
  pdf?: Uint8Array,
): Promise<Decided> {
  const intake = await commune.intake(PENSION);
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  const ref = { id: dossier.id };
  await commune.act('tiepnhan1', ref, { type: 'complete-step' });
  await commune.act('chuyenvien.tp', ref, { type: 'accept-hand-over' });
  const file = await uploadFile(ctx, commune.person('chuyenvien.tp'), {
    bytes: pdf ?? (await plainPdf('streams')),
    name: 'Kết quả chứng thực.pdf',
    purpose: 'result',
    requestId: newRequestId(),
  });
  await commune.act('chuyenvien.tp', ref, {
    type: 'record-decision',
    outcome: 'approve',
    summary: 'Đủ điều kiện chứng thực',
    resultFiles: [{ id: file.id, name: file.name }],
  });
  await commune.act('chuyenvien.tp', ref, { type: 'complete-step' });
  return {
    id: dossier.id,
    number: dossier.number ?? '',
    lookupCode: dossier.lookupCode ?? '',
    fileId: file.id,
  };
}

/** Sets how the centre signs, as the administrator's form would. */
export async function setSigning(
  ctx: AppContext,
  commune: TestCommune,
  form: Record<string, unknown>,
): Promise<void> {
  const input = SettingsInput.parse({ requestId: newRequestId(), stampPage: 'last', ...form });
  await saveSigningSettings(ctx, commune.person('quantri'), input);
}
