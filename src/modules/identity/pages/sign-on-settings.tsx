import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SsoCheck } from '#integrations/sso/port.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { formPost, type SentForm, UNSENT } from '#platform/http/form-page.ts';
import { page } from '#platform/http/page.ts';
import { linkAccount, unlinkAccount } from '../commands/sign-on/links.ts';
import { checkSignOn, saveSignOn } from '../commands/sign-on/settings.ts';
import { listSignOnLinks, signOnOverview } from '../queries/sign-on.ts';
import { listAccounts, requireStaff } from '../queries.ts';
import { Audience, LinkInput, SignOnSettingsInput } from '../schema/sign-on.ts';
import { ownAddress, SIGN_ON_PATHS } from './leave-provider.tsx';
import { frameOf, refusedBy } from './shared.ts';
import type { Refused } from './sign-in-views.tsx';
import { SignOnFormView } from './sign-on-settings-form.tsx';
import { AUDIENCE_PATH, SETTINGS, SignOnSettingsView } from './sign-on-settings-views.tsx';

const Query = z.object({
  xong: z.enum(['luu', 'lien-ket']).optional().catch(undefined),
});
const IdForm = z.object({ id: z.uuid() });
const AudienceForm = z.object({ audience: Audience });

/** What a post has to say on the page: what was typed and refused, or what a test found. */
interface Said {
  readonly checked?: Audience;
  readonly typed?: FormValues;
  readonly refused?: Refused;
  readonly check?: SsoCheck;
}

/** Mounts the administration of single sign-on: both connections, their test, the officers' links. */
export function signOnSettingsPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, said: Said = {}, status = 200) => {
    const frame = await frameOf(ctx, request);
    const { actor } = frame;
    const addresses = (audience: Audience) => ({
      back: ownAddress(ctx, request, SIGN_ON_PATHS[audience].back),
      out: ownAddress(ctx, request, SIGN_ON_PATHS[audience].out),
    });
    return reply.html(
      <SignOnSettingsView
        {...frame}
        {...said}
        done={Query.parse(request.query).xong}
        sections={[
          {
            audience: 'staff',
            overview: await signOnOverview(ctx, actor, 'staff'),
            addresses: addresses('staff'),
          },
          {
            audience: 'citizen',
            overview: await signOnOverview(ctx, actor, 'citizen'),
            addresses: addresses('citizen'),
          },
        ]}
        links={await listSignOnLinks(ctx, actor)}
        accounts={await listAccounts(ctx, actor)}
      />,
      status,
    );
  };

  const showForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    audience: Audience,
    { typed, errors, status }: SentForm,
  ) => {
    const frame = await frameOf(ctx, request);
    const { settings } = await signOnOverview(ctx, frame.actor, audience);
    return reply.html(
      <SignOnFormView {...frame} audience={audience} settings={settings} typed={typed} errors={errors} />,
      status,
    );
  };

  page(app, { url: SETTINGS, handler: (request, reply) => show(request, reply) });
  for (const audience of Audience.options) {
    const url = `${SETTINGS}/${AUDIENCE_PATH[audience]}`;
    page(app, { url, handler: (request, reply) => showForm(request, reply, audience, UNSENT) });
  }

  formPost(app, {
    url: SETTINGS,
    schema: SignOnSettingsInput,
    secrets: ['secret'],
    show: (request, reply, sent) => showForm(request, reply, AudienceForm.parse(request.body).audience, sent),
    async save(request, input) {
      await saveSignOn(ctx, requireStaff(request.actor), input);
      return `${SETTINGS}?xong=luu`;
    },
  });

  page(app, {
    method: 'POST',
    url: `${SETTINGS}/thu`,
    perMinute: 20,
    async handler(request, reply) {
      const { audience } = AudienceForm.parse(request.body);
      try {
        const check = await checkSignOn(ctx, requireStaff(request.actor), audience);
        return show(request, reply, { checked: audience, check });
      } catch (error) {
        if (isProblem(error, 'unavailable') || isProblem(error, 'not-allowed-now')) {
          const refused = { detail: error.details.detail, fields: [] };
          return show(request, reply, { refused }, error.status);
        }
        throw error;
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${SETTINGS}/lien-ket`,
    async handler(request, reply) {
      const form = parseForm(LinkInput, request.body);
      const again = (refused: Refused) =>
        show(request, reply, { typed: formValues(request.body), refused }, 422);
      if (!form.ok) {
        return again({ detail: '', fields: form.fields });
      }
      try {
        await linkAccount(ctx, requireStaff(request.actor), form.data);
        return reply.redirect(`${SETTINGS}?xong=lien-ket`, 303);
      } catch (error) {
        if (isProblem(error, 'not-allowed-now')) {
          return again({ detail: error.details.detail, fields: [] });
        }
        return again(refusedBy(error));
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${SETTINGS}/bo-lien-ket`,
    async handler(request, reply) {
      await unlinkAccount(ctx, requireStaff(request.actor), IdForm.parse(request.body).id);
      return reply.redirect(SETTINGS, 303);
    },
  });
}
