import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NOTICE_PROVIDERS } from '#integrations/bank-notices/port.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import type { FieldError } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  Select,
  SummaryList,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { saveAccount } from '../commands/save-account.ts';
import { transferMessages } from '../messages-transfers.ts';
import { findAccount } from '../queries-transfers.ts';
import { AccountInput, BANKS } from '../schema-transfers.ts';

const URL = '/can-bo/quan-tri/tai-khoan-thu';

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: FormValues,
  fields: readonly FieldError[],
  status = 200,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const account = await findAccount(ctx, actor);
  const { lang } = request;
  const t = transferMessages(lang);
  const value = (name: string) => {
    const found = typed[name];
    return typeof found === 'string' ? found : undefined;
  };
  return reply.html(
    <OfficerLayout title={t('account-title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('account-title')} why={t('account-why')} />
      <ErrorSummary errors={fields} lang={lang} />
      <h2>{t('account-now')}</h2>
      {account === null ? (
        <p>{t('account-none')}</p>
      ) : (
        <SummaryList
          items={[
            { term: t('bank'), value: account.bankName },
            { term: t('account-no'), value: <span class="code">{account.accountNo}</span> },
            { term: t('holder'), value: account.holder },
            { term: t('provider'), value: account.provider ?? t('provider-none') },
          ]}
        />
      )}
      {account === null ? null : (
        <p class="soft">
          {t('account-since', { at: formatDateTime(account.openedAt), by: account.openedBy })}
        </p>
      )}
      {account?.provider == null ? null : (
        <Notice
          title={t('provider-address', {
            url: `${ctx.config.publicUrl}/api/v1/bank-notices/${account.provider}`,
          })}
        />
      )}
      <form method="post" action={URL} class="stack measure">
        <RequestId value={value('requestId') ?? newRequestId()} />
        <Select
          name="bankBin"
          label={t('bank')}
          value={value('bankBin') ?? account?.bankBin}
          error={errorFor(fields, 'bankBin')}
          options={Object.entries(BANKS).map(([bin, name]) => ({ value: bin, label: name }))}
        />
        <Field
          name="accountNo"
          label={t('account-no')}
          value={value('accountNo')}
          error={errorFor(fields, 'accountNo')}
          width="mid"
          autocomplete="off"
          required
        />
        <Field
          name="holder"
          label={t('holder')}
          value={value('holder') ?? account?.holder}
          error={errorFor(fields, 'holder')}
          autocomplete="off"
          required
        />
        <Select
          name="provider"
          label={t('provider')}
          blank={t('provider-none')}
          value={value('provider')}
          error={errorFor(fields, 'provider')}
          options={NOTICE_PROVIDERS.map((name) => ({ value: name, label: name }))}
        />
        <Field
          name="secret"
          type="password"
          label={t('secret')}
          hint={t('secret-hint')}
          error={errorFor(fields, 'secret')}
          autocomplete="off"
          optional
          lang={lang}
        />
        <Button look="primary">{t('account-save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of the account that receives fees by transfer. */
export function accountPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply, {}, []) });
  page(app, {
    method: 'POST',
    url: URL,
    async handler(request, reply) {
      const form = parseForm(AccountInput, request.body);
      if (!form.ok) {
        // The secret is not shown again, not even to who typed it.
        const { secret: _, ...kept } = formValues(request.body);
        return show(ctx, request, reply, kept, form.fields, 422);
      }
      await saveAccount(ctx, requireStaff(request.actor), form.data);
      return reply.redirect(URL, 303);
    },
  });
}
