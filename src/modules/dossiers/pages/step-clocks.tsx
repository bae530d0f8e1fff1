import { CalendarError } from '#modules/calendar/rules/error.ts';
import { Fold, Notice, Table } from '#ui/components.ts';
import { responsibleStep, type StepClock, stepClocks } from '../rules/responsible.ts';
import type { DossierView } from './dossier-view.ts';
import { stepClockMessages } from './due-messages.ts';

const t = stepClockMessages('vi');

function time(minutes: number): string {
  return t('hours', { h: Math.floor(minutes / 60), m: Math.round(minutes % 60) });
}

function who(clock: StepClock): string {
  return clock.person === null ? clock.unitName : `${clock.person.name}, ${clock.unitName}`;
}

/** The clocks of the run that counts; nothing where the calendar does not reach that far. */
function clocksOf({ detail, now, calendar }: DossierView) {
  try {
    return {
      clocks: stepClocks(detail.dossier, now, calendar),
      blamed: responsibleStep(detail.dossier, now, calendar),
    };
  } catch (error) {
    if (error instanceof CalendarError) {
      return { clocks: [], blamed: null };
    }
    throw error;
  }
}

/** What each step was given and used; and when the dossier is late, the step that used up its time. */
export function StepClocks({ view }: { view: DossierView }) {
  const { clocks, blamed } = clocksOf(view);
  if (clocks.length === 0) {
    return null;
  }
  const late = view.detail.standing === 'overdue' || view.detail.standing === 'late';
  return (
    <section class="stack-s">
      {late && blamed !== null ? (
        <Notice
          tone="late"
          title={t('blame', { step: blamed.name, who: who(blamed), over: time(blamed.overMinutes) })}
        />
      ) : null}
      <Fold title={t('title')} id="dong-ho-buoc">
        <p class="soft">{t('why')}</p>
        <Table
          caption={t('title')}
          captionHidden
          columns={[
            { key: 'step', header: t('step'), primary: true, cell: (clock) => clock.name },
            { key: 'who', header: t('who'), cell: who },
            { key: 'budget', header: t('budget'), align: 'end', cell: (clock) => time(clock.budgetMinutes) },
            { key: 'used', header: t('used'), align: 'end', cell: (clock) => time(clock.usedMinutes) },
            {
              key: 'over',
              header: t('over'),
              align: 'end',
              cell: (clock) => (clock.overMinutes === 0 ? '' : time(clock.overMinutes)),
            },
          ]}
          rows={clocks}
          rowKey={(clock) => clock.stepKey}
          empty={null}
        />
      </Fold>
    </section>
  );
}
