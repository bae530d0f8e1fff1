import type { FieldError } from '#platform/errors.ts';
import { Button, errorFor, Field, Fold, Select, TextArea } from '#ui/components.ts';
import { editorMessages } from '../editor-messages.ts';
import type { StepUnit } from '../queries.ts';
import type { DraftStep, ProcessDraft } from '../schema/draft.ts';
import { StepKind } from '../schema.ts';
import { kindName, roleName } from '../words.ts';

const t = editorMessages('vi');

const ROLES = ['receptionist', 'officer', 'unit-head', 'centre-director', 'commune-leader'] as const;
const TERMS = ['working-day', 'calendar-day', 'working-hour', 'same-day'] as const;

interface RowProps {
  readonly row: DraftStep;
  readonly at: number;
  readonly count: number;
  readonly units: ReadonlyMap<string, StepUnit>;
  readonly errors: readonly FieldError[];
}

/** Buttons that move, remove and add; each says to which step it belongs, also without sight. */
function RowButtons({ at, count }: { at: number; count: number }) {
  const whose = <span class="sr-only">{t('ofStep', { n: at + 1 })}</span>;
  return (
    <div class="row process-buttons">
      {at === 0 ? null : (
        <Button look="quiet" name="viec" value={`up:${at}`} novalidate>
          {t('up')}
          {whose}
        </Button>
      )}
      {at === count - 1 ? null : (
        <Button look="quiet" name="viec" value={`down:${at}`} novalidate>
          {t('down')}
          {whose}
        </Button>
      )}
      <Button look="quiet" name="viec" value={`remove:${at}`} novalidate>
        {t('remove')}
        {whose}
      </Button>
      <Button look="quiet" name="viec" value={`add:${at}`} novalidate>
        {t('add')}
        {whose}
      </Button>
    </div>
  );
}

/** One step: its main facts in sight, papers and questions to others folded away. */
function StepRow({ row, at, count, units, errors }: RowProps) {
  const name = (field: keyof DraftStep) => `steps.${at}.${field}`;
  const shared = (field: keyof DraftStep) => ({
    name: name(field),
    value: row[field],
    error: errorFor(errors, name(field)),
  });
  const known = [...units].map(([value, unit]) => ({ value, label: unit.shortName }));
  const unitOptions =
    row.unit === '' || units.has(row.unit) ? known : [...known, { value: row.unit, label: row.unit }];
  const asks = row.kind === 'opinion' || row.kind === 'agency';
  return (
    <fieldset class="process-step" id={`buoc-${at + 1}`}>
      <legend>{t('stepNo', { n: at + 1 })}</legend>
      <input type="hidden" name={name('key')} value={row.key} />
      <div class="process-grid">
        <div class="process-wide">
          <Field {...shared('name')} label={t('stepName')} maxlength={300} />
        </div>
        <Select
          {...shared('kind')}
          label={t('kind')}
          options={StepKind.options.map((kind) => ({ value: kind, label: kindName(kind) }))}
        />
        <Select {...shared('unit')} label={t('unit')} options={unitOptions} blank={t('unitNone')} />
        <Select
          {...shared('role')}
          label={t('role')}
          options={ROLES.map((role) => ({ value: role, label: roleName(role) }))}
        />
        <Field {...shared('amount')} label={t('amount')} inputmode="decimal" maxlength={12} />
        <Select
          {...shared('per')}
          label={t('per')}
          options={(['hours', 'days', 'share'] as const).map((per) => ({ value: per, label: t(per) }))}
        />
        <Field {...shared('next')} label={t('next')} maxlength={100} />
        <Select
          {...shared('split')}
          label={t('split')}
          options={[
            { value: '', label: t('splitOne') },
            { value: 'all', label: t('splitAll') },
          ]}
        />
        <Field {...shared('returnTo')} label={t('returnTo')} maxlength={100} />
      </div>
      <Fold
        title={t('more')}
        id={`them-${at + 1}`}
        open={asks || errors.some((e) => e.path === name('agency'))}
      >
        <div class="process-grid">
          <div class="process-half">
            <TextArea {...shared('documentsIn')} label={t('documentsIn')} rows={2} hint={t('perLine')} />
          </div>
          <div class="process-half">
            <TextArea {...shared('documentsOut')} label={t('documentsOut')} rows={2} hint={t('perLine')} />
          </div>
          <Select
            {...shared('silence')}
            label={t('silence')}
            options={[
              { value: '', label: t('silenceWait') },
              { value: 'go-on', label: t('silenceGoOn') },
            ]}
          />
          <div class="process-half">
            <Field {...shared('agency')} label={t('agency')} maxlength={300} />
          </div>
        </div>
      </Fold>
      <RowButtons at={at} count={count} />
    </fieldset>
  );
}

function HeadFields({ draft, errors }: { draft: ProcessDraft; errors: readonly FieldError[] }) {
  const shared = (name: Exclude<keyof ProcessDraft, 'steps'>) => ({
    name,
    value: draft[name],
    error: errorFor(errors, name),
  });
  return (
    <fieldset class="process-step">
      <legend>{t('head')}</legend>
      <div class="process-grid">
        <div class="process-wide">
          <Field {...shared('name')} label={t('name')} maxlength={300} />
        </div>
        <div class="process-wide">
          <Field {...shared('source')} label={t('source')} hint={t('sourceHint')} maxlength={1000} />
        </div>
        <Select
          {...shared('termUnit')}
          label={t('termUnit')}
          blank={t('termNone')}
          options={TERMS.map((unit) => ({ value: unit, label: t(unit) }))}
        />
        <Field {...shared('termAmount')} label={t('termAmount')} inputmode="numeric" maxlength={5} />
        <Select
          {...shared('everything')}
          label={t('everything')}
          options={[
            { value: '', label: t('everythingNo') },
            { value: 'on', label: t('everythingYes') },
          ]}
        />
        <div class="process-half">
          <TextArea {...shared('procedures')} label={t('procedures')} hint={t('proceduresHint')} rows={2} />
        </div>
        <div class="process-half">
          <TextArea
            {...shared('fieldGroups')}
            label={t('fieldGroups')}
            hint={t('fieldGroupsHint')}
            rows={2}
          />
        </div>
      </div>
    </fieldset>
  );
}

/** All fields of the editor: the head and one block for each step, in order. Works by form posts alone. */
export function DraftFields(props: {
  draft: ProcessDraft;
  units: ReadonlyMap<string, StepUnit>;
  errors: readonly FieldError[];
}) {
  const { draft, units, errors } = props;
  return (
    <>
      <HeadFields draft={draft} errors={errors} />
      <h2>{t('steps')}</h2>
      <p class="soft">{t('nextHint')}</p>
      {draft.steps.map((row, at) => (
        <StepRow
          key={row.key || at}
          row={row}
          at={at}
          count={draft.steps.length}
          units={units}
          errors={errors}
        />
      ))}
      {draft.steps.length === 0 ? (
        <Button name="viec" value="add:0" novalidate>
          {t('addFirst')}
        </Button>
      ) : null}
    </>
  );
}
