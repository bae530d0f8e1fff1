import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { lookUp } from '#modules/dossiers/commands/look-up.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { Notice, SummaryList } from '#ui/components.ts';
import { PageHead } from '#ui/layout.tsx';
import { openOrder } from '../commands/open-order.ts';
import { startPlatformPayment } from '../commands/start-platform.ts';
import { transferMessages } from '../messages-transfers.ts';
import { waysToPay } from '../queries-platform.ts';
import { getOrder } from '../queries-transfers.ts';
import { vietQr } from '../rules/vietqr.ts';
import type { PaymentOrder } from '../schema-transfers.ts';
import { dong } from '../words.ts';
import { PayFrame } from './pay-frame.tsx';
import { ChooseWay, PAY_ONLINE, payPlatformPages } from './pay-platform.tsx';

/** The payer's pages. */
export const PAY = '/thanh-toan';
/** Openings a minute and address: people mistype, programs guess. */
const PER_MINUTE = 20;

const Typed = z.object({
  so: z.string().trim().max(60).default('').catch(''),
  ma: z.string().trim().max(40).default('').catch(''),
  cach: z.enum(['cong', 'chuyen-khoan']).optional().catch(undefined),
});
const Params = z.object({ token: z.string().min(20).max(64) });

function Code({ order, lang }: { order: PaymentOrder; lang: Lang }) {
  const t = transferMessages(lang);
  const { account, amountVnd, code } = order;
  const text = vietQr({ bankBin: account.bankBin, accountNo: account.accountNo, amountVnd, purpose: code });
  return (
    <div
      class="pay-qr"
      role="img"
      aria-label={t('pay-qr')}
      // The picture is drawn here from digits and letters only.
      dangerouslySetInnerHTML={{ __html: qrSvg(text) }}
    />
  );
}

function Open({ order, lang, told }: { order: PaymentOrder; lang: Lang; told: boolean }) {
  const t = transferMessages(lang);
  return (
    <>
      <p>{t('pay-why')}</p>
      <Code order={order} lang={lang} />
      <SummaryList
        items={[
          { term: t('pay-amount'), value: <strong>{dong(order.amountVnd)} đồng</strong> },
          { term: t('pay-bank'), value: order.account.bankName },
          { term: t('pay-account'), value: <span class="code">{order.account.accountNo}</span> },
          { term: t('pay-holder'), value: order.account.holder },
          { term: t('pay-code'), value: <strong class="code">{order.code}</strong> },
          { term: t('pay-dossier'), value: <span class="code">{order.dossierNumber}</span> },
        ]}
      />
      <p>{t('pay-code-why')}</p>
      <p class="soft">{t(told ? 'pay-live' : 'pay-manual')}</p>
    </>
  );
}

function Ended({ order, lang }: { order: PaymentOrder; lang: Lang }) {
  const t = transferMessages(lang);
  return order.state === 'paid' ? (
    <Notice tone="ok" role="status" title={t('pay-paid', { amount: dong(order.amountVnd) })}>
      <p>{t('pay-paid-why')}</p>
    </Notice>
  ) : (
    <Notice tone="late" role="status" title={t('pay-closed')} />
  );
}

async function frame(ctx: AppContext, request: FastifyRequest) {
  const { actor, lang } = request;
  const centre = (await findCentreFace(ctx, actor.centreId)) ?? { name: 'Một Cửa' };
  const kiosk = actor.kind === 'device' && actor.purpose === 'kiosk';
  return { lang, centre, kiosk, path: PAY, title: transferMessages(lang)('pay-title') };
}

/** Mounts the payer's pages: the post from the look-up, and the request with its VietQR. Both work without script. */
export function payPages(app: FastifyInstance, ctx: AppContext): void {
  payPlatformPages(app, ctx, (request) => frame(ctx, request));
  page(app, {
    method: 'POST',
    url: PAY,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { so, ma, cach } = Typed.parse(request.body);
      try {
        const found = await lookUp(ctx, request.actor, so, ma);
        const ways = await waysToPay(ctx, request.actor);
        // A kiosk shows no pages of others, and nobody types card numbers there.
        const around = await frame(ctx, request);
        const both = ways.platform && ways.transfer && !around.kiosk;
        if (both && cach === undefined && found.owed > 0) {
          return reply.html(<ChooseWay frame={around} so={so} ma={ma} />);
        }
        if (ways.platform && !around.kiosk && (cach === 'cong' || !ways.transfer)) {
          const { token } = await startPlatformPayment(ctx, request.actor, found.dossierId, request.ip);
          return reply.redirect(`${PAY_ONLINE}/${token}`, 303);
        }
        const order = await openOrder(ctx, request.actor, found.dossierId);
        return reply.redirect(`${PAY}/${order.token}`, 303);
      } catch (error) {
        if (isProblem(error) && error.status < 500) {
          const around = await frame(ctx, request);
          return reply.html(
            <PayFrame {...around}>
              <PageHead title={around.title} />
              <Notice tone="late" role="alert" title={error.details.detail} />
            </PayFrame>,
            error.status,
          );
        }
        throw error;
      }
    },
  });
  page(app, {
    url: `${PAY}/:token`,
    async handler(request, reply) {
      const { token } = Params.parse(request.params);
      const { order, told } = await getOrder(ctx, request.actor, token);
      const around = await frame(ctx, request);
      const { lang } = around;
      return reply.header('referrer-policy', 'no-referrer').html(
        <PayFrame {...around} live>
          <div class="stack" data-live-topics={`ticket:${order.token}`}>
            <h1>{around.title}</h1>
            <div class="stack" data-live-region="payment" aria-live="polite">
              {order.state === 'open' ? (
                <Open order={order} lang={lang} told={told} />
              ) : (
                <Ended order={order} lang={lang} />
              )}
            </div>
          </div>
        </PayFrame>,
      );
    },
  });
}
