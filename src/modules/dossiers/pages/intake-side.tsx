import { useContext } from 'preact/hooks';
import type { Procedure } from '#modules/procedures/schema.ts';
import { FrameContext } from '#platform/http/frame.ts';
import { Button, DueChip, errorFor, Field, fieldId, Notice, Select, WhyList } from '#ui/components.ts';
import { Fees } from './intake-fees.tsx';
import { text } from './intake-form.ts';
import type { IntakeView, ProcedureHit } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');

/** One procedure to choose: a button that posts the form, so that nothing typed is lost. */
function Hit({ hit }: { hit: ProcedureHit }) {
  return (
    <li>
      <button type="submit" class="hit" name="choose" value={hit.code} formnovalidate>
        <span>{hit.name}</span>
        <span class="soft small">
          <span class="code">{hit.code}</span> · {hit.field}
        </span>
      </button>
    </li>
  );
}

function ProcedureSearch({ view }: { view: IntakeView }) {
  const error = errorFor(view.errors, 'procedureCode');
  return (
    <div class={error ? 'question question-wrong' : 'question'}>
      <label for={fieldId('q')}>{t('searchLabel')}</label>
      {error ? (
        <p class="question-error" id="f-q-error">
          {error}
        </p>
      ) : null}
      <div class="search" id={fieldId('procedureCode')}>
        <input
          class="input"
          type="search"
          id={fieldId('q')}
          name="q"
          value={view.query}
          placeholder={t('searchPlaceholder')}
          autocomplete="off"
          data-procedure-search=""
          aria-keyshortcuts="Alt+t"
        />
        <Button name="do" value="refresh" novalidate>
          {t('searchButton')}
        </Button>
      </div>
      <div data-procedure-hits="">
        {view.query !== '' && view.hits.length === 0 ? (
          <p class="soft" role="status">
            {t('noHits', { query: view.query })}
          </p>
        ) : null}
        {view.hits.length > 0 ? (
          <ul class="hits">
            {view.hits.map((hit) => (
              <Hit key={hit.code} hit={hit} />
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}

function Chosen({ view, procedure }: { view: IntakeView; procedure: Procedure }) {
  const cases = procedure.terms.map((entry, index) => ({
    value: String(index),
    label: entry.condition ?? entry.note ?? `${t('term')} ${index + 1}`,
  }));
  return (
    <>
      <input type="hidden" name="procedureCode" value={procedure.code} />
      <p>
        <strong>{procedure.plainName ?? procedure.name}</strong>
        {procedure.plainName ? <span class="paper-fact small">{procedure.name}</span> : null}
        <span class="soft small paper-fact">
          <span class="code">{procedure.code}</span> · {procedure.field}
        </span>
      </p>
      <button type="submit" class="btn btn-quiet btn-flush" name="choose" value="" formnovalidate>
        {t('change')}
      </button>
      {cases.length > 1 ? (
        <Select
          name="termIndex"
          label={t('termCase')}
          options={cases}
          value={text(view.values, 'termIndex') || '0'}
        />
      ) : null}
    </>
  );
}

function Due({ view }: { view: IntakeView }) {
  if (view.due === null) {
    return null;
  }
  return (
    <div>
      <h3>{t('due')}</h3>
      {'problem' in view.due ? (
        <Notice tone="late" title={view.due.problem} />
      ) : (
        <>
          <DueChip tone={view.due.tone} text={view.due.text} />{' '}
          <span class="soft small">{t('dueIfNow')}</span>
          <details class="small">
            <summary>{t('term')}</summary>
            <WhyList why={view.due.why} />
          </details>
        </>
      )}
    </div>
  );
}

function DeliveryChoice({ view }: { view: IntakeView }) {
  return (
    <>
      <Select
        name="delivery.how"
        label={t('delivery')}
        value={text(view.values, 'delivery.how') || 'counter'}
        options={[
          { value: 'counter', label: t('counter') },
          { value: 'post', label: t('postHow') },
          { value: 'electronic', label: t('electronic') },
        ]}
      />
      <details open={text(view.values, 'delivery.how') === 'post'}>
        <summary class="small">{t('deliveryAddress')}</summary>
        <Field
          name="delivery.address"
          label={t('delivery-address')}
          value={text(view.values, 'delivery.address')}
          error={errorFor(view.errors, 'delivery.address')}
        />
        {(['commune', 'province', 'phone'] as const).map((part) => (
          <Field
            key={part}
            name={`delivery.${part}`}
            label={t(`delivery-${part}`)}
            value={text(view.values, `delivery.${part}`)}
            error={errorFor(view.errors, `delivery.${part}`)}
            optional
            {...(part === 'phone' ? { inputmode: 'tel' as const } : {})}
          />
        ))}
      </details>
    </>
  );
}

/** Right column: procedure, due date and why, fee, who will process it, and the one primary button. */
export function SideColumn({ view }: { view: IntakeView }) {
  const layer = useContext(FrameContext).layer === true;
  return (
    <section class="quiet stack-s" aria-labelledby="thu-tuc">
      <h2 id="thu-tuc">{t('procedure')}</h2>
      {view.procedure === null ? (
        <ProcedureSearch view={view} />
      ) : (
        <Chosen view={view} procedure={view.procedure} />
      )}
      {view.procedure === null ? null : (
        <>
          <Due view={view} />
          <Fees view={view} />
          <DeliveryChoice view={view} />
          {view.who ? (
            <div>
              <h3>{t('who')}</h3>
              <p>{view.who}</p>
            </div>
          ) : null}
        </>
      )}
      <div class="intake-foot">
        <Button look="primary" name="do" value="receive" keys="Control+Enter" wide>
          {t(layer ? 'receiveLocal' : 'receive')} <span class="key">Ctrl Enter</span>
        </Button>
        <div class="row">
          <Button name="do" value="keep">
            {t('keep')}
          </Button>
          {layer ? null : (
            <>
              <Button name="do" value="supplement">
                {t('supplement')}
              </Button>
              <Button look="danger" name="do" value="refuse">
                {t('refuse')}
              </Button>
            </>
          )}
        </div>
      </div>
    </section>
  );
}
