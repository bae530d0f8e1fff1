import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readTableFile, type TableFile, TableFileError } from '#integrations/provincial-system/table-file.ts';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FormValues, storedValues } from '#platform/http/form.ts';
import { formPage, type SentForm, UNSENT } from '#platform/http/form-page.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  ButtonLink,
  Choices,
  ErrorSummary,
  Notice,
  RequestId,
  SecretField,
  Select,
  SettingField,
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
  const plain = storedValues(source);
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

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { typed, errors, status }: SentForm,
  table?: TableFile,
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
  const { lang } = request;
  const t = mirrorMessages(lang);
  const asked = askedIn(values, errors, lang);
  const text = (name: string, label: string) => <SettingField key={name} {...asked(name)} label={label} />;
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
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Choices
          {...asked('kind')}
          label={t('kind')}
          options={(['off', 'http', 'folder'] as const).map((kind) => ({
            value: kind,
            label: t(`kind-${kind}`),
          }))}
        />
        {HTTP_FIELDS.map((name) => text(name, t(name)))}
        <Select
          {...asked('token')}
          label={t('token')}
          options={TOKENS.map((token) => ({ value: token, label: token }))}
        />
        <SecretField {...asked('secret')} label={t('secret')} hint={t('secret-hint')} />
        <SettingField
          {...asked('staleHours')}
          label={t('stale')}
          hint={t('stale-hint')}
          inputmode="numeric"
          width="short"
        />
        <fieldset class="stack-s">
          <legend>{t('columns')}</legend>
          <p class="soft">{t('columns-why')}</p>
          {MIRROR_FIELDS.map((field) => {
            const { name } = FIELD_WORDS[field];
            return text(`columns.${field}`, name.charAt(0).toUpperCase() + name.slice(1));
          })}
        </fieldset>
        <TextArea {...asked('states')} label={t('states')} hint={t('states-hint')} optional />
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of the mirror: source, columns, a preview of how a file would be read. */
export function mirrorSettingsPages(app: FastifyInstance, ctx: AppContext): void {
  formPage(app, {
    url: MIRROR_SETTINGS,
    schema: MirrorSettingsInput,
    secrets: ['secret'],
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await saveMirrorSettings(ctx, requireStaff(request.actor), input);
      return MIRROR_HOME;
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
        return await show(ctx, request, reply, UNSENT, await readTableFile(file.name, file.bytes));
      } catch (error) {
        if (error instanceof TableFileError) {
          const errors = [{ path: 'file', message: error.message }];
          return show(ctx, request, reply, { typed: undefined, errors, status: 422 });
        }
        throw error;
      }
    },
  });
}
