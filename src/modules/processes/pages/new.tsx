import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { Button, ErrorSummary, errorFor, Field, Fold, Question } from '#ui/components.ts';
import { editorMessages } from '../editor-messages.ts';
import { LIST } from './hrefs.ts';

const t = editorMessages('vi');

/** Where a process begins: empty, or from a file. Both become drafts. */
export function NewForms({ errors, values }: { errors: readonly FieldError[]; values: FormValues }) {
  const typed = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return (
    <>
      <Fold title={t('newTitle')} id="tao-moi" open={errors.some(({ path }) => path !== 'file')}>
        <ErrorSummary errors={errors.filter(({ path }) => path !== 'file')} />
        <form class="stack measure" method="post" action={`${LIST}/tao`}>
          <Field name="name" label={t('newName')} value={typed('name')} error={errorFor(errors, 'name')} />
          <Field
            name="code"
            label={t('newCode')}
            hint={t('newCodeHint')}
            value={typed('code')}
            error={errorFor(errors, 'code')}
          />
          <Button look="primary">{t('newButton')}</Button>
        </form>
      </Fold>
      <Fold title={t('importTitle')} id="nhap-tep" open={errors.some(({ path }) => path === 'file')}>
        <form class="stack measure" method="post" action={`${LIST}/nhap`} encType="multipart/form-data">
          <Question
            name="file"
            label={t('importFile')}
            hint={t('importHint')}
            error={errorFor(errors, 'file')}
          >
            <input id="file" class="input" type="file" name="file" accept=".json,.yaml,.yml,.csv" />
          </Question>
          <Button>{t('importButton')}</Button>
        </form>
      </Fold>
    </>
  );
}
