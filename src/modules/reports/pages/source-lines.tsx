import { saidInWords, staleInWords } from '#modules/mirror/rules/said.ts';
import type { Lang } from '#platform/i18n.ts';
import { Notice } from '#ui/components.ts';
import { layerMessages } from '../messages-layer.ts';
import type { FigureSource } from '../queries/layer.ts';
import { leftOutInWords } from '../rules/layer.ts';

/** Where the figures below come from and when that was read; what they leave out; loud where they are old. Nothing where they were counted here. */
export function SourceLines(props: {
  readonly source: FigureSource | null;
  readonly lang: Lang;
  readonly reader: 'staff' | 'public';
}) {
  const { source, lang, reader } = props;
  if (source === null) {
    return null;
  }
  const words = saidInWords(source.said, lang);
  const stale = staleInWords(source.said, lang, reader);
  const left = leftOutInWords(source.lacking, lang);
  return (
    <div class="stack-s">
      <p class="soft">
        {`${words.charAt(0).toUpperCase()}${words.slice(1)}.`} {left}{' '}
        {reader === 'staff' ? layerMessages(lang)('refused') : null}
      </p>
      {stale === null ? null : <Notice tone={reader === 'staff' ? 'late' : 'soon'} title={stale} />}
    </div>
  );
}
