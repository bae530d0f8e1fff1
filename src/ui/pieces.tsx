import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { FrameContext } from '#platform/http/frame.ts';
import type { Lang } from '#platform/i18n.ts';
import { uiMessages } from './messages.ts';
import { Notice } from './status.tsx';
import { unbroken } from './unbroken.tsx';

/** One task with how it stands. */
export interface Task {
  readonly title: ComponentChildren;
  readonly href?: string | undefined;
  readonly status: ComponentChildren;
  readonly hint?: string | undefined;
}

/** A list of things to do and how each stands. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul class="tasks">
      {tasks.map((task, index) => (
        <li key={index}>
          <span>{task.href ? <a href={task.href}>{task.title}</a> : task.title}</span>
          <span>{task.status}</span>
          {task.hint ? <span class="task-hint">{task.hint}</span> : null}
        </li>
      ))}
    </ul>
  );
}

/** One station of a dossier's way. */
export interface TimelineStep {
  /** `wait`: the clock stands and the citizen is asked for something. */
  readonly state: 'done' | 'now' | 'wait' | 'next';
  readonly what: ComponentChildren;
  /** Who did it or does it: a name for officers, a unit for citizens. */
  readonly who?: string | undefined;
  /** "09:12 thứ Sáu 27/11", or when it is expected. */
  readonly when?: string | undefined;
  /** "trong 2 giờ làm việc" */
  readonly lasted?: string | undefined;
  readonly note?: ComponentChildren;
}

/** The way of a dossier: who, what, when, how long; steps to come in outline. */
export function Timeline({ steps, lang = 'vi' }: { steps: readonly TimelineStep[]; lang?: Lang }) {
  const t = uiMessages(lang);
  return (
    <ol class="timeline">
      {steps.map((step, index) => (
        <li key={index} class={`is-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <p class="timeline-what">
            {unbroken(step.what)}
            {step.state === 'now' ? <span class="sr-only"> ({t('nowStep')})</span> : null}
            {step.state === 'next' ? <span class="sr-only"> ({t('nextStep')})</span> : null}
          </p>
          <p class="timeline-when">{[step.who, step.when, step.lasted].filter(Boolean).join(' · ')}</p>
          {step.note ? <div class="small">{step.note}</div> : null}
        </li>
      ))}
    </ol>
  );
}

export interface FileTileProps {
  readonly name: string;
  readonly href: string;
  /** "PDF", "JPG": shown where there is no preview. */
  readonly kind: string;
  readonly previewHref?: string | undefined;
  readonly pages?: number | undefined;
  /** "240 KB" */
  readonly size?: string | undefined;
  readonly lang?: Lang | undefined;
  readonly children?: ComponentChildren;
}

/** A file with its face, name and size. Put several in `<ul class="files">`. */
export function FileTile(props: FileTileProps) {
  const t = uiMessages(props.lang ?? 'vi');
  const facts = [props.kind, props.pages ? t('pages', { count: props.pages }) : '', props.size].filter(
    Boolean,
  );
  return (
    <li class="file">
      <span class="file-face" aria-hidden="true">
        {props.previewHref ? <img src={props.previewHref} alt="" loading="lazy" /> : props.kind}
      </span>
      <span>
        <a class="file-name" href={props.href}>
          <span class="sr-only">{t('openFile', { name: '' })}</span>
          {props.name}
        </a>
        <span class="soft small file-facts">{facts.join(' · ')}</span>
        {props.children}
      </span>
    </li>
  );
}

/** Something folded away that opens without script. */
export function Fold(props: {
  title: ComponentChildren;
  open?: boolean;
  id?: string;
  children: ComponentChildren;
}) {
  return (
    <details class="fold" open={props.open} id={props.id}>
      <summary>{props.title}</summary>
      <div class="stack">{props.children}</div>
    </details>
  );
}

/** A button that opens a {@link Dialog} by the browser's own means. */
export function DialogButton(props: {
  dialog: string;
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  keys?: string;
  children: ComponentChildren;
}) {
  const look = props.look && props.look !== 'plain' ? `btn btn-${props.look}` : 'btn';
  return (
    <button
      type="button"
      class={look}
      aria-keyshortcuts={props.keys}
      {...{ command: 'show-modal', commandfor: props.dialog }}
    >
      {props.children}
    </button>
  );
}

/** A native dialog. Its forms post like any other; closing needs no script of ours. */
export function Dialog(props: { id: string; title: string; lang?: Lang; children: ComponentChildren }) {
  return (
    <dialog id={props.id} class="dialog" aria-labelledby={`${props.id}-title`}>
      <div class="stack">
        <div class="row-apart">
          <h2 id={`${props.id}-title`}>{props.title}</h2>
          <form method="dialog">
            <button class="btn btn-quiet" type="submit">
              {uiMessages(props.lang ?? 'vi')('close')}
            </button>
          </form>
        </div>
        {props.children}
      </div>
    </dialog>
  );
}

/** A menu that the browser opens and closes (popover). */
export function Menu(props: { id: string; label: string; children: ComponentChildren }) {
  return (
    <>
      <button type="button" class="btn" popovertarget={props.id}>
        {props.label}
      </button>
      <div id={props.id} class="menu" popover="auto">
        {props.children}
      </div>
    </>
  );
}

export interface ProgressProps {
  readonly label: string;
  /** 0 to 100; left out while the length is unknown. */
  readonly percent?: number | undefined;
  /** "1.240 trong 4.749 hồ sơ" */
  readonly count?: string | undefined;
  /** A form or link that stops the work. */
  readonly cancel?: ComponentChildren;
  readonly lang?: Lang | undefined;
}

/** Long work: how far, how many, how to stop it, and that one may leave. */
export function Progress(props: ProgressProps) {
  return (
    <div class="progress stack-s">
      <div class="row-apart">
        <strong>{props.label}</strong>
        <span>{props.percent === undefined ? '' : `${Math.round(props.percent)}%`}</span>
      </div>
      <progress aria-label={props.label} max={100} value={props.percent} />
      <div class="row-apart">
        <span class="soft">
          {props.count ? `${props.count}. ` : ''}
          {uiMessages(props.lang ?? 'vi')('leaveOk')}
        </span>
        {props.cancel}
      </div>
    </div>
  );
}

/**
 * A part of the page that the officers' island renews when something changed on one of the topics
 * (`staff:<centre>`, `account:<account>`, …). `id` is unique on the page.
 */
export function LiveRegion(props: { id: string; topics: readonly string[]; children: ComponentChildren }) {
  return (
    <div
      data-live-region={props.id}
      data-live-topics={props.topics.join(',')}
      data-live-since={useContext(FrameContext).since}
      class="stack"
    >
      {props.children}
    </div>
  );
}

/** Hidden until the line to the server is down; then says of when the list is. `at`: "09:42". */
export function OfflineNotice({ at, lang = 'vi' }: { at: string; lang?: Lang }) {
  const t = uiMessages(lang);
  return (
    <div data-offline="" hidden>
      <Notice tone="soon" title={t('offline')} role="status">
        {t('offlineSince', { time: at })}
      </Notice>
    </div>
  );
}
