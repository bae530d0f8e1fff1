import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  LiveRegion,
  Notice,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { followTopic } from '../commands/arrived.ts';
import { writeFromOffice } from '../commands/message.ts';
import { changeFollowSettings } from '../commands/settings.ts';
import { sendBack, takeSending } from '../commands/settle.ts';
import { deskMessages } from '../messages-desk.ts';
import { FOLLOW_POLICY } from '../policy.ts';
import { type Arrived, listArrived, openSentFile, readFollowed } from '../queries.ts';
import { beginning, withoutNumbers } from '../rules/words.ts';
import { MessageInput, SendBackInput, SettingsInput, TakeInput } from '../schema.ts';
import { DeskDossier, whyField } from './desk-dossier.tsx';
import { sendBytes, textOf } from './follow.tsx';
import { NOTHING_SAID, type Said, saidOf } from './frame.tsx';

const URL = '/can-bo/nguoi-dan-gui';
const Params = z.object({ id: z.uuid() });
const FileParams = Params.extend({ file: z.uuid() });
const Done = z.object({ xong: z.literal('1').optional().catch(undefined) });

function List({ lang, lines }: { readonly lang: Lang; readonly lines: Arrived['lines'] }) {
  const t = deskMessages(lang);
  return (
    <Table
      caption={t('list')}
      walk
      rows={lines}
      rowKey={({ dossierId, kind, at }) => `${dossierId} ${kind} ${at}`}
      href={({ dossierId }) => `${URL}/${dossierId}`}
      empty={
        <Empty title={t('none')}>
          <p>{t('none-why')}</p>
        </Empty>
      }
      columns={[
        { key: 'what', header: t('col-what'), primary: true, cell: ({ kind }) => t(`kind-${kind}`) },
        { key: 'number', header: t('col-number'), cell: ({ number }) => <span class="code">{number}</span> },
        {
          key: 'procedure',
          header: t('col-procedure'),
          cell: ({ procedureName }) => beginning(procedureName, 90),
        },
        { key: 'words', header: t('col-words'), cell: ({ words }) => beginning(withoutNumbers(words), 90) },
        { key: 'at', header: t('col-at'), cell: ({ at }) => formatDateTime(at, lang) },
      ]}
    />
  );
}

/** Mounts the officers' side: what came, one dossier with take, send back and answer, and what citizens may do. */
export function deskPages(app: FastifyInstance, ctx: AppContext): void {
  const list = async (request: FastifyRequest, reply: FastifyReply, said: Said = NOTHING_SAID) => {
    const actor = requireStaff(request.actor);
    const { lang } = request;
    const t = deskMessages(lang);
    const { lines, figure, settings } = await listArrived(ctx, actor);
    return reply.html(
      <OfficerLayout title={t('title')} lang={lang} actor={actor} path={URL}>
        <PageHead title={t('title')} why={t('why')} />
        <ErrorSummary errors={said.errors} detail={said.detail} lang={lang} />
        {Done.parse(request.query).xong === '1' ? <Notice tone="ok" role="status" title={t('done')} /> : null}
        <LiveRegion id="nguoi-dan-gui" topics={[followTopic(actor.centreId)]}>
          <List lang={lang} lines={lines} />
          <p class="soft">{t('figure', { ...figure, hours: settings.answerHours })}</p>
        </LiveRegion>
        {can(FOLLOW_POLICY, actor, 'settings', actor) ? (
          <Fold title={t('settings')} id="thiet-lap">
            <form method="post" action={`${URL}/thiet-lap`} class="stack">
              <Choices
                name="resultDownload"
                kind="checkbox"
                label={t('result-title')}
                hint={settings.digitalOnly ? t('result-default') : undefined}
                options={[{ value: '1', label: t('result-download') }]}
                value={settings.resultDownload ? '1' : undefined}
                lang={lang}
              />
              <Field
                name="answerHours"
                label={t('answer-hours')}
                type="number"
                min="1"
                max="80"
                width="short"
                value={said.typed ?? String(settings.answerHours)}
                error={errorFor(said.errors, 'answerHours')}
                lang={lang}
              />
              <Button>{t('save')}</Button>
            </form>
          </Fold>
        ) : null}
      </OfficerLayout>,
      said.status,
    );
  };
  const one = async (request: FastifyRequest, reply: FastifyReply, said: Said = NOTHING_SAID) => {
    const actor = requireStaff(request.actor);
    const { lang } = request;
    const { id } = Params.catch({ id: newRequestId() }).parse(request.params);
    const followed = await readFollowed(ctx, actor, id);
    const t = deskMessages(lang);
    return reply.html(
      <OfficerLayout
        title={t('title')}
        lang={lang}
        actor={actor}
        path={URL}
        styles={['preparations/prepare.css']}
      >
        {Done.parse(request.query).xong === '1' ? <Notice tone="ok" role="status" title={t('done')} /> : null}
        <DeskDossier
          lang={lang}
          base={`${URL}/${id}`}
          followed={followed}
          said={said}
          maySettle={can(FOLLOW_POLICY, actor, 'settle', actor)}
        />
      </OfficerLayout>,
      said.status,
    );
  };
  page(app, { url: URL, handler: (request, reply) => list(request, reply) });
  page(app, { url: `${URL}/:id`, handler: (request, reply) => one(request, reply) });
  page(app, {
    url: `${URL}/:id/tep/:file`,
    async handler(request, reply) {
      const { id, file } = FileParams.catch({ id: newRequestId(), file: newRequestId() }).parse(
        request.params,
      );
      return sendBytes(reply, await openSentFile(ctx, requireStaff(request.actor), id, file));
    },
  });

  /**
   * A form of the dossier's page: parsed, done, and back; a refusal stands on the page at its box, with what was typed there.
   *
   * @param boxOf the name of the box in which `field` was typed
   */
  const post = <S extends z.ZodType>(
    path: string,
    schema: S,
    field: string,
    work: (request: FastifyRequest, data: z.output<S>) => Promise<unknown>,
    boxOf: (body: unknown) => string = () => field,
  ) =>
    page(app, {
      method: 'POST',
      url: `${URL}/:id/${path}`,
      async handler(request, reply) {
        const typedIn = boxOf(request.body);
        const typed = textOf(request.body, typedIn);
        const form = parseForm(schema, { ...formValues(request.body), [field]: typed ?? '' });
        if (!form.ok) {
          const errors = form.fields.map((one) => (one.path === field ? { ...one, path: typedIn } : one));
          return one(request, reply, { errors, typed, typedIn, status: 422 });
        }
        try {
          await work(request, form.data);
        } catch (error) {
          return one(request, reply, { ...saidOf(error, reply, typed), typedIn });
        }
        const { id } = Params.parse(request.params);
        return reply.redirect(`${URL}/${id}?xong=1`, 303);
      },
    });
  post('nhan', TakeInput, 'none', (request, { sendingId, complete }) =>
    takeSending(ctx, requireStaff(request.actor), sendingId, complete === '1'),
  );
  post(
    'tra-lai',
    SendBackInput,
    'why',
    (request, input) => sendBack(ctx, requireStaff(request.actor), input),
    (body) => whyField(textOf(body, 'kind') === 'withdrawal' ? 'withdrawal' : 'supplement'),
  );
  post('tin', MessageInput, 'words', (request, input) =>
    writeFromOffice(ctx, requireStaff(request.actor), Params.parse(request.params).id, input),
  );
  page(app, {
    method: 'POST',
    url: `${URL}/thiet-lap`,
    async handler(request, reply) {
      const form = parseForm(SettingsInput, request.body);
      if (!form.ok) {
        const typed = textOf(request.body, 'answerHours');
        return list(request, reply, { errors: form.fields, typed, status: 422 });
      }
      await changeFollowSettings(ctx, requireStaff(request.actor), form.data);
      return reply.redirect(`${URL}?xong=1`, 303);
    },
  });
}
