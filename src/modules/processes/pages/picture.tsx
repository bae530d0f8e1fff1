import { editorMessages } from '../editor-messages.ts';
import type { StepUnit } from '../queries.ts';
import { layOut, type PlacedStep } from '../rules/layout.ts';
import type { ProcessDefinition } from '../schema.ts';
import { hours } from '../words.ts';

const t = editorMessages('vi');
const LINE = 18;

function timeOf({ step }: PlacedStep): string {
  return 'hours' in step.time
    ? `${hours(step.time.hours * 60)} ${t('hours')}`
    : `${step.time.share} ${t('share')}`;
}

function shorten(text: string): string {
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}

function Box({ placed, unit }: { placed: PlacedStep; unit: string }) {
  const { x, y, width, height, lines, step } = placed;
  const asked = step.kind === 'opinion' || step.kind === 'agency';
  return (
    <g class={asked ? 'process-box process-asked' : `process-box process-${step.kind}`}>
      <rect x={x} y={y} width={width} height={height} rx={asked ? 18 : 6} />
      {lines.map((line, i) => (
        <text key={line} class="process-name" x={x + 10} y={y + 22 + i * LINE}>
          {line}
        </text>
      ))}
      <text class="process-fact" x={x + 10} y={y + 22 + lines.length * LINE}>
        {shorten(step.agency ?? unit)}
      </text>
      <text class="process-fact" x={x + 10} y={y + 22 + (lines.length + 1) * LINE}>
        {timeOf(placed)}
      </text>
    </g>
  );
}

/** Up to this width, in the picture's own pixels, a phone shows the whole of it and letters stay readable. */
const NARROW = 360;

/** The process drawn from top to bottom. Everything it shows stands in the table, too, which screen readers read. */
export function ProcessPicture(props: {
  definition: Pick<ProcessDefinition, 'name' | 'steps'>;
  units: ReadonlyMap<string, StepUnit>;
}) {
  const { definition, units } = props;
  const picture = layOut(definition);
  const kinds = new Set(picture.ways.map((way) => way.kind));
  const legend = [
    ['usual', t('legendUsual')],
    ['choice', t('legendChoice')],
    ['together', t('legendTogether')],
    ['back', t('legendBack')],
  ] as const;
  const slide = picture.width > NARROW ? 'process-slide' : 'process-slide process-slide-narrow';
  return (
    <figure class="process-picture">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the picture slides by itself and must be reached by keys (axe) */}
      <div class={slide} tabIndex={0}>
        <svg
          role="img"
          aria-label={t('pictureText', { name: definition.name, n: definition.steps.length })}
          viewBox={`0 0 ${picture.width} ${picture.height}`}
          width={picture.width}
          height={picture.height}
        >
          <defs>
            {legend.map(([kind]) => (
              <marker
                key={kind}
                id={`mui-ten-${kind}`}
                class={`process-way-${kind}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerUnits="userSpaceOnUse"
                markerWidth="11"
                markerHeight="11"
                orient="auto-start-reverse"
              >
                <path class="process-head" d="M0 0L8 4L0 8z" />
              </marker>
            ))}
          </defs>
          {picture.ways.map((way) => (
            <path
              key={`${way.from} ${way.to} ${way.kind}`}
              class={`process-way process-way-${way.kind}`}
              d={way.path}
              marker-end={`url(#mui-ten-${way.kind})`}
            />
          ))}
          {picture.steps.map((placed) => (
            <Box
              key={placed.step.key}
              placed={placed}
              unit={units.get(placed.step.unit)?.shortName ?? placed.step.unit}
            />
          ))}
        </svg>
      </div>
      <figcaption class="process-legend small soft">
        {legend
          .filter(([kind]) => kinds.has(kind))
          .map(([kind, text]) => (
            <span key={kind}>
              <svg width="34" height="10" aria-hidden="true">
                <path class={`process-way process-way-${kind}`} d="M2 5L32 5" />
              </svg>
              {text}
            </span>
          ))}
      </figcaption>
    </figure>
  );
}
