import { Button, errorFor, Field, TextArea } from '#ui/components.ts';
import { text } from './intake-form.ts';
import type { IntakeView } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');

/** One line of the supplement slip. */
interface MissingLine {
  readonly paperKey: string;
  readonly content: string;
}

/** The papers that are asked for always and are not there yet: what the slip starts with. */
function missingLines(view: Pick<IntakeView, 'procedure' | 'values'>): readonly MissingLine[] {
  return (view.procedure?.components ?? []).flatMap((component, index) => {
    const how = text(view.values, `papers.${index}.how`);
    const skipped = text(view.values, `papers.${index}.skip`) !== '';
    return how === '' && !skipped && component.need === 'always'
      ? [{ paperKey: component.id, content: component.name }]
      : [];
  });
}

function MissingRow({ view, index, line }: { view: IntakeView; index: number; line: MissingLine | null }) {
  const name = (part: string) => `items.${index}.${part}`;
  const typed = (part: string, start: string) =>
    name(part) in view.values ? text(view.values, name(part)) : start;
  return (
    <fieldset class="question missing">
      <legend>{line === null ? t('itemBlank') : `${index + 1}`}</legend>
      <input type="hidden" name={name('paperKey')} value={line?.paperKey ?? ''} />
      <Field
        name={name('content')}
        label={t('itemContent')}
        value={typed('content', line?.content ?? '')}
        error={errorFor(view.errors, name('content'))}
      />
      <Field
        name={name('reason')}
        label={t('itemReason')}
        value={typed('reason', line === null ? '' : t('itemReasonMissing'))}
        error={errorFor(view.errors, name('reason'))}
      />
      <Field
        name={name('guidance')}
        label={t('itemGuidance')}
        optional
        value={typed('guidance', '')}
        error={errorFor(view.errors, name('guidance'))}
      />
    </fieldset>
  );
}

/** Mẫu 02 at reception: everything missing on one slip. */
export function SupplementPanel({ view }: { view: IntakeView }) {
  const lines = missingLines(view);
  const rows: readonly (MissingLine | null)[] = [...lines, null];
  return (
    <section class="stack panel" id="bo-sung" aria-labelledby="bo-sung-ten">
      <h2 id="bo-sung-ten">{t('supplementTitle')}</h2>
      <p>{t('supplementWhy')}</p>
      {rows.map((line, index) => (
        <MissingRow key={line?.paperKey ?? 'them'} view={view} index={index} line={line} />
      ))}
      <Field
        name="legalBasis"
        label={t('legalBasis')}
        optional
        value={text(view.values, 'legalBasis')}
        error={errorFor(view.errors, 'legalBasis')}
      />
      <Button look="primary" name="do" value="supplement-issue">
        {t('supplementIssue')}
      </Button>
    </section>
  );
}

/** Mẫu 03 at reception: reasons in writing. */
export function RefusePanel({ view }: { view: IntakeView }) {
  return (
    <section class="stack panel" id="tu-choi" aria-labelledby="tu-choi-ten">
      <h2 id="tu-choi-ten">{t('refuseTitle')}</h2>
      <p>{t('refuseWhy')}</p>
      <TextArea
        name="reason"
        label={t('refuseReason')}
        value={text(view.values, 'reason')}
        error={errorFor(view.errors, 'reason')}
      />
      <Field
        name="legalBasis"
        label={t('legalBasis')}
        optional
        value={text(view.values, 'legalBasis')}
        error={errorFor(view.errors, 'legalBasis')}
      />
      <Button look="danger" name="do" value="refuse-issue">
        {t('refuseIssue')}
      </Button>
    </section>
  );
}
