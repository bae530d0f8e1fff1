import type { FieldError } from '#platform/errors.ts';
import { Button, errorFor, Field, Fold, Select, TextArea } from '#ui/components.ts';
import { builderMessages } from '../messages-builder.ts';
import { PersonPart } from '../schema.ts';
import type { DraftRow, FormDraft } from '../schema-draft.ts';

const t = builderMessages('vi');

/** Braces are the marks themselves here, so this text is no message with holes. */
const OFFICIAL_HINT =
  '{ten-o} là chỗ điền; {ten-o=gia-tri} là ô đánh dấu; {ten-o:words} là ngày bằng chữ; # là đề mục; [nhom: o-1, o-2] là bảng; === Người ký (ghi chú) | Người ký. Để trống thì bản in lấy từ các câu hỏi.';

const KINDS = [
  'page',
  'text',
  'long-text',
  'name',
  'id-number',
  'day',
  'day-partial',
  'phone',
  'email',
  'address',
  'number',
  'money',
  'choice',
  'choices',
  'yes-no',
  'group',
  'statement',
] as const;

interface RowProps {
  readonly row: DraftRow;
  readonly at: number;
  readonly count: number;
  readonly errors: readonly FieldError[];
}

/** Buttons that move, remove and add; each says to which row it belongs, also without sight. */
function RowButtons({ at, count }: { readonly at: number; readonly count: number }) {
  const whose = <span class="sr-only"> {t('ofRow', { n: at + 1 })}</span>;
  const button = (what: string, words: string) => (
    <Button look="quiet" name="viec" value={`${what}:${at}`} novalidate>
      {words}
      {whose}
    </Button>
  );
  return (
    <div class="row">
      {at === 0 ? null : button('up', t('up'))}
      {at === count - 1 ? null : button('down', t('down'))}
      {button('remove', t('remove'))}
      {button('add-field', t('addField'))}
      {button('add-page', t('addPage'))}
    </div>
  );
}

function Row({ row, at, count, errors }: RowProps) {
  const path = (field: keyof DraftRow) => `rows.${at}.${field}`;
  const shared = (field: keyof DraftRow) => ({
    name: path(field),
    value: row[field],
    error: errorFor(errors, path(field)),
  });
  const page = row.kind === 'page';
  const inner = row.inGroup === 'on';
  const folded = ['hint', 'example', 'when', 'checks', 'prefill', 'inGroup'] as const;
  const choice = row.kind === 'choice' || row.kind === 'choices';
  return (
    <fieldset
      class={page ? 'form-row form-row-page' : inner ? 'form-row form-row-inner' : 'form-row'}
      id={`dong-${at + 1}`}
    >
      <legend>{t(page ? 'pageNo' : inner ? 'innerNo' : 'fieldNo', { n: at + 1 })}</legend>
      <div class="form-row-grid">
        <Select
          {...shared('kind')}
          label={t('kind')}
          options={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <div class="form-row-wide">
          <Field {...shared('label')} label={t(page ? 'question' : 'label')} maxlength={300} />
        </div>
        <Field {...shared('key')} label={t('key')} maxlength={40} />
        {page || row.kind === 'number' || row.kind === 'group' ? (
          <Field
            {...shared('extra')}
            label={t(page ? 'part' : row.kind === 'number' ? 'unit' : 'item')}
            maxlength={300}
          />
        ) : (
          <input type="hidden" name={path('extra')} value={row.extra} />
        )}
        {page ? null : (
          <Select
            {...shared('optional')}
            label={t('optional')}
            options={[
              { value: '', label: t('must') },
              { value: 'on', label: t('may') },
            ]}
          />
        )}
      </div>
      {choice ? (
        <TextArea {...shared('options')} label={t('options')} hint={t('optionsHint')} rows={4} />
      ) : null}
      <Fold
        title={t('more')}
        open={
          folded.some((field) => errorFor(errors, path(field)) !== undefined) ||
          row.when !== '' ||
          row.checks !== ''
        }
      >
        <div class="form-row-grid">
          <div class="form-row-wide">
            <TextArea {...shared('hint')} label={t('hint')} rows={2} />
          </div>
          <div class="form-row-wide">
            <Field {...shared('when')} label={t('when')} hint={t('whenHint')} maxlength={1000} />
          </div>
          {page ? null : (
            <>
              <div class="form-row-wide">
                <TextArea {...shared('checks')} label={t('checks')} hint={t('checksHint')} rows={2} />
              </div>
              <Field {...shared('example')} label={t('example')} maxlength={300} />
              <Select
                {...shared('prefill')}
                label={t('prefill')}
                blank={t('prefillNone')}
                options={PersonPart.options.map((part) => ({ value: part, label: t(`prefill.${part}`) }))}
              />
              <Select
                {...shared('inGroup')}
                label={t('inGroup')}
                options={[
                  { value: '', label: t('alone') },
                  { value: 'on', label: t('inGroup') },
                ]}
              />
            </>
          )}
        </div>
      </Fold>
      <RowButtons at={at} count={count} />
    </fieldset>
  );
}

/** Everything that is typed in the builder: the head, the table of pages and fields, the official paper. */
export function BuilderFields({
  draft,
  errors,
}: {
  readonly draft: FormDraft;
  readonly errors: readonly FieldError[];
}) {
  const shared = (name: Exclude<keyof FormDraft, 'rows'>) => ({
    name,
    value: draft[name],
    error: errorFor(errors, name),
  });
  return (
    <>
      <fieldset class="form-row">
        <legend>{t('head')}</legend>
        <div class="form-row-grid">
          <div class="form-row-wide">
            <Field {...shared('name')} label={t('name')} maxlength={300} />
          </div>
          <Field {...shared('number')} label={t('number')} maxlength={300} />
          <div class="form-row-wide">
            <Field {...shared('source')} label={t('source')} maxlength={2000} />
          </div>
          <Select
            {...shared('certainty')}
            label={t('certainty')}
            options={[
              { value: 'compare', label: t('certainty-compare') },
              { value: 'read', label: t('certainty-read') },
            ]}
          />
          <div class="form-row-wide">
            <Field {...shared('certaintyNote')} label={t('certaintyNote')} maxlength={2000} />
          </div>
          <Field
            {...shared('procedures')}
            label={t('procedures')}
            hint={t('proceduresHint')}
            maxlength={1000}
          />
          <div class="form-row-wide">
            <Field {...shared('useWhen')} label={t('useWhen')} hint={t('useWhenHint')} maxlength={300} />
          </div>
          <div class="form-row-wide">
            <TextArea {...shared('intro')} label={t('intro')} rows={2} />
          </div>
        </div>
      </fieldset>
      {draft.rows.map((row, at) => (
        <Row key={at} row={row} at={at} count={draft.rows.length} errors={errors} />
      ))}
      <fieldset class="form-row">
        <legend>{t('official')}</legend>
        <TextArea {...shared('official')} label={t('official')} hint={OFFICIAL_HINT} rows={14} />
      </fieldset>
      <input type="hidden" name="sample" value={draft.sample} />
      <input type="hidden" name="sampledOn" value={draft.sampledOn} />
    </>
  );
}
