import type { ComponentChildren } from 'preact';
import { Shape, type ShapeName } from './icon.tsx';

/** The tone of a state: colour and shape follow from it; the words are the caller's. */
export type Tone = 'ok' | 'soon' | 'late' | 'waiting' | 'done' | 'neutral';

const SHAPE_OF = {
  ok: 'ok',
  soon: 'soon',
  late: 'late',
  waiting: 'waiting',
  done: 'done',
  neutral: 'neutral',
} as const satisfies Record<Tone, ShapeName>;

function toneClass(tone: Tone): string {
  return tone === 'done' ? 'tone-ok' : `tone-${tone}`;
}

/** A state in a word, with its shape: "Đang xử lý". */
export function StatusTag({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`tag ${toneClass(tone)}`}>
      <Shape name={SHAPE_OF[tone]} />
      <span>{children}</span>
    </span>
  );
}

export interface DueChipProps {
  readonly tone: Tone;
  /** "còn 2 ngày · T6 27/11 17:30": always words, never colour alone. */
  readonly text: string;
  /** Sentences of the explanation; with them the chip opens without script. */
  readonly why?: readonly string[] | undefined;
  /** Whether the explanation is open from the start. */
  readonly open?: boolean | undefined;
}

/** When a dossier is due and how that stands. Press it to read why. */
export function DueChip({ tone, text, why, open }: DueChipProps) {
  const face = (
    <span class={`chip-face ${toneClass(tone)}`}>
      <Shape name={SHAPE_OF[tone]} />
      <span>{text}</span>
    </span>
  );
  if (!why || why.length === 0) {
    return <span class="chip">{face}</span>;
  }
  return (
    <details class="chip above" open={open}>
      <summary>{face}</summary>
      <div class="chip-why">
        <WhyList why={why} />
      </div>
    </details>
  );
}

/** The explanation of a due date as an ordered list of sentences. */
export function WhyList({ why }: { why: readonly string[] }) {
  return (
    <ol class="why-list">
      {why.map((sentence, index) => (
        <li key={`${index}-${sentence}`}>{sentence}</li>
      ))}
    </ol>
  );
}

const NOTICE_SHAPE = { waiting: 'info', ok: 'done', soon: 'soon', late: 'late' } as const satisfies Record<
  string,
  ShapeName
>;

export interface NoticeProps {
  readonly tone?: 'waiting' | 'ok' | 'soon' | 'late' | undefined;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
  /** `alert` for what just went wrong, `status` for what just went well. */
  readonly role?: 'alert' | 'status' | undefined;
}

/** What changed, or what to know before going on. */
export function Notice({ tone = 'waiting', title, children, role }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={role}>
      <Shape name={NOTICE_SHAPE[tone]} />
      {title ? <p class="notice-title">{title}</p> : null}
      {children ? <div class="stack-s">{children}</div> : null}
    </div>
  );
}
