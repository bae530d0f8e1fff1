import { type CitizenFile, takeCitizenFile } from '#modules/documents/commands/citizen-file.ts';
import { lookAt } from '#modules/preparations/commands/scanner.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { refusals } from '../messages.ts';

const t = refusals('vi');

/** Refuses a file in words that stand at its box. */
export function refuseFile(code: 'validation' | 'too-large' | 'unsupported-file', detail: string): never {
  throw new Problem(code, { detail, fields: [{ path: 'file', message: detail }] });
}

/**
 * Takes what a stranger sent: photographs are drawn anew, a PDF is looked at by the centre's virus scanner where there is one.
 * @throws Problem `validation`, `too-large`, `unsupported-file`
 */
export async function takePhoto(
  ctx: AppContext,
  scope: { readonly centreId: string },
  given: { readonly bytes: Uint8Array; readonly name: string },
): Promise<CitizenFile> {
  if (given.bytes.length === 0) {
    refuseFile('validation', t('no-file'));
  }
  const taken = await takeCitizenFile(given.bytes, given.name);
  if (taken.mediaType === 'application/pdf') {
    const look = await lookAt(ctx, scope, taken.content);
    if (look === 'away') {
      refuseFile('unsupported-file', t('scanner-away'));
    }
    if (look !== 'off' && !look.clean) {
      refuseFile('unsupported-file', t('infected', { name: look.name }));
    }
  }
  return taken;
}
