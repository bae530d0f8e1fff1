import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import QRCode from 'qrcode';
import { z } from 'zod';
import { getAgency } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { keysOf } from '#platform/lists.ts';
import { changePassword } from '../commands/change-password.ts';
import { createApiToken, endOwnSession, revokeOwnToken } from '../commands/own-sessions.ts';
import { beginTotp, confirmTotp, removeTotp } from '../commands/totp.ts';
import { originOf, SESSION_COOKIE } from '../cookies.ts';
import { pageMessages } from '../messages-pages.ts';
import { getOwnAccount, requireStaff } from '../queries.ts';
import { ChangePasswordInput, Password, SecondFactorInput } from '../schema.ts';
import { DONE, OwnAccountView, RecoveryCodesView, TotpSetupView } from './own-account-views.tsx';
import { frameOf, refusedBy } from './shared.ts';
import type { Refused } from './sign-in-views.tsx';

const t = pageMessages('vi');
const HOME = '/can-bo/tai-khoan';
const TOTP = `${HOME}/hai-lop`;

const IdForm = z.object({ id: z.uuid() });
const StopForm = z.object({ stopPassword: Password });
const TokenForm = z.object({
  name: z.string(t('token-name-missing')).max(80, t('name-long')),
  days: z.coerce.number(t('days-missing')).int().min(1, t('days-range')).max(365, t('days-range')),
});

type Extra = Partial<Pick<Parameters<typeof OwnAccountView>[0], 'refused' | 'newToken' | 'done'>>;

/** Mounts /can-bo/tai-khoan and its posts: everything that people do with their own account. */
export function ownAccountPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, extra: Extra, status = 200) => {
    const frame = await frameOf(ctx, request);
    const own = await getOwnAccount(ctx, frame.actor, request.cookies[SESSION_COOKIE]);
    const unit = await getAgency(ctx, own.account.unitId);
    return reply.html(<OwnAccountView {...frame} own={own} unitName={unit.name} {...extra} />, status);
  };
  const showTotp = async (request: FastifyRequest, reply: FastifyReply, refused: Refused | undefined) => {
    const frame = await frameOf(ctx, request);
    const setup = await beginTotp(ctx, frame.actor);
    const qr = await QRCode.toDataURL(setup.uri, { margin: 4, width: 240 });
    return reply.html(
      <TotpSetupView {...frame} setup={setup} qr={qr} refused={refused} />,
      refused ? 422 : 200,
    );
  };

  page(app, {
    url: HOME,
    handler(request, reply) {
      const query = z.object({ xong: z.string().optional().catch(undefined) }).parse(request.query).xong;
      const done = keysOf(DONE).find((one) => one === query);
      return show(request, reply, { done });
    },
  });

  page(app, {
    method: 'POST',
    url: `${HOME}/mat-khau`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(ChangePasswordInput, request.body);
      if (!form.ok) {
        return show(request, reply, { refused: { form: 'password', detail: '', fields: form.fields } }, 422);
      }
      try {
        const own = await getOwnAccount(ctx, actor, request.cookies[SESSION_COOKIE]);
        await changePassword(ctx, actor, form.data, originOf(request), own.currentSessionId);
        return reply.redirect(`${HOME}?xong=mat-khau`, 303);
      } catch (error) {
        return show(request, reply, { refused: { form: 'password', ...refusedBy(error) } }, 422);
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${HOME}/dang-xuat-may`,
    async handler(request, reply) {
      await endOwnSession(ctx, requireStaff(request.actor), IdForm.parse(request.body).id);
      return reply.redirect(`${HOME}?xong=may`, 303);
    },
  });

  page(app, { url: TOTP, handler: (request, reply) => showTotp(request, reply, undefined) });

  page(app, {
    method: 'POST',
    url: TOTP,
    async handler(request, reply) {
      const form = parseForm(SecondFactorInput, request.body);
      if (!form.ok) {
        return showTotp(request, reply, { detail: '', fields: form.fields });
      }
      try {
        const frame = await frameOf(ctx, request);
        const codes = await confirmTotp(ctx, frame.actor, form.data.code);
        return reply.html(<RecoveryCodesView {...frame} codes={codes} />);
      } catch (error) {
        return showTotp(request, reply, refusedBy(error));
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${HOME}/tat-hai-lop`,
    async handler(request, reply) {
      const form = parseForm(StopForm, request.body);
      if (!form.ok) {
        return show(request, reply, { refused: { form: 'totp-off', detail: '', fields: form.fields } }, 422);
      }
      try {
        await removeTotp(ctx, requireStaff(request.actor), form.data.stopPassword);
        return reply.redirect(`${HOME}?xong=hai-lop`, 303);
      } catch (error) {
        const { detail, fields } = refusedBy(error);
        const renamed = fields.map((field) => ({ ...field, path: 'stopPassword' }));
        return show(request, reply, { refused: { form: 'totp-off', detail, fields: renamed } }, 422);
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${HOME}/tao-ma`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const form = parseForm(TokenForm, request.body);
      if (!form.ok) {
        return show(request, reply, { refused: { form: 'token', detail: '', fields: form.fields } }, 422);
      }
      const { token } = await createApiToken(ctx, actor, form.data.name, form.data.days);
      return show(request, reply, { newToken: token });
    },
  });

  page(app, {
    method: 'POST',
    url: `${HOME}/thu-hoi-ma`,
    async handler(request, reply) {
      await revokeOwnToken(ctx, requireStaff(request.actor), IdForm.parse(request.body).id);
      return reply.redirect(HOME, 303);
    },
  });
}
