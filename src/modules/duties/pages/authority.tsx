import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { Button, ErrorSummary, errorFor, Field, Fold, RequestId, Select } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { authorityMessages } from '../authority-messages.ts';
import { EndAuthorityInput, GiveAuthorityInput, type SigningAuthority } from '../authority-schema.ts';
import { endAuthority, giveAuthority } from '../commands/signing-authority.ts';
import { dutyPolicy } from '../policy.ts';
import { type DutySheet, getSheet } from '../queries-plan.ts';
import { scopeWords } from '../words.ts';
import { type Faults, faultsOf, NO_FAULTS, typed } from './faults.ts';

const URL = '/can-bo/quan-tri/phan-cong/uy-quyen';
const BACK = '/can-bo/quan-tri/phan-cong?vai=commune-leader';

function day(iso: string): string {
  return formatDate(Temporal.PlainDate.from(iso));
}

function words(authority: SigningAuthority, name: string, lang: Lang): string {
  const t = authorityMessages(lang);
  const params = {
    name,
    scope: scopeWords(authority.scope, lang),
    no: authority.decisionNo,
    day: day(authority.decisionDay),
    by: authority.grantedBy,
    from: day(authority.validFrom),
  };
  return authority.validTo === null
    ? t('line', params)
    : t('lineTo', { ...params, to: day(authority.validTo) });
}

function GiveForm(props: { sheet: DutySheet; today: string; lang: Lang; faults: Faults }) {
  const { sheet, today, lang, faults } = props;
  const t = authorityMessages(lang);
  const field = (name: string, label: string, fallback = '') => ({
    name,
    label,
    value: typed(faults, name) ?? fallback,
    error: errorFor(faults.fields, name),
  });
  const people = sheet.people
    .filter((person) => person.hasAccount && !person.roles.includes('commune-leader'))
    .map((person) => ({ value: person.id, label: `${person.name}, ${person.position}` }));
  return (
    <form method="post" action={URL} class="stack">
      <RequestId value={newRequestId()} />
      <Select {...field('accountId', t('person'))} options={people} blank="" required />
      <Select
        {...field('fieldGroup', t('field'))}
        options={sheet.fieldGroups.map((name) => ({ value: name, label: name }))}
        blank=""
      />
      <Field {...field('procedureCode', t('procedure'))} width="short" optional />
      <Field {...field('decisionNo', t('decisionNo'))} width="short" required />
      <Field {...field('decisionDay', t('decisionDay'), today)} type="date" width="short" required />
      <Field {...field('grantedBy', t('grantedBy'))} required />
      <Field {...field('validFrom', t('from'), today)} type="date" width="short" required />
      <Field {...field('validTo', t('to'))} type="date" width="short" optional />
      <Button look="primary">{t('button')}</Button>
    </form>
  );
}

/** Who signs by written authority, and the forms that give and end it. */
export function AuthorityPart(props: {
  actor: StaffActor;
  sheet: DutySheet;
  today: string;
  lang: Lang;
  faults?: Faults;
}) {
  const { actor, sheet, today, lang, faults = NO_FAULTS } = props;
  const t = authorityMessages(lang);
  const may = can(dutyPolicy, actor, 'authorise-signing', { centreId: actor.centreId });
  const name = (id: string) => sheet.people.find((person) => person.id === id)?.name ?? '';
  return (
    <section class="stack-s" aria-labelledby="uy-quyen">
      <h2 id="uy-quyen">{t('title')}</h2>
      <p class="soft">{t('lead')}</p>
      {sheet.authorities.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul class="stack-s">
          {sheet.authorities.map((authority) => (
            <li key={authority.id}>
              {words(authority, name(authority.accountId), lang)}
              {may ? (
                <Fold title={t('end')}>
                  <form class="stack-s" method="post" action={`${URL}/${authority.id}/thoi`}>
                    <Field name="reason" label={t('endReason')} required />
                    <Button>{t('end')}</Button>
                  </form>
                </Fold>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {may ? (
        <Fold title={t('give')} open={faults !== NO_FAULTS}>
          <GiveForm sheet={sheet} today={today} lang={lang} faults={faults} />
        </Fold>
      ) : null}
    </section>
  );
}

/** Mounts the posts of authority to sign. */
export function authorityPages(app: FastifyInstance, ctx: AppContext): void {
  async function again(request: Parameters<Parameters<typeof page>[1]['handler']>[0], faults: Faults) {
    const actor = requireStaff(request.actor);
    const sheet = await getSheet(ctx, actor, { role: 'commune-leader' });
    const { lang } = request;
    const title = authorityMessages(lang)('title');
    return (
      <OfficerLayout title={title} lang={lang} actor={actor} path="/can-bo/quan-tri">
        <PageHead title={title} />
        <ErrorSummary errors={faults.fields} detail={faults.detail} lang={lang} />
        <AuthorityPart
          actor={actor}
          sheet={sheet}
          today={localDay(ctx.clock.now()).toString()}
          lang={lang}
          faults={faults}
        />
      </OfficerLayout>
    );
  }
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const parsed = parseForm(GiveAuthorityInput, request.body);
      if (!parsed.ok) {
        return reply.html(await again(request, { fields: parsed.fields, values: parsed.values }), 422);
      }
      try {
        await giveAuthority(ctx, request.actor, parsed.data);
      } catch (error) {
        if (!isProblem(error, 'validation')) {
          throw error;
        }
        return reply.html(await again(request, faultsOf(error, request.body)), 422);
      }
      return reply.redirect(BACK, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${URL}/:id/thoi`,
    async handler(request, reply) {
      const { id } = z.object({ id: z.uuid() }).parse(request.params);
      const parsed = parseForm(EndAuthorityInput, request.body);
      if (!parsed.ok) {
        return reply.html(await again(request, { fields: parsed.fields, values: parsed.values }), 422);
      }
      await endAuthority(ctx, request.actor, id, parsed.data);
      return reply.redirect(BACK, 303);
    },
  });
}
