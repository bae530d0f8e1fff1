import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { WorkGate } from '#platform/http/proof-of-work.ts';
import { readUpload } from '#platform/http/upload.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, ButtonLink, Choices, ErrorSummary, errorFor, RequestId, TextArea } from '#ui/components.ts';
import { WorkProof } from '#ui/work.tsx';
import { openBySecret } from '../commands/holder.ts';
import { writeFromHome } from '../commands/message.ts';
import { openOwnFile } from '../commands/photos.ts';
import { downloadResult } from '../commands/result.ts';
import { askToWithdraw } from '../commands/send.ts';
import { pageMessages } from '../messages-pages.ts';
import { readFollowing } from '../queries.ts';
import { MessageInput, SecretInput, WithdrawInput } from '../schema.ts';
import { FollowView } from './follow-view.tsx';
import {
  citizenOf,
  followHref,
  HOME,
  keyOf,
  NOTHING_SAID,
  orGone,
  type Said,
  saidOf,
  sendPage,
} from './frame.tsx';

const PER_MINUTE = 30;
const MAX_BYTES = 20 * 1024 * 1024;
const FileParams = z.object({ id: z.uuid() });
const Done = z.object({ xong: z.literal('1').optional().catch(undefined) });

/** What a form sent, as text. */
export function textOf(body: unknown, name: string): string | undefined {
  const value = formValues(body)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Sends a stranger's file, or the centre's result, to be looked at and kept by nobody on the way. */
export function sendBytes(
  reply: FastifyReply,
  { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Uint8Array },
  name: string | null = null,
): FastifyReply {
  const disposition =
    name === null
      ? 'inline'
      : `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`;
  return reply
    .type(mediaType)
    .header('content-disposition', disposition)
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'")
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(bytes));
}

/** Mounts the follow page of a dossier: open by secret, messages, result, withdrawal. Whole without script. */
export function followPages(app: FastifyInstance, ctx: AppContext, gate: () => Promise<WorkGate>): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, said: Said = NOTHING_SAID) => {
    const key = keyOf(request);
    const found = await readFollowing(ctx, citizenOf(request), key, request.lang);
    const challenge = (await gate()).challenge(ctx.clock.now());
    const done = said === NOTHING_SAID && Done.parse(request.query).xong === '1';
    const children = (
      <FollowView lang={request.lang} at={key} found={found} said={said} challenge={challenge} done={done} />
    );
    const title = found.view.number;
    const why = `${found.view.procedureName} · ${found.view.statusText}`;
    return sendPage(ctx, request, reply, { title, why, islands: ['ui/work.js'], children }, said.status);
  };
  const admit = async (
    request: FastifyRequest,
    given: { work?: string | undefined; workAnswer?: string | undefined },
  ) => (await gate()).admit(request.ip, given, ctx.clock.now());

  page(app, {
    method: 'POST',
    url: HOME,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      orGone(ctx, request, reply, async () => {
        const secret = SecretInput.safeParse(request.body);
        if (!secret.success) {
          return reply.redirect('/tra-cuu', 303);
        }
        const key = await openBySecret(ctx, citizenOf(request), secret.data.so, secret.data.ma);
        return reply.redirect(followHref(key), 303);
      }),
  });
  page(app, {
    url: `${HOME}/:key`,
    perMinute: 2 * PER_MINUTE,
    handler: (request, reply) => orGone(ctx, request, reply, () => show(request, reply)),
  });
  page(app, {
    method: 'POST',
    url: `${HOME}/:key/tin`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      orGone(ctx, request, reply, async () => {
        const { files, fields } = await readUpload(request, { maxBytes: MAX_BYTES });
        try {
          const form = parseForm(MessageInput, fields);
          if (!form.ok) {
            return await show(request, reply, { errors: form.fields, typed: fields['words'], status: 422 });
          }
          await admit(request, { work: fields['work'], workAnswer: fields['workAnswer'] });
          await writeFromHome(ctx, citizenOf(request), keyOf(request), form.data, files[0] ?? null);
        } catch (error) {
          return show(request, reply, saidOf(error, reply, fields['words']));
        }
        return reply.redirect(`${followHref(keyOf(request))}?xong=1#tin-nhan`, 303);
      }),
  });
  page(app, {
    url: `${HOME}/:key/tep/:id`,
    perMinute: 8 * PER_MINUTE,
    handler: (request, reply) =>
      orGone(ctx, request, reply, async () => {
        const { id } = FileParams.catch({ id: newRequestId() }).parse(request.params);
        return sendBytes(reply, await openOwnFile(ctx, citizenOf(request), keyOf(request), id));
      }),
  });
  page(app, {
    url: `${HOME}/:key/ket-qua/:id`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      orGone(ctx, request, reply, async () => {
        const { id } = FileParams.catch({ id: newRequestId() }).parse(request.params);
        const given = await downloadResult(ctx, citizenOf(request), keyOf(request), id);
        return sendBytes(reply, given, given.name);
      }),
  });

  const withdraw = async (request: FastifyRequest, reply: FastifyReply, said: Said = NOTHING_SAID) => {
    const { lang } = request;
    const t = pageMessages(lang);
    const key = keyOf(request);
    const { view, mayWithdraw, strong } = await readFollowing(ctx, citizenOf(request), key, request.lang);
    const challenge = (await gate()).challenge(ctx.clock.now());
    const children = (
      <>
        <ErrorSummary errors={said.errors} detail={said.detail} lang={lang} />
        <p>
          <strong class="code">{view.number}</strong> · {view.procedureName}
        </p>
        {mayWithdraw && !strong ? (
          <>
            <p>{t('withdraw-weak')}</p>
            <p>
              <ButtonLink look="primary" href="/tra-cuu">
                {t('again')}
              </ButtonLink>
            </p>
          </>
        ) : null}
        {mayWithdraw && strong ? (
          <form method="post" action={followHref(key, 'rut')} class="stack">
            <RequestId value={newRequestId()} />
            <WorkProof challenge={challenge} />
            <TextArea
              name="words"
              label={t('withdraw-reason')}
              value={said.typed}
              error={errorFor(said.errors, 'words')}
              lang={lang}
            />
            <Choices
              name="sure"
              kind="checkbox"
              label={t('withdraw-confirm')}
              options={[{ value: '1', label: t('withdraw-sure') }]}
              error={errorFor(said.errors, 'sure')}
              lang={lang}
            />
            <Button look="primary" wide>
              {t('withdraw-go')}
            </Button>
          </form>
        ) : null}
        <p>
          <a href={followHref(key)}>{t('back')}</a>
        </p>
      </>
    );
    const props = { title: t('withdraw-title'), why: t('withdraw-why'), islands: ['ui/work.js'], children };
    return sendPage(ctx, request, reply, props, said.status);
  };
  page(app, {
    url: `${HOME}/:key/rut`,
    perMinute: PER_MINUTE,
    handler: (request, reply) => orGone(ctx, request, reply, () => withdraw(request, reply)),
  });
  page(app, {
    method: 'POST',
    url: `${HOME}/:key/rut`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      orGone(ctx, request, reply, async () => {
        const typed = textOf(request.body, 'words');
        const form = parseForm(WithdrawInput, request.body);
        if (!form.ok) {
          return withdraw(request, reply, { errors: form.fields, typed, status: 422 });
        }
        try {
          await admit(request, {
            work: textOf(request.body, 'work'),
            workAnswer: textOf(request.body, 'workAnswer'),
          });
          await askToWithdraw(ctx, citizenOf(request), keyOf(request), form.data);
        } catch (error) {
          return withdraw(request, reply, saidOf(error, reply, typed));
        }
        return reply.redirect(`${followHref(keyOf(request))}?xong=1`, 303);
      }),
  });
}
