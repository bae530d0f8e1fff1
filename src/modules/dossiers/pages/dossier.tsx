import type { StaffActor } from '#platform/actor.ts';
import { formatDateTime, formatTime, toLocal } from '#platform/time.ts';
import {
  DueChip,
  LiveRegion,
  Notice,
  OfflineNotice,
  StatusTag,
  Timeline,
  type Tone,
  WhyList,
} from '#ui/components.ts';
import { OfficerLayout } from '#ui/layout.tsx';
import { dossierTopic } from '../announce.ts';
import { commandMessages, storyMessages } from '../messages.ts';
import { currentRun, openWait, scoreFacts } from '../rules/clock.ts';
import { openProposal } from '../rules/decide-supplement.ts';
import { commandVerb, statusName } from '../rules/refuse.ts';
import { type CommandType, type Dossier, STATUS, type Status } from '../schema.ts';
import { ActionForm, ActionList } from './dossier-action.tsx';
import { Facts, Papers, Result } from './dossier-facts.tsx';
import { dossierMessages } from './dossier-messages.ts';
import { type DossierView, dossierHref, refOf } from './dossier-view.ts';
import { dueFace } from './due-face.ts';
import { Files } from './files.tsx';
import { futureSteps, pastSteps, presentSteps } from './history.ts';
import { StepClocks } from './step-clocks.tsx';
import { Strands } from './strands.tsx';

const t = dossierMessages('vi');
const verb = commandMessages('vi');

/** Commands that make a slip for the person who stands at the counter: it is printed at once. */
const PRINTS: ReadonlySet<CommandType> = new Set([
  'receive',
  'request-supplement',
  'pass-on-supplement',
  'refuse-at-reception',
  'extend-with-apology',
  'withdraw',
  'stop',
  'reprint-receipt',
]);

/** Names of procedures longer than this are no headings. */
const LONG_NAME = 120;

/** How a status looks: its tone beside its word. */
export function statusTone(status: Status): Tone {
  switch (status) {
    case STATUS.supplement:
    case STATUS.payment:
      return 'waiting';
    case STATUS.finished:
    case STATUS.returned:
      return 'done';
    case STATUS.notReceived:
    case STATUS.withdrawn:
    case STATUS.stopped:
    case STATUS.new:
      return 'neutral';
    case STATUS.received:
    case STATUS.processing:
      return 'ok';
    default:
      return status satisfies never;
  }
}

function dueOf(view: DossierView) {
  const { detail, now, calendar } = view;
  const { dossier } = detail;
  return dueFace(
    {
      standing: detail.standing,
      due: detail.due,
      judgedDue: currentRun(dossier)?.due ?? null,
      waiting: openWait(dossier)?.kind ?? null,
      ending: dossier.ending,
    },
    now,
    calendar,
  );
}

/** What one has to know before anything else: an open hand-over, a proposed slip, a wait. */
function Pending({ view }: { view: DossierView }) {
  const { dossier, pending: offered } = view.detail;
  const proposal = openProposal(dossier);
  const wait = openWait(dossier);
  const mine = offered !== null && view.myUnits.includes(offered.to.unitId);
  return (
    <>
      {offered === null ? null : (
        <Notice
          tone={mine ? 'soon' : 'waiting'}
          title={
            mine
              ? t('pendingIn', { from: offered.from.unitName, when: formatDateTime(offered.at) })
              : t('pendingOut', { to: offered.to.unitName, when: formatDateTime(offered.at) })
          }
        >
          {offered.to.name === null ? null : (
            <p>
              {offered.to.name}
              {offered.to.why ? `: ${offered.to.why}` : ''}
            </p>
          )}
        </Notice>
      )}
      {proposal === null ? null : (
        <Notice
          tone="soon"
          title={t('proposal', {
            who: proposal.askedBy.name,
            when: formatDateTime(proposal.askedAt),
            items: proposal.items.map((item) => item.content).join('; '),
          })}
        />
      )}
      {wait === null ? null : (
        <Notice title={t('waiting', { when: formatDateTime(wait.from), reason: wait.reason })}>
          {wait.closingLimit === null ? null : t('closing', { limit: formatDateTime(wait.closingLimit) })}
        </Notice>
      )}
    </>
  );
}

function Messages({ view }: { view: DossierView }) {
  return (
    <>
      {view.done === null ? null : (
        <Notice tone="ok" role="status" title={t('done', { verb: commandVerb(view.done) })}>
          {(PRINTS.has(view.done) ? view.forms.slice(0, 1) : []).map((form) => (
            <p key={form.href} data-print-id={form.id} data-print-href={form.href}>
              <a href={form.href} target="_blank" rel="noopener">
                {t('print', { form: form.name })}
              </a>
            </p>
          ))}
        </Notice>
      )}
      {view.refusal === null ? null : (
        <Notice tone="late" role="alert" title={view.refusal.text}>
          {view.refusal.allowed.length === 0 ? null : (
            <p>
              {t('allowedNow')}{' '}
              {view.refusal.allowed.map((command, index) => (
                <span key={command}>
                  {index > 0 ? ', ' : ''}
                  <a href={`${dossierHref(refOf(view.detail.dossier))}?lam=${command}#lam`}>
                    {verb(command).toLowerCase()}
                  </a>
                </span>
              ))}
            </p>
          )}
        </Notice>
      )}
    </>
  );
}

/** How much waiting is taken off when the work is scored (QĐ 766), once it has ended; nothing where nobody waited. */
function scoreLine({ detail, now, calendar }: DossierView): readonly string[] {
  const { dossier } = detail;
  const waited = dossier.endedAt !== null && dossier.waits.length > 0;
  const minutes = waited ? (scoreFacts(dossier, now, calendar)?.waitedMinutes ?? 0) : 0;
  return minutes === 0 ? [] : [storyMessages('vi')('waited', { minutes })];
}

function Head({ view }: { view: DossierView }) {
  const { dossier, story } = view.detail;
  const face = dueOf(view);
  const title = titleOf(dossier);
  const long = dossier.procedure.name.length > LONG_NAME;
  const why = [...story.map((line) => line.text), ...scoreLine(view)];
  return (
    <div class="page-head">
      <h1>{long ? title : dossier.procedure.name}</h1>
      <p class="row">
        {long ? null : <span class="code">{title}</span>}
        <StatusTag tone={statusTone(dossier.status)}>{statusName(dossier.status)}</StatusTag>
        <DueChip tone={face.tone} text={face.text} />
      </p>
      {long ? <p class="page-why">{dossier.procedure.name}</p> : null}
      {why.length > 0 ? (
        <details class="fold" id="vi-sao">
          <summary>{t('why')}</summary>
          <WhyList why={why} />
        </details>
      ) : null}
    </div>
  );
}

function titleOf(dossier: Dossier): string {
  if (dossier.number !== null) {
    return t('title', { number: dossier.number });
  }
  return dossier.localNumber === null ? t('titleDraft') : t('localNumber', { number: dossier.localNumber });
}

/** What the citizen was told, newest first, and the way to all of it. */
function Told({ view }: { view: DossierView }) {
  return (
    <section class="stack-s" aria-labelledby="thong-bao">
      <h2 id="thong-bao">{t('notices')}</h2>
      {view.asides.length === 0 ? null : (
        <ul class="plain-list">
          {view.asides.map((aside) => (
            <li key={aside.href}>
              <a href={aside.href}>{aside.text}</a> <StatusTag tone={aside.tone}>{aside.state}</StatusTag>{' '}
              <span class="soft small">{formatDateTime(aside.at)}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={`/can-bo/thong-bao/ho-so/${view.detail.dossier.id}`}>{t('noticesOpen')}</a>
      </p>
    </section>
  );
}

/** One dossier: where it stands and why, what to do now, everything that happened. */
export function DossierPage({ actor, view }: { actor: StaffActor; view: DossierView }) {
  const { dossier, timeline } = view.detail;
  const steps = [...pastSteps(timeline), ...presentSteps(dossier), ...futureSteps(dossier)];
  return (
    <OfficerLayout
      title={titleOf(dossier)}
      actor={actor}
      path="/can-bo/ho-so"
      styles={['dossiers/dossier.css']}
    >
      <OfflineNotice at={formatTime(toLocal(view.now))} />
      <Messages view={view} />
      <div class="columns dossier">
        <div class="stack">
          <LiveRegion id="ho-so" topics={[dossierTopic(actor.centreId)]}>
            <Head view={view} />
            <Pending view={view} />
          </LiveRegion>
          {view.open === null ? null : <ActionForm view={view} command={view.open} />}
          <LiveRegion id="noi-dung" topics={[]}>
            <section class="stack-s" aria-labelledby="qua-trinh">
              <h2 id="qua-trinh">{t('history')}</h2>
              <Timeline steps={steps} />
            </section>
            <StepClocks view={view} />
            <Strands view={view} />
            <Papers dossier={dossier} />
            <Files view={view} />
            <Result dossier={dossier} />
          </LiveRegion>
        </div>
        <div class="stack">
          <div class="quiet">
            <LiveRegion id="viec-can-lam" topics={[]}>
              <ActionList view={view} />
              <section class="stack-s" aria-labelledby="bieu-mau">
                <h2 id="bieu-mau">{t('forms')}</h2>
                {view.forms.length === 0 ? (
                  <p class="soft">{t('formNone')}</p>
                ) : (
                  <ul class="plain-list">
                    {view.forms.map((form) => (
                      <li key={form.href}>
                        <a href={form.href} target="_blank" rel="noopener">
                          {form.name}
                        </a>
                      </li>
                    ))}
                  </ul>
                )}
              </section>
              <Told view={view} />
            </LiveRegion>
          </div>
          <Facts view={view} />
        </div>
      </div>
    </OfficerLayout>
  );
}
