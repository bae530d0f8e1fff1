import type { Lang } from '#platform/i18n.ts';
import { Notice } from '#ui/components.ts';
import { type MirrorSaid, saidInWords, staleInWords } from '../rules/said.ts';

/** Where what stands below comes from and when that was read; loud where it is old. */
export function Said({ said, lang }: { said: MirrorSaid | null; lang: Lang }) {
  if (said === null) {
    return null;
  }
  const words = saidInWords(said, lang);
  const stale = staleInWords(said, lang);
  return (
    <>
      <p class="soft">{words.charAt(0).toUpperCase() + words.slice(1)}</p>
      {stale === null ? null : <Notice tone="late" role="status" title={stale} />}
    </>
  );
}
