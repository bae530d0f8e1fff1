import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { Button, ButtonLink, ErrorSummary, errorFor, Field, LiveRegion, Notice } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { openScan } from '../commands/scan.ts';
import { messages } from '../messages.ts';
import { getScan } from '../queries.ts';
import { SCAN_MINUTES } from '../rules/scan.ts';
import { ScanInput, type ScanView } from '../schema.ts';

const URL_PATH = '/can-bo/quet';
const COOKIE = 'quet';
const Params = z.object({ id: z.uuid() });

interface FrameProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace;
}

function State({ scan, lang }: { scan: ScanView; lang: Lang }) {
  const t = messages(lang);
  if (scan.file) {
    return (
      <Notice tone="ok" title={t('scan.result', { name: scan.file.name })} role="status">
        <p>
          <ButtonLink href={scan.file.href}>{t('scan.view')}</ButtonLink>
        </p>
      </Notice>
    );
  }
  if (scan.state === 'expired') {
    return <Notice tone="soon" title={t('scan.expired')} />;
  }
  return <p role="status">{scan.pages === 0 ? t('scan.waiting') : t('scan.pages', { count: scan.pages })}</p>;
}

/** The QR for the phone, and what has come so far. */
function ScanPage({
  actor,
  lang,
  centre,
  scan,
  qr,
}: FrameProps & { readonly scan: ScanView; readonly qr: string | null }) {
  const t = messages(lang);
  const until = formatTime(toLocal(Temporal.Instant.from(scan.expiresAt)));
  return (
    <OfficerLayout title={t('scan.title')} lang={lang} actor={actor} centre={centre} path={URL_PATH}>
      <PageHead title={`${t('scan.title')}: ${scan.title}`} why={t('scan.open-why')} />
      <LiveRegion id="scan" topics={[`account:${actor.accountId}`]}>
        <State scan={scan} lang={lang} />
      </LiveRegion>
      {qr !== null ? (
        <figure>
          <img src={`data:image/svg+xml;base64,${qr}`} alt={t('scan.qr')} width="280" height="280" />
          <figcaption>{t('scan.until', { time: until })}</figcaption>
        </figure>
      ) : null}
      <p>
        <ButtonLink href={URL_PATH}>{t('scan.another')}</ButtonLink>
      </p>
    </OfficerLayout>
  );
}

function AskPage(props: FrameProps & { readonly typed: string; readonly errors: readonly FieldError[] }) {
  const { lang, errors } = props;
  const t = messages(lang);
  return (
    <OfficerLayout
      title={t('scan.title')}
      lang={lang}
      actor={props.actor}
      centre={props.centre}
      path={URL_PATH}
    >
      <PageHead title={t('scan.title')} why={t('scan.open-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={URL_PATH} class="stack">
        <Field
          name="title"
          label={t('scan.paper')}
          value={props.typed}
          error={errorFor(errors, 'title')}
          required
          lang={lang}
        />
        <p>
          <Button look="primary">{t('scan.open')}</Button>
        </p>
      </form>
    </OfficerLayout>
  );
}

async function frame(ctx: AppContext, request: FastifyRequest): Promise<FrameProps> {
  const { actor, lang } = request;
  if (actor.kind !== 'staff') {
    throw new Problem('unauthenticated', { detail: messages(lang)('sign-in-first') });
  }
  const { name } = await getCentre(ctx, actor.centreId);
  return { actor, lang, centre: { name } };
}

async function open(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const props = await frame(ctx, request);
  const form = parseForm(ScanInput, request.body);
  if (!form.ok) {
    const typed = formValues(request.body)['title'];
    return reply.html(
      <AskPage {...props} typed={typeof typed === 'string' ? typed : ''} errors={form.fields} />,
      422,
    );
  }
  const { session, url } = await openScan(ctx, props.actor, form.data);
  // The secret stays out of addresses and histories of the desk; the page that can be reloaded finds it in a cookie.
  const path = `${URL_PATH}/${session.id}`;
  const secure = url.startsWith('https:');
  reply.setCookie(COOKIE, url, {
    path,
    httpOnly: true,
    sameSite: 'strict',
    maxAge: SCAN_MINUTES * 60,
    secure,
  });
  return reply.redirect(path, 303);
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const props = await frame(ctx, request);
  const { id } = Params.parse(request.params);
  const scan = await getScan(ctx, props.actor, id);
  const url = request.cookies[COOKIE];
  const qr = scan.state === 'open' && url !== undefined ? Buffer.from(qrSvg(url)).toString('base64') : null;
  return reply.html(<ScanPage {...props} scan={scan} qr={qr} />);
}

/** Mounts /can-bo/quet: a code for a phone that photographs a paper for the officer. */
export function mountScanDesk(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL_PATH,
    async handler(request, reply) {
      return reply.html(<AskPage {...(await frame(ctx, request))} typed="" errors={[]} />);
    },
  });
  page(app, { method: 'POST', url: URL_PATH, handler: (request, reply) => open(ctx, request, reply) });
  page(app, { url: `${URL_PATH}/:id`, handler: (request, reply) => show(ctx, request, reply) });
}
