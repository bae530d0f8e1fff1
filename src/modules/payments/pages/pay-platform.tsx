import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { Button, ButtonLink, Notice, SummaryList } from '#ui/components.ts';
import { PageHead } from '#ui/layout.tsx';
import { fetchBill } from '../commands/fetch-bill.ts';
import { queryPaymentNow } from '../commands/query-platform.ts';
import { platformMessages } from '../messages-platform.ts';
import { getPlatformPayment } from '../queries-platform.ts';
import type { PlatformPayment } from '../schema-platform.ts';
import { dong } from '../words.ts';
import { PayFrame, type PayFrameProps } from './pay-frame.tsx';

/** The payer's page of a payment on the platform. */
export const PAY_ONLINE = '/thanh-toan/cong';
/** Times a minute that one address may ask the platform about a payment. */
const ASKS_PER_MINUTE = 6;
const Params = z.object({ token: z.string().min(20).max(64) });
const Asked = z.object({ hoi: z.literal('1').optional().catch(undefined) });

type Frame = Omit<PayFrameProps, 'children' | 'live'>;

/** The two ways of paying, where a centre offers both. Each is a form of its own, so nothing is chosen by chance. */
export function ChooseWay({ frame, so, ma }: { frame: Frame; so: string; ma: string }) {
  const t = platformMessages(frame.lang);
  const way = (how: 'cong' | 'chuyen-khoan', name: string, why: string, look: 'primary' | 'plain') => (
    <form method="post" action="/thanh-toan" class="stack-s">
      <input type="hidden" name="so" value={so} />
      <input type="hidden" name="ma" value={ma} />
      <input type="hidden" name="cach" value={how} />
      <Button {...(look === 'primary' ? { look } : {})}>{name}</Button>
      <p class="soft">{why}</p>
    </form>
  );
  return (
    <PayFrame {...frame} title={t('choose-title')}>
      <PageHead title={t('choose-title')} />
      {way('cong', t('choose-platform'), t('choose-platform-why'), 'primary')}
      {way('chuyen-khoan', t('choose-transfer'), t('choose-transfer-why'), 'plain')}
    </PayFrame>
  );
}

function Open({ payment, lang, asked }: { payment: PlatformPayment; lang: Lang; asked: boolean }) {
  const t = platformMessages(lang);
  return (
    <>
      {asked ? <Notice role="status" title={t('pay-checked')} /> : null}
      <p>{t('pay-why')}</p>
      <SummaryList
        items={[
          { term: t('pay-amount'), value: <strong>{dong(payment.amountVnd)} đồng</strong> },
          { term: t('pay-dossier'), value: <span class="code">{payment.dossierNumber}</span> },
          { term: t('pay-reference'), value: <span class="code-long">{payment.reference}</span> },
        ]}
      />
      {payment.payUrl === null ? null : (
        <p>
          <a class="btn btn-primary" href={payment.payUrl} target="_blank" rel="noopener noreferrer">
            {t('pay-go')}
          </a>
        </p>
      )}
      <form method="post" action={`${PAY_ONLINE}/${payment.token}/kiem-tra`} class="stack-s">
        <Button>{t('pay-check')}</Button>
        <p class="soft">{t('pay-check-why')}</p>
      </form>
    </>
  );
}

function Ended({ payment, lang }: { payment: PlatformPayment; lang: Lang }) {
  const t = platformMessages(lang);
  switch (payment.state) {
    case 'paid':
      return (
        <Notice tone="ok" role="status" title={t('pay-paid', { amount: dong(payment.amountVnd) })}>
          {payment.origin === 'ours' ? (
            <p>
              <ButtonLink href={`${PAY_ONLINE}/${payment.token}/bien-lai`}>{t('pay-bill')}</ButtonLink>
            </p>
          ) : null}
        </Notice>
      );
    case 'failed':
      return <Notice tone="late" role="status" title={t('pay-failed')} />;
    default:
      return <Notice tone="late" role="status" title={t('pay-closed')} />;
  }
}

/** Mounts the payer's pages of a payment on the platform; all work without script. */
export function payPlatformPages(
  app: FastifyInstance,
  ctx: AppContext,
  frame: (request: FastifyRequest) => Promise<Frame>,
): void {
  page(app, {
    url: `${PAY_ONLINE}/:token`,
    async handler(request, reply) {
      const payment = await getPlatformPayment(ctx, request.actor, Params.parse(request.params).token);
      const around = await frame(request);
      const { lang } = around;
      const t = platformMessages(lang);
      const open = payment.state === 'new' || payment.state === 'waiting';
      const asked = Asked.parse(request.query).hoi === '1';
      return reply.header('referrer-policy', 'no-referrer').html(
        <PayFrame {...around} title={t('pay-title')} live>
          <div class="stack" data-live-topics={`ticket:${payment.token}`}>
            <h1>{t('pay-title')}</h1>
            <div class="stack" data-live-region="payment" aria-live="polite">
              {open ? (
                <Open payment={payment} lang={lang} asked={asked} />
              ) : (
                <Ended payment={payment} lang={lang} />
              )}
            </div>
          </div>
        </PayFrame>,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `${PAY_ONLINE}/:token/kiem-tra`,
    perMinute: ASKS_PER_MINUTE,
    async handler(request, reply) {
      const { token } = Params.parse(request.params);
      try {
        await queryPaymentNow(ctx, request.actor, token);
      } catch (error) {
        if (!isProblem(error, 'unavailable')) {
          throw error;
        }
      }
      return reply.redirect(`${PAY_ONLINE}/${token}?hoi=1`, 303);
    },
  });
  page(app, {
    url: `${PAY_ONLINE}/:token/bien-lai`,
    perMinute: ASKS_PER_MINUTE,
    async handler(request, reply) {
      const bill = await fetchBill(ctx, request.actor, Params.parse(request.params).token);
      return bill.kind === 'address'
        ? reply.redirect(bill.url, 303)
        : reply
            .type('application/pdf')
            .header('content-disposition', 'inline; filename="bien-lai-dien-tu.pdf"')
            .header('cache-control', 'private, no-store')
            .send(Buffer.from(bill.bytes));
    },
  });
}
