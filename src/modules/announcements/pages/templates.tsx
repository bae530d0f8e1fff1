import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { formPost, type SentForm, UNSENT } from '#platform/http/form-page.ts';
import { page } from '#platform/http/page.ts';
import { authorise, can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { ButtonLink, Empty, Fold, Notice, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveTemplate } from '../commands/save-template.ts';
import { deskMessages } from '../messages/desk.ts';
import { templateMessages } from '../messages/templates.ts';
import { NEWS_POLICY } from '../policy.ts';
import { getTemplate, listTemplates } from '../queries-templates.ts';
import { type KeptTemplate, TemplateInput } from '../schema-templates.ts';
import { storedTemplate, TemplateForm } from './template-form.tsx';
import { DESK } from './words.ts';

const t = templateMessages('vi');
const LIST = `${DESK}/mau`;
const Key = z.object({ key: z.string().max(40) });
const Query = z.object({
  ban: z.coerce.number().int().min(0).optional().catch(undefined),
  xong: z.literal('1').optional().catch(undefined),
});

const versionName = ({ version }: KeptTemplate): string =>
  version === 0 ? t('built-in') : t('version-no', { n: version });

const mayEdit = (actor: StaffActor): boolean => can(NEWS_POLICY, actor, 'templates', actor);

function List({ templates, edit }: { templates: readonly KeptTemplate[]; edit: boolean }) {
  return (
    <Table
      caption={t('title')}
      captionHidden
      walk
      rows={templates}
      rowKey={({ key }) => key}
      href={({ key, active }) => (edit ? `${LIST}/${key}/sua` : active ? `${LIST}/${key}` : LIST)}
      empty={<Empty title={t('none')} />}
      columns={[
        { key: 'name', header: t('col-name'), primary: true, cell: ({ name }) => name },
        {
          key: 'priority',
          header: t('col-priority'),
          cell: ({ priority }) => deskMessages('vi')(`priority-${priority}`),
        },
        { key: 'fields', header: t('col-fields'), align: 'end', cell: ({ fields }) => fields.length },
        { key: 'version', header: t('col-version'), cell: versionName },
        {
          key: 'changed',
          header: t('col-changed'),
          cell: ({ changedAt, changedBy }) =>
            changedAt === null ? '' : t('changed-by', { at: formatDateTime(changedAt), name: changedBy }),
        },
        {
          key: 'state',
          header: t('col-state'),
          cell: ({ active }) => (
            <StatusTag tone={active ? 'ok' : 'neutral'}>{t(active ? 'on' : 'off')}</StatusTag>
          ),
        },
      ]}
    />
  );
}

function Versions({ all }: { all: readonly KeptTemplate[] }) {
  return all.length < 2 ? null : (
    <Fold title={t('versions', { n: all.length - 1 })}>
      <ul class="stack-s">
        {all.slice(1).map((one) => (
          <li key={one.version}>
            {versionName(one)}
            {one.changedAt === null
              ? ''
              : ` · ${t('changed-by', { at: formatDateTime(one.changedAt), name: one.changedBy })}`}{' '}
            · <a href={`${LIST}/${one.key}/sua?ban=${one.version}`}>{t('version-again')}</a>
          </li>
        ))}
      </ul>
    </Fold>
  );
}

/** Mounts the list of templates, a new one, and changing one with its versions. */
export function templatePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: LIST,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const templates = await listTemplates(ctx, actor);
      return reply.html(
        <OfficerLayout title={t('title')} actor={actor} path={DESK} styles={['announcements/news.css']}>
          <PageHead title={t('title')} why={t('why')} />
          <p class="row">
            {mayEdit(actor) ? <ButtonLink href={`${DESK}/mau-moi`}>{t('new')}</ButtonLink> : null}
            <a href={DESK}>{t('to-news')}</a>
          </p>
          <List templates={templates} edit={mayEdit(actor)} />
        </OfficerLayout>,
      );
    },
  });

  const editor = (request: FastifyRequest): StaffActor => {
    const actor = requireStaff(request.actor);
    authorise(NEWS_POLICY, actor, 'templates', actor);
    return actor;
  };

  const showNew = async (request: FastifyRequest, reply: FastifyReply, sent: SentForm) => {
    const actor = editor(request);
    const values = sent.typed ?? { version: '0', priority: 'normal', days: '7', active: 'yes' };
    return reply.html(
      <OfficerLayout title={t('new')} actor={actor} path={DESK} styles={['announcements/news.css']}>
        <PageHead title={t('new')} why={t('new-why')} />
        <TemplateForm action={`${DESK}/mau-moi`} values={values} errors={sent.errors} back={LIST} />
      </OfficerLayout>,
      sent.status,
    );
  };
  page(app, { url: `${DESK}/mau-moi`, handler: (request, reply) => showNew(request, reply, UNSENT) });
  formPost(app, {
    url: `${DESK}/mau-moi`,
    schema: TemplateInput,
    refusedAt: 'title',
    show: showNew,
    save: async (request, input) =>
      `${LIST}/${await saveTemplate(ctx, request.actor, null, input)}/sua?xong=1`,
  });

  const showOne = async (request: FastifyRequest, reply: FastifyReply, sent: SentForm) => {
    const actor = editor(request);
    const { key } = Key.parse(request.params);
    const { ban, xong } = Query.parse(request.query);
    const all = await getTemplate(ctx, actor, key);
    const [now] = all;
    const old = all.find(({ version }) => version === ban && version !== now.version);
    const values = sent.typed ?? { ...storedTemplate(old ?? now), version: String(now.version) };
    const title = t('edit-of', { name: now.name });
    return reply.html(
      <OfficerLayout title={title} actor={actor} path={DESK} styles={['announcements/news.css']}>
        <PageHead title={title} why={t('why')} />
        {xong === '1' ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
        {old === undefined ? null : <Notice title={t('shown-old', { which: versionName(old) })} />}
        {now.active ? (
          <p>
            <ButtonLink href={`${LIST}/${key}`}>{t('use')}</ButtonLink>
          </p>
        ) : null}
        <TemplateForm action={`${LIST}/${key}/sua`} values={values} errors={sent.errors} back={LIST} />
        <Versions all={all} />
      </OfficerLayout>,
      sent.status,
    );
  };
  page(app, { url: `${LIST}/:key/sua`, handler: (request, reply) => showOne(request, reply, UNSENT) });
  formPost(app, {
    url: `${LIST}/:key/sua`,
    schema: TemplateInput,
    refusedAt: 'title',
    show: showOne,
    save: async (request, input) => {
      const key = await saveTemplate(ctx, request.actor, Key.parse(request.params).key, input);
      return `${LIST}/${key}/sua?xong=1`;
    },
  });
}
