import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { uiMessages } from './messages.ts';

/** One row of figures: at most four, so that patterns stay distinct. */
interface Series {
  readonly name: string;
  readonly values: readonly number[];
  /** What the colour means; by place where it means nothing: lotus, blue, brown, green. */
  readonly tone?: 'late' | 'waiting' | 'soon' | 'ok' | undefined;
}

const TONES = { late: 0, waiting: 1, soon: 2, ok: 3 } as const;

/** The class of a series: colour and line pattern. */
function lookOf(series: readonly Series[], place: number): string {
  const tone = series[place]?.tone;
  return `s${tone === undefined ? place % 4 : TONES[tone]}`;
}

export interface ChartProps {
  readonly kind: 'bar' | 'line' | 'stack';
  /** A sentence that says what the picture shows: "Tháng 11: 12 hồ sơ trễ, 9 ở bước thẩm định". */
  readonly title: string;
  /** Names along the bottom (line) or down the side (bar, stack). */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** How a figure is written; default whole numbers in the Vietnamese way. */
  readonly format?: ((value: number) => string) | undefined;
  readonly lang?: Lang | undefined;
}

const WIDTH = 640;
const LABEL = 184;
const ROW = 30;
const LINE_HEIGHT = 260;

function plain(value: number): string {
  return value.toLocaleString('vi-VN', { maximumFractionDigits: 1 });
}

/** The next round figure at or above the largest value: 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  if (!(value > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((n) => n * power >= value) ?? 10;
  return step * power;
}

function shorten(label: string, length: number): string {
  return label.length > length ? `${label.slice(0, length - 1)}…` : label;
}

function Bars({ labels, series, kind, format = plain }: ChartProps) {
  const totals = labels.map((_, i) => series.map((s) => s.values[i] ?? 0));
  const most = totals.map((row) => (kind === 'stack' ? row.reduce((a, b) => a + b, 0) : Math.max(0, ...row)));
  const top = Math.max(1, ...most);
  const scale = (WIDTH - LABEL - 60) / top;
  const perRow = kind === 'stack' ? 1 : series.length;
  const rowHeight = kind === 'stack' ? ROW : Math.max(ROW, perRow * 16 + 10);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${labels.length * rowHeight + 4}`} role="img" aria-hidden="true">
      {labels.map((label, i) => {
        const y = i * rowHeight + 4;
        let x = LABEL;
        return (
          <g key={label}>
            <text x={LABEL - 10} y={y + rowHeight / 2 + 1} text-anchor="end">
              {shorten(label, 24)}
            </text>
            {series.map((s, k) => {
              const width = (s.values[i] ?? 0) * scale;
              const at = kind === 'stack' ? x : LABEL;
              x += width;
              return (
                <rect
                  key={s.name}
                  class={lookOf(series, k)}
                  x={at}
                  y={kind === 'stack' ? y : y + k * 16}
                  width={width}
                  height={kind === 'stack' ? rowHeight - 12 : 13}
                />
              );
            })}
            <text x={LABEL + (most[i] ?? 0) * scale + 6} y={y + rowHeight / 2 + 1}>
              {format(most[i] ?? 0)}
            </text>
          </g>
        );
      })}
      <line class="axis" x1={LABEL} x2={LABEL} y1={0} y2={labels.length * rowHeight} />
    </svg>
  );
}

function Lines({ labels, series, format = plain }: ChartProps) {
  const top = roundUp(Math.max(1, ...series.flatMap((s) => s.values)));
  const left = 48;
  const bottom = LINE_HEIGHT - 28;
  const x = (i: number): number => left + (i * (WIDTH - left - 16)) / Math.max(1, labels.length - 1);
  const y = (value: number): number => bottom - (value / top) * (bottom - 12);
  const every = Math.max(1, Math.ceil(labels.length / 8));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${LINE_HEIGHT}`} role="img" aria-hidden="true">
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line class="grid" x1={left} x2={WIDTH - 16} y1={y(value)} y2={y(value)} />
          <text x={left - 8} y={y(value) + 4} text-anchor="end">
            {format(value)}
          </text>
        </g>
      ))}
      {labels.map((label, i) =>
        i % every === 0 ? (
          <text
            key={label}
            x={x(i)}
            y={LINE_HEIGHT - 8}
            text-anchor={i === labels.length - 1 ? 'end' : 'middle'}
          >
            {shorten(label, 10)}
          </text>
        ) : null,
      )}
      {series.map((s, k) => (
        <polyline
          key={s.name}
          class={`line ${lookOf(series, k)}`}
          points={s.values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}
        />
      ))}
    </svg>
  );
}

function Key({ series }: { series: readonly Series[] }): ComponentChildren {
  if (series.length < 2) {
    return null;
  }
  return (
    <ul class="chart-key">
      {series.map((s, k) => (
        <li key={s.name}>
          <svg viewBox="0 0 14 14" aria-hidden="true">
            <rect class={lookOf(series, k)} width="14" height="14" />
          </svg>
          {s.name}
        </li>
      ))}
    </ul>
  );
}

/** A picture of figures drawn on the server, its title a sentence, the figures in a table behind it. */
export function Chart(props: ChartProps) {
  const format = props.format ?? plain;
  return (
    <figure class="chart stack-s">
      <figcaption>{props.title}</figcaption>
      {/* Wider than a phone: it slides sideways by itself, also by keyboard. */}
      <section class="chart-picture" tabindex={0} aria-label={props.title}>
        {props.kind === 'line' ? <Lines {...props} /> : <Bars {...props} />}
      </section>
      <Key series={props.series} />
      <details class="fold">
        <summary>{uiMessages(props.lang ?? 'vi')('chartTable')}</summary>
        <table class="table">
          <caption class="sr-only">{props.title}</caption>
          <thead>
            <tr>
              <th scope="col" />
              {props.series.map((s) => (
                <th key={s.name} scope="col" class="end">
                  {s.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.labels.map((label, i) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {props.series.map((s) => (
                  <td key={s.name} class="end" data-label={s.name}>
                    {format(s.values[i] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
