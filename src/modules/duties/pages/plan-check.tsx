import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate } from '#platform/time.ts';
import { Button, ButtonLink, ErrorSummary, errorFor, Field, Fold, Notice } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { savePlan } from '../commands/save-plan.ts';
import { HORIZON_DAYS } from '../coverage-facts.ts';
import { planMessages } from '../plan-messages.ts';
import { SavePlanInput } from '../plan-schema.ts';
import { changesInWords } from '../plan-words.ts';
import { checkDraft } from '../queries-plan.ts';
import { type Faults, faultsOf, NO_FAULTS, typed } from './faults.ts';
import { MATRIX_URL } from './matrix.tsx';

const URL = `${MATRIX_URL}/ban-nhap`;

interface CheckProps {
  readonly actor: StaffActor;
  readonly checked: Awaited<ReturnType<typeof checkDraft>>;
  readonly faults: Faults;
  readonly lang: Lang;
}

function CheckPage({ actor, checked, faults, lang }: CheckProps) {
  const t = planMessages(lang);
  const { plan, effect, worse, old, names } = checked;
  const changes = changesInWords(effect, names, lang);
  const from = formatDate(Temporal.PlainDate.from(plan.validFrom));
  return (
    <OfficerLayout title={t('checkTitle')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('checkTitle')} why={t('checkLead', { day: from, days: HORIZON_DAYS })} />
      <ErrorSummary errors={faults.fields} detail={faults.detail} lang={lang} />
      <section class="stack-s" aria-labelledby="thay-doi">
        <h2 id="thay-doi">{t('changesTitle', { n: changes.length })}</h2>
        {changes.length === 0 ? (
          <p class="soft">{t('nothingChanged')}</p>
        ) : (
          <ul class="why-list">
            {changes.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </section>
      <form method="post" action={`${URL}/luu`} class="stack">
        {worse.length === 0 ? (
          <Notice tone="ok" title={t('worseNone')} />
        ) : (
          <section class="stack-s" aria-labelledby="moi-co">
            <h2 id="moi-co">{t('worseTitle', { n: worse.length })}</h2>
            <p>{t('worseLead')}</p>
            {worse.map(({ key, words }, i) => (
              <div key={key} class="stack-s">
                <input type="hidden" name={`reasons.${i}.key`} value={key} />
                <Notice tone="soon" title={words} />
                <Field
                  name={`reasons.${i}.reason`}
                  label={t('reason')}
                  value={typed(faults, `reasons.${i}.reason`)}
                  error={errorFor(faults.fields, `reasons.${i}.reason`)}
                />
              </div>
            ))}
            {worse.length > 1 ? (
              <Field
                name="reasonForAll"
                label={t('reasonForAll')}
                value={typed(faults, 'reasonForAll')}
                optional
              />
            ) : null}
          </section>
        )}
        <div class="row">
          <Button look="primary">{t('save')}</Button>
          <ButtonLink href={URL}>{t('backToEdit')}</ButtonLink>
        </div>
      </form>
      {old.length === 0 ? null : (
        <Fold title={t('oldTitle', { n: old.length })}>
          <ul class="why-list">
            {old.map(({ key, words }) => (
              <li key={key}>{words}</li>
            ))}
          </ul>
        </Fold>
      )}
    </OfficerLayout>
  );
}

/** Mounts the check of the draft, where it is saved or sent back to be mended. */
export function planCheckPages(app: FastifyInstance, ctx: AppContext): void {
  async function show(request: FastifyRequest, reply: FastifyReply, faults: Faults = NO_FAULTS) {
    const actor = requireStaff(request.actor);
    const checked = await checkDraft(ctx, actor);
    return reply.html(
      <CheckPage actor={actor} checked={checked} faults={faults} lang={request.lang} />,
      faults === NO_FAULTS ? 200 : 422,
    );
  }
  page(app, { url: `${URL}/kiem-tra`, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: `${URL}/luu`,
    async handler(request, reply) {
      const parsed = parseForm(SavePlanInput, request.body);
      if (!parsed.ok) {
        return show(request, reply, { fields: parsed.fields, values: parsed.values });
      }
      try {
        const no = await savePlan(ctx, request.actor, parsed.data);
        return await reply.redirect(`${MATRIX_URL}?luu=${no}`, 303);
      } catch (error) {
        if (!isProblem(error, 'validation') && !isProblem(error, 'conflict')) {
          throw error;
        }
        return show(request, reply, faultsOf(error, request.body));
      }
    },
  });
}
