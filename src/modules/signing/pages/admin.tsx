import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, parseForm } from '#platform/http/form.ts';
import { formPost } from '#platform/http/form-page.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import {
  addRemoteCertificate,
  addStoreCertificate,
  addTokenCertificate,
  retireCertificate,
} from '../commands/certificates.ts';
import { addAnchor, removeAnchor, saveSigningSettings } from '../commands/settings.ts';
import { signingPageMessages } from '../messages-pages.ts';
import { signingOverview } from '../queries.ts';
import { SettingsInput } from '../schema.ts';
import { ADMIN_PATH, AdminView } from './admin-view.tsx';
import { frameOf } from './sign.tsx';

const t = signingPageMessages('vi');
const KIB = 1024;
const Id = z.object({ id: z.uuid() });
const Owner = z.object({
  accountId: z.uuid().or(z.literal('')).default(''),
  passphrase: z.string().max(500).default(''),
});
const Person = z.object({ accountId: z.uuid(t('choose-person')) });
const Remote = Person.extend({
  userId: z.string(t('user-id-missing')).trim().min(1, t('user-id-missing')).max(100),
});
const Query = z.object({ xong: z.literal('1').optional().catch(undefined) });

interface Said {
  readonly typed?: FormValues | undefined;
  readonly errors?: readonly FieldError[];
  readonly detail?: string;
}

/** Mounts the administration of signing: certificates, trusted authorities, lines, settings. */
export function signingAdminPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, said: Said = {}, status = 200) => {
    const frame = await frameOf(ctx, request);
    const overview = await signingOverview(ctx, frame.actor);
    const done = Query.parse(request.query).xong !== undefined;
    return reply.html(
      <AdminView
        {...frame}
        overview={overview}
        typed={said.typed}
        errors={said.errors ?? []}
        detail={said.detail}
        done={done && status === 200}
      />,
      status,
    );
  };
  /** Does what was posted, or shows why not. */
  const post = (path: string, act: (request: FastifyRequest) => Promise<void>) =>
    page(app, {
      method: 'POST',
      url: `${ADMIN_PATH}${path}`,
      perMinute: 30,
      async handler(request, reply) {
        try {
          await act(request);
          return reply.redirect(`${ADMIN_PATH}?xong=1`, 303);
        } catch (error) {
          const kind = isProblem(error) && error.code !== 'forbidden' && error.code !== 'unauthenticated';
          if (kind && (error.status < 500 || error.code === 'unavailable')) {
            const { detail, fields } = error.details;
            return show(request, reply, { detail, errors: fields ?? [] }, error.status);
          }
          throw error;
        }
      },
    });
  const upload = async (request: FastifyRequest) => {
    const { files, fields } = await readUpload(request, { maxBytes: 256 * KIB });
    const [file] = files;
    if (file === undefined) {
      const message = signingPageMessages('vi')('no-upload');
      throw new Problem('validation', { detail: message, fields: [{ path: 'file', message }] });
    }
    return { bytes: file.bytes, fields };
  };
  const parsed = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
    const form = parseForm(schema, body);
    if (!form.ok) {
      throw new Problem('validation', { detail: form.fields[0]?.message ?? '', fields: form.fields });
    }
    return form.data;
  };

  page(app, { url: ADMIN_PATH, handler: (request, reply) => show(request, reply) });
  formPost(app, {
    url: ADMIN_PATH,
    schema: SettingsInput,
    secrets: ['secret'],
    show: (request, reply, { status, ...sent }) => show(request, reply, sent, status),
    async save(request, input) {
      await saveSigningSettings(ctx, requireStaff(request.actor), input);
      return `${ADMIN_PATH}?xong=1`;
    },
  });
  post('/khoa', async (request) => {
    const actor = requireStaff(request.actor);
    const { bytes: file, fields } = await upload(request);
    const { accountId, passphrase } = Owner.parse(fields);
    await addStoreCertificate(ctx, actor, { file, passphrase, accountId: accountId || null });
  });
  post('/tu-xa', async (request) => {
    await addRemoteCertificate(ctx, requireStaff(request.actor), parsed(Remote, request.body));
  });
  post('/token', async (request) => {
    const actor = requireStaff(request.actor);
    const { bytes: certificate, fields } = await upload(request);
    await addTokenCertificate(ctx, actor, { certificate, accountId: parsed(Person, fields).accountId });
  });
  post('/ca', async (request) => {
    const actor = requireStaff(request.actor);
    await addAnchor(ctx, actor, (await upload(request)).bytes);
  });
  post('/ngung', (request) => retireCertificate(ctx, requireStaff(request.actor), Id.parse(request.body).id));
  post('/bo-tin', (request) => removeAnchor(ctx, requireStaff(request.actor), Id.parse(request.body).id));
}
