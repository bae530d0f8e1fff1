import { useContext } from 'preact/hooks';
import type { StaffActor } from '#platform/actor.ts';
import { FrameContext } from '#platform/http/frame.ts';
import { ErrorSummary, Notice, RequestId } from '#ui/components.ts';
import { OfficerLayout } from '#ui/layout.tsx';
import { text } from './intake-form.ts';
import { RefusePanel, SupplementPanel } from './intake-panels.tsx';
import { PapersColumn } from './intake-papers.tsx';
import { PersonColumn } from './intake-person.tsx';
import { SideColumn } from './intake-side.tsx';
import type { IntakeView } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');

/** Address of the intake page; its form posts to itself. */
export const INTAKE_PATH = '/can-bo/ho-so/moi';

/**
 * Reception at the counter on one screen: the person, the papers, and a quiet column with procedure, date, fee and
 * receipt. One form that posts to itself keeps whatever was typed, with and without script.
 */
export function IntakePage({ actor, view }: { actor: StaffActor; view: IntakeView }) {
  const layer = useContext(FrameContext).layer === true;
  const title = t(layer ? 'titleLocal' : 'title');
  return (
    <OfficerLayout
      title={title}
      actor={actor}
      path={INTAKE_PATH}
      styles={['dossiers/intake.css']}
      islands={['dossiers/intake.js']}
    >
      <div class="row-apart">
        <h1>{title}</h1>
        <p class="soft">{view.ticket ? t('ticket', { number: view.ticket }) : t('why')}</p>
      </div>
      {layer ? <Notice title={t('whyLocal')} /> : null}
      {view.refusal ? <Notice tone="late" role="alert" title={view.refusal} /> : null}
      {view.facts.map(({ text: fact, link }) => (
        <Notice key={fact} title={fact}>
          {link === undefined ? null : (
            <p>
              <a href={link.href}>{link.text}</a>
            </p>
          )}
        </Notice>
      ))}
      <ErrorSummary errors={view.errors} />
      <form method="post" action={INTAKE_PATH} data-guard="" novalidate autocomplete="off">
        <RequestId value={view.requestId} />
        <input type="hidden" name="openedAt" value={view.openedAt} />
        <input type="hidden" name="draftId" value={text(view.values, 'draftId')} />
        <input type="hidden" name="ticketId" value={text(view.values, 'ticketId')} />
        <input type="hidden" name="outsideRef" value={text(view.values, 'outsideRef')} />
        <input type="hidden" name="ticketNumber" value={view.ticket ?? ''} />
        {/* Enter in any field looks things up; only its own button receives. */}
        <button type="submit" name="do" value="refresh" class="sr-only" tabindex={-1} formnovalidate>
          {t('searchLabel')}
        </button>
        <div class="columns-3 intake">
          <PersonColumn view={view} />
          <div class="stack">
            {view.panel === 'supplement' ? <SupplementPanel view={view} /> : null}
            {view.panel === 'refuse' ? <RefusePanel view={view} /> : null}
            <PapersColumn view={view} />
          </div>
          <SideColumn view={view} />
        </div>
      </form>
    </OfficerLayout>
  );
}
