import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, Choices, ErrorSummary, errorFor, Notice, RequestId, TextArea } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { reportFault } from '../commands/faults.ts';
import { getByLabel } from '../queries.ts';
import { COMMON_FAULTS, type CommonFault } from '../rules/faults.ts';
import { FaultInput, type ReportableThing } from '../schema.ts';
import { pageMessages } from './messages.ts';

const Params = z.object({ code: z.string().max(40) });
const Query = z.object({ xong: z.enum(['1', '2']).optional().catch(undefined) });
/** Reports that one address may send in a minute: a hall behind one Wi-Fi, not a script. */
const REPORTS = 10;

const Form = z.object({
  which: z.string().max(40).optional(),
  more: z.string().max(400, pageMessages('vi')('more-long')).optional(),
  requestId: z.uuid(),
});

interface ReportProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly thing: ReportableThing;
  readonly code: string;
  readonly requestId: string;
  readonly done: '1' | '2' | undefined;
  readonly errors: readonly FieldError[];
  readonly more: string;
}

function faultsOf(thing: ReportableThing): readonly CommonFault[] {
  return COMMON_FAULTS[thing.kind];
}

function ReportPage(props: ReportProps) {
  const { thing, lang, errors } = props;
  const t = pageMessages(lang);
  const what = [thing.name, thing.place].filter((part) => part !== '').join(', ');
  return (
    <CitizenLayout title={`${t('report.title')}: ${thing.name}`} lang={lang} centre={props.centre}>
      <PageHead title={`${t('report.title')}: ${what}`} why={t('report.why')} />
      {props.done === undefined ? (
        <form method="post" action={`/bao-hong/${props.code}`} class="stack measure">
          <ErrorSummary errors={errors} lang={lang} />
          <RequestId value={props.requestId} />
          <Choices
            name="which"
            label={t('report.which')}
            error={errorFor(errors, 'which')}
            options={faultsOf(thing).map((fault) => ({ value: fault, label: t(`common.${fault}`) }))}
          />
          <TextArea
            name="more"
            label={t('report.more')}
            value={props.more}
            error={errorFor(errors, 'more')}
            optional
            lang={lang}
          />
          <p>
            <Button look="primary" wide>
              {t('report.go')}
            </Button>
          </p>
        </form>
      ) : (
        <Notice tone="ok" role="status" title={t(props.done === '1' ? 'report.thanks' : 'report.known')}>
          <p>{t('report.next')}</p>
        </Notice>
      )}
    </CitizenLayout>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: { readonly errors: readonly FieldError[]; readonly more: string },
): Promise<FastifyReply> {
  const { code } = Params.parse(request.params);
  const thing = await getByLabel(ctx, request.actor, code);
  const centre = await getCentre(ctx, request.actor.centreId);
  return reply.html(
    <ReportPage
      lang={request.lang}
      centre={{ name: centre.name, address: centre.address ?? undefined, phone: centre.phone ?? undefined }}
      thing={thing}
      code={code}
      requestId={newRequestId()}
      done={Query.parse(request.query).xong}
      errors={refused?.errors ?? []}
      more={refused?.more ?? ''}
    />,
    refused === undefined ? 200 : 422,
  );
}

/** What the officers read: the choice in Vietnamese, and what was added. */
function wordsOf(thing: ReportableThing, form: z.output<typeof Form>): string {
  const t = pageMessages('vi');
  const chosen = faultsOf(thing).find((fault) => fault === form.which);
  return [chosen === undefined ? undefined : t(`common.${chosen}`), form.more]
    .filter((part) => part !== undefined && part !== '')
    .join('. ');
}

/** Mounts /bao-hong/<code>, where the QR of a label leads: anybody says what is broken, without signing in. */
export function mountReport(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/bao-hong/:code',
    perMinute: 60,
    handler: (request, reply) => show(ctx, request, reply),
  });
  page(app, {
    method: 'POST',
    url: '/bao-hong/:code',
    perMinute: REPORTS,
    async handler(request, reply) {
      const { code } = Params.parse(request.params);
      const thing = await getByLabel(ctx, request.actor, code);
      const form = parseForm(Form, request.body);
      if (!form.ok) {
        const more = form.values['more'];
        return show(ctx, request, reply, {
          errors: form.fields,
          more: typeof more === 'string' ? more : '',
        });
      }
      const input = FaultInput.safeParse({
        words: wordsOf(thing, form.data),
        requestId: form.data.requestId,
      });
      if (!input.success) {
        const message = input.error.issues[0]?.message ?? '';
        return show(ctx, request, reply, {
          errors: [{ path: 'which', message }],
          more: form.data.more ?? '',
        });
      }
      const added = await reportFault(ctx, request.actor, code, input.data);
      return reply.redirect(`/bao-hong/${code}?xong=${added ? '1' : '2'}`, 303);
    },
  });
}
