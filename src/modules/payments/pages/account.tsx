import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NOTICE_PROVIDERS } from '#integrations/bank-notices/port.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { formPage, type SentForm } from '#platform/http/form-page.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  askedIn,
  Button,
  ErrorSummary,
  Field,
  Notice,
  RequestId,
  SecretField,
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
  { typed, errors, status }: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const account = await findAccount(ctx, actor);
  const { lang } = request;
  const t = transferMessages(lang);
  const usual = account === null ? {} : { bankBin: account.bankBin, holder: account.holder };
  const asked = askedIn({ ...usual, ...typed }, errors, lang);
  return reply.html(
    <OfficerLayout title={t('account-title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('account-title')} why={t('account-why')} />
      <ErrorSummary errors={errors} lang={lang} />
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
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        <Select
          {...asked('bankBin')}
          label={t('bank')}
          options={Object.entries(BANKS).map(([bin, name]) => ({ value: bin, label: name }))}
        />
        <Field {...asked('accountNo')} label={t('account-no')} width="mid" autocomplete="off" required />
        <Field {...asked('holder')} label={t('holder')} autocomplete="off" required />
        <Select
          {...asked('provider')}
          label={t('provider')}
          blank={t('provider-none')}
          options={NOTICE_PROVIDERS.map((name) => ({ value: name, label: name }))}
        />
        <SecretField {...asked('secret')} label={t('secret')} hint={t('secret-hint')} />
        <Button look="primary">{t('account-save')}</Button>
      </form>
    </OfficerLayout>,
    status,
  );
}

/** Mounts the administration of the account that receives fees by transfer. */
export function accountPages(app: FastifyInstance, ctx: AppContext): void {
  formPage(app, {
    url: URL,
    schema: AccountInput,
    secrets: ['secret'],
    show: (request, reply, sent) => show(ctx, request, reply, sent),
    async save(request, input) {
      await saveAccount(ctx, requireStaff(request.actor), input);
      return URL;
    },
  });
}
