import type { Circuit, CircuitState } from '#platform/circuit.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { deskMessages } from '../messages-desk.ts';

/** What is known of the line to the virus scanner. */
export interface ScannerLine {
  readonly settings: { readonly scanner: object | null; readonly circuit: Circuit };
  readonly state: CircuitState;
  readonly waiting: number;
}

/** How the line stands, in words, and whether that is well. */
export function lineWords(
  { settings, state, waiting }: ScannerLine,
  lang: Lang,
): { readonly ok: boolean; readonly words: string } {
  const t = deskMessages(lang);
  const { scanner, circuit } = settings;
  const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt, lang);
  if (scanner === null) {
    return { ok: true, words: t('line-off') };
  }
  if (state !== 'closed' || circuit.failures > 0) {
    return { ok: false, words: t('line-bad', { why: circuit.lastWhy ?? '', at, waiting }) };
  }
  return { ok: true, words: circuit.lastOkAt === null ? t('line-new') : t('line-ok', { at }) };
}
