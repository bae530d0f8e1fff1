import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readTableFile, type TableFile, TableFileError } from '#integrations/provincial-system/table-file.ts';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  ButtonLink,
  Choices,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  Select,
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveMirrorSettings } from '../commands/save-settings.ts';
import { mirrorMessages } from '../messages.ts';
import { mirrorSettings } from '../queries.ts';
import { FIELD_WORDS, findColumns, guessColumns, readRow } from '../rules/rows.ts';
import { MIRROR_FIELDS, type MirrorMapping, type MirrorSettings, MirrorSettingsInput } from '../schema.ts';
import { MIRROR_HOME, MIRROR_SETTINGS } from './paths.ts';

const TOKENS = ['none', 'bearer', 'lgspaccesstoken', 'access_token', 'client-credentials'] as const;
const HTTP_FIELDS = [
  'base',
  'path',
  'clientId',
  'tokenPath',
  'rowsAt',
  'totalAt',
  'sinceName',
  'pageName',
  'sizeName',
] as const;
const PREVIEW_BYTES = 30 * 1024 * 1024;
const PREVIEW_ROWS = 5;

/** What the form shows before anything was typed: the settings in use, or the usual names. */
function current(settings: MirrorSettings | null): FormValues {
  const source = settings?.source ?? { kind: 'off' };
  const plain = Object.fromEntries(Object.entries(source).map(([key, value]) => [key, String(value)]));
  const columns = Object.fromEntries(
    MIRROR_FIELDS.map((field) => [
      `columns.${field}`,
      settings === null ? (FIELD_WORDS[field].usual[0] ?? '') : (settings.mapping.columns[field] ?? ''),
    ]),
  );
  const states = Object.entries(settings?.mapping.states ?? {})
    .map(([name, code]) => `${name} = ${code}`)
    .join('\n');
  return { ...plain, ...columns, states, staleHours: String(settings?.staleHours ?? '') };
}

/** How the first rows of a file would be read. */
function Preview(props: { table: TableFile; mapping: MirrorMapping; at: Temporal.Instant; lang: Lang }) {
  const { table, mapping, at, lang } = props;
  const t = mirrorMessages(lang);
  const columns = findColumns(table.headers, mapping);
  const lines = table.rows.slice(0, PREVIEW_ROWS).map(({ line, cells }) => {
    const read = readRow((field) => cells[columns.at.get(field) ?? -1] ?? '', mapping, at);
    const said =
      'seen' in read
        ? Object.entries(read.seen.values)
            .map(([field, value]) => `${field}: ${value}`)
            .join('; ')
        : read.reasons.join('; ');
    return t('quarantine-line', { name: '', line, reasons: said }).replace(/^, /, '');
  });
  return (
    <Notice title={t('preview-rows')}>
      <p>{t('preview-headers', { headers: table.headers.filter((header) => header !== '').join(', ') })}</p>
      <p>{t('preview-guess')}</p>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  );
}

interface Shown {
  readonly typed?: FormValues;
  readonly errors?: readonly FieldError[];
  readonly table?: TableFile;
  readonly status?: number;
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors = [], table, status = 200 }: Shown = {},
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const settings = await mirrorSettings(ctx, actor);
  const guessed = table === undefined ? undefined : guessColumns(table.headers);
  const values: FormValues = {
    ...(typed ?? current(settings)),
    ...Object.fromEntries(
      Object.entries(guessed ?? {}).map(([field, header]) => [`columns.${field}`, header]),
    ),
  };
  const value = (name: string) => {
    const found = values[name];
    return typeof found === 'string' ? found : undefined;
  };
  const { lang } = request;
  const t = mirrorMessages(lang);
  const text = (name: string, label: string) => (
    <Field
      key={name}
      name={name}
      label={label}
      value={value(name)}
      error={errorFor(errors, name)}
      autocomplete="off"
      optional
      lang={lang}
    />
  );
  return reply.html(
    <OfficerLayout
      title={t('settings-title')}
      lang={lang}
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      path="/can-bo/quan-tri"
    >
      <PageHead title={t('settings-title')} why={t('settings-why')}>
        <ButtonLink href={MIRROR_HOME}>{t('back')}</ButtonLink>
      </PageHead>
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={`${MIRROR_SETTINGS}/xem-thu`} enctype="multipart/form-data" class="stack-s">
        <h2>{t('preview')}</h2>
        <p class="soft">{t('preview-why')}</p>
        <div>
          <label class="question-label" for="f-file">
            {t('preview-file')}
          </label>
          <input id="f-file" type="file" name="file" accept=".xlsx,.csv" required />
        </div>
        <Button>{t('preview-do')}</Button>
      </form>
      {table === undefined ? null : (
        <Preview
          table={table}
          mapping={{ columns: guessed ?? {}, states: settings?.mapping.states ?? {} }}
          at={ctx.clock.now()}
          lang={lang}
        />
      )}
      <form method="post" action={MIRROR_SETTINGS} class="stack">
        <RequestId value={value('requestId') ?? newRequestId()} />
        <Choices
          name="kind"
          label={t('kind')}
          value={value('kind')}
          error={errorFor(errors, 'kind')}
          options={(['off', 'http', 'folder'] as const).map((kind) => ({
            value: kind,
            label: t(`kind-${kind}`),
          }))}
        />
        {HTTP_FIELDS.map((name) => text(name, t(name)))}
        <Select
          name="token"
          label={t('token')}
          value={value('token')}
          error={errorFor(errors, 'token')}
          options={TOKENS.map((token) => ({ value: token, label: token }))}
        />
        <Field
          name="secret"
          type="password"
          label={t('secret')}
          hint={t('secret-hint')}
          error={errorFor(errors, 'secret')}
          autocomplete="off"
          optional
          lang={lang}
        />
        <Field
          name="staleHours"
          label={t('stale')}
          hint={t('stale-hint')}
          value={value('staleHours')}
          error={errorFor(errors, 'staleHours')}
          inputmode="numeric"
          width="short"
          optional
          lang={lang}
        />
        <fieldset class="stack-s">
          <legend>{t('columns')}</legend>
          <p class="soft">{t('columns-why')}</p>
          {MIRROR_FIELDS.map((field) => {
            const { name } = FIELD_WORDS[field];
            return text(`columns.${field}`, name.charAt(0).toUpperCase() + name.slice(1));
          })}
        </fieldset>
        <TextArea
          name="states"
          label={t('states')}
          hint={t('states-hint')}
          value={value('states')}
          error={errorFor(errors, 'states')}
          optional
          lang={lang}
        />
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of the mirror: source, columns, a preview of how a file would be read. */
export function mirrorSettingsPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: MIRROR_SETTINGS, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: MIRROR_SETTINGS,
    async handler(request, reply) {
      const form = parseForm(MirrorSettingsInput, request.body);
      if (!form.ok) {
        const { secret: _, ...kept } = formValues(request.body);
        return show(ctx, request, reply, { typed: kept, errors: form.fields, status: 422 });
      }
      await saveMirrorSettings(ctx, requireStaff(request.actor), form.data);
      return reply.redirect(MIRROR_HOME, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${MIRROR_SETTINGS}/xem-thu`,
    async handler(request, reply) {
      await mirrorSettings(ctx, requireStaff(request.actor));
      const [file] = (await readUpload(request, { maxBytes: PREVIEW_BYTES })).files;
      try {
        if (file === undefined) {
          throw new TableFileError(mirrorMessages(request.lang)('no-file'));
        }
        return await show(ctx, request, reply, { table: await readTableFile(file.name, file.bytes) });
      } catch (error) {
        if (error instanceof TableFileError) {
          const errors = [{ path: 'file', message: error.message }];
          return show(ctx, request, reply, { errors, status: 422 });
        }
        throw error;
      }
    },
  });
}
