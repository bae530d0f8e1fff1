import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { formPage, formPost, type SentForm } from '#platform/http/form-page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { askedIn, Button, Empty, ErrorSummary, Field, Notice, RequestId, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { changeSettings, switchFiling } from '../commands/settings.ts';
import { deskMessages } from '../messages-desk.ts';
import { PREPARATION_POLICY } from '../policy.ts';
import { preparationSettings, type SettingsView } from '../queries.ts';
import { lineWords } from '../rules/line.ts';
import { FilingInput, SettingsInput } from '../schema.ts';

const URL = '/can-bo/quan-tri/chuan-bi-ho-so';
const Query = z.object({ xong: z.literal('1').optional().catch(undefined) });

interface PartProps {
  readonly view: SettingsView;
  readonly sent: SentForm;
  readonly may: boolean;
  readonly lang: Lang;
}

function Line({ view, lang }: { view: SettingsView; lang: Lang }) {
  const { ok, words } = lineWords(view, lang);
  const off = view.settings.scanner === null;
  return <Notice tone={off ? 'waiting' : ok ? 'ok' : 'late'} title={words} />;
}

function Retention({ view, sent, may, lang }: PartProps) {
  const t = deskMessages(lang);
  const { keepDays, scanner } = view.settings;
  const kept = {
    keepDays: String(keepDays),
    scannerHost: scanner?.host ?? '',
    scannerPort: String(scanner?.port ?? 3310),
  };
  const filled = askedIn({ ...kept, ...sent.typed }, sent.errors, lang);
  const asked = (name: keyof typeof kept) => ({ ...filled(name), readonly: !may });
  return (
    <form method="post" action={URL} class="stack">
      <RequestId value={newRequestId()} />
      <Field {...asked('keepDays')} label={t('keep-days')} inputmode="numeric" width="short" />
      <Field
        {...asked('scannerHost')}
        label={t('scanner-host')}
        hint={t('scanner-host-hint')}
        width="mid"
        optional
      />
      <Field {...asked('scannerPort')} label={t('scanner-port')} inputmode="numeric" width="short" />
      {may ? (
        <div>
          <Button look="primary">{t('save')}</Button>
        </div>
      ) : null}
    </form>
  );
}

function Filings({ view, sent, may, lang }: PartProps) {
  const t = deskMessages(lang);
  const asked = askedIn(sent.typed ?? {}, sent.errors, lang);
  return (
    <section class="stack" aria-labelledby="nop-tai-day">
      <h2 id="nop-tai-day">{t('filing-title')}</h2>
      <p>{t('filing-why')}</p>
      <Table
        caption={t('filing-title')}
        captionHidden
        rows={view.filings}
        rowKey={({ procedureCode }) => procedureCode}
        empty={<Empty title={t('filing-none')} />}
        columns={[
          {
            key: 'code',
            header: t('filing-code'),
            primary: true,
            cell: ({ procedureCode, name }) => (
              <>
                <span class="code">{procedureCode}</span> {name}
              </>
            ),
          },
          {
            key: 'since',
            header: t('filing-on'),
            cell: ({ since, by }) => t('filing-since', { at: formatDateTime(since, lang), by }),
          },
          {
            key: 'off',
            header: t('filing-off'),
            cell: ({ procedureCode }) =>
              may ? (
                <form method="post" action={`${URL}/nop-tai-day`}>
                  <input type="hidden" name="procedureCode" value={procedureCode} />
                  <input type="hidden" name="on" value="no" />
                  <button class="btn" type="submit" aria-label={`${t('filing-off')}: ${procedureCode}`}>
                    {t('filing-off')}
                  </button>
                </form>
              ) : (
                ''
              ),
          },
        ]}
      />
      {may ? (
        <form method="post" action={`${URL}/nop-tai-day`} class="stack-s">
          <input type="hidden" name="on" value="yes" />
          <Field
            {...asked('procedureCode')}
            label={t('filing-code')}
            placeholder="1.001193"
            autocomplete="off"
            width="short"
          />
          <div>
            <Button>{t('filing-on')}</Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}

/** Mounts the administration of preparing at home. */
export function settingsPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, sent: SentForm) => {
    const actor = requireStaff(request.actor);
    const { lang } = request;
    const t = deskMessages(lang);
    const view = await preparationSettings(ctx, actor);
    const may = can(PREPARATION_POLICY, actor, 'settings', { centreId: actor.centreId });
    const done = Query.parse(request.query).xong !== undefined;
    return reply.html(
      <OfficerLayout title={t('settings-title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
        <PageHead title={t('settings-title')} why={t('settings-why')} />
        {done ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
        <ErrorSummary errors={sent.errors} lang={lang} />
        <Line view={view} lang={lang} />
        <Retention view={view} sent={sent} may={may} lang={lang} />
        <Filings view={view} sent={sent} may={may} lang={lang} />
      </OfficerLayout>,
      sent.status,
    );
  };

  const done = `${URL}?xong=1`;
  formPage(app, {
    url: URL,
    schema: SettingsInput,
    show,
    async save(request, input) {
      await changeSettings(ctx, requireStaff(request.actor), input);
      return done;
    },
  });
  formPost(app, {
    url: `${URL}/nop-tai-day`,
    schema: FilingInput,
    show,
    async save(request, input) {
      await switchFiling(ctx, requireStaff(request.actor), input);
      return done;
    },
  });
}
