import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre, listUnits } from '#modules/agencies/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { keysOf } from '#platform/lists.ts';
import { authorise, can } from '#platform/policy.ts';
import {
  changeAccount,
  createAccount,
  resetPassword,
  revokeAllSessions,
  setAccountActive,
  unlockAccount,
} from '../commands/accounts.ts';
import { IDENTITY_POLICY } from '../policy.ts';
import { getAccount, listAccounts, listSessionsOf, requireStaff } from '../queries.ts';
import { type Account, ChangeAccountInput, CreateAccountInput } from '../schema.ts';
import {
  ACCOUNT_DONE,
  ACCOUNTS,
  type AccountDone,
  AccountListView,
  AccountView,
  HandOverView,
  NewAccountView,
} from './account-views.tsx';
import { frameOf, refusedBy } from './shared.ts';
import type { Refused } from './sign-in-views.tsx';

const Params = z.object({ id: z.uuid() });
const Query = z.object({ xong: z.string().optional().catch(undefined) });
const ResetForm = z.object({ alsoTotp: z.literal('1').optional() });

function valuesOf(account: Account): FormValues {
  const { displayName, position, phone, unitId, roles } = account;
  return { displayName, position, phone: phone ?? '', unitId, roles };
}

/** The posts that need nothing but the account: what to run, and what the page says afterwards. */
const ACTS: Readonly<
  Record<
    string,
    { done: AccountDone; run: (ctx: AppContext, actor: StaffActor, id: string) => Promise<void> }
  >
> = {
  'mo-khoa': { done: 'mo-khoa', run: unlockAccount },
  'dang-xuat': { done: 'dang-xuat', run: revokeAllSessions },
  ngung: { done: 'ngung', run: (ctx, actor, id) => setAccountActive(ctx, actor, id, false) },
  'dung-lai': { done: 'lai', run: (ctx, actor, id) => setAccountActive(ctx, actor, id, true) },
};

/** Mounts /can-bo/quan-tri/tai-khoan: list, new, one account, and the posts of each. */
export function accountPages(app: FastifyInstance, ctx: AppContext): void {
  const unitsOf = async (actor: StaffActor) => [
    await getCentre(ctx, actor.centreId),
    ...(await listUnits(ctx, actor)),
  ];

  const showNew = async (
    request: FastifyRequest,
    reply: FastifyReply,
    values: FormValues,
    refused?: Refused,
  ) => {
    const frame = await frameOf(ctx, request);
    authorise(IDENTITY_POLICY, frame.actor, 'accounts.create', frame.actor);
    const requestId = typeof values['requestId'] === 'string' ? values['requestId'] : newRequestId();
    const units = await unitsOf(frame.actor);
    return reply.html(
      <NewAccountView {...frame} units={units} values={values} refused={refused} requestId={requestId} />,
      refused ? 422 : 200,
    );
  };

  const showOne = async (
    request: FastifyRequest,
    reply: FastifyReply,
    values?: FormValues,
    refused?: Refused,
  ) => {
    const frame = await frameOf(ctx, request);
    const account = await getAccount(ctx, frame.actor, Params.parse(request.params).id);
    const sessions = await listSessionsOf(ctx, frame.actor, account.id);
    const word = Query.parse(request.query).xong;
    const done = keysOf(ACCOUNT_DONE).find((one) => one === word);
    return reply.html(
      <AccountView
        {...frame}
        account={account}
        units={await unitsOf(frame.actor)}
        values={values ?? valuesOf(account)}
        refused={refused}
        sessions={sessions.length}
        now={ctx.clock.now()}
        done={done}
      />,
      refused ? 422 : 200,
    );
  };

  page(app, {
    url: ACCOUNTS,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const accounts = await listAccounts(ctx, frame.actor);
      const unitNames = new Map((await unitsOf(frame.actor)).map((unit) => [unit.id, unit.shortName]));
      const mayEdit = can(IDENTITY_POLICY, frame.actor, 'accounts.change', frame.actor);
      return reply.html(
        <AccountListView
          {...frame}
          accounts={accounts}
          unitNames={unitNames}
          now={ctx.clock.now()}
          mayEdit={mayEdit}
        />,
      );
    },
  });

  page(app, { url: `${ACCOUNTS}/moi`, handler: (request, reply) => showNew(request, reply, {}) });

  page(app, {
    method: 'POST',
    url: `${ACCOUNTS}/moi`,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const form = parseForm(CreateAccountInput, request.body);
      const values = formValues(request.body);
      if (!form.ok) {
        return showNew(request, reply, values, { detail: '', fields: form.fields });
      }
      try {
        const handOver = await createAccount(ctx, frame.actor, form.data);
        return reply.html(<HandOverView {...frame} handOver={handOver} />, 201);
      } catch (error) {
        return showNew(request, reply, values, refusedBy(error));
      }
    },
  });

  page(app, { url: `${ACCOUNTS}/:id`, handler: (request, reply) => showOne(request, reply) });

  page(app, {
    method: 'POST',
    url: `${ACCOUNTS}/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { id } = Params.parse(request.params);
      const values = formValues(request.body);
      const form = parseForm(ChangeAccountInput, { ...values, id });
      if (!form.ok) {
        return showOne(request, reply, values, { detail: '', fields: form.fields });
      }
      try {
        await changeAccount(ctx, actor, form.data);
        return reply.redirect(`${ACCOUNTS}/${id}?xong=luu`, 303);
      } catch (error) {
        return showOne(request, reply, values, refusedBy(error));
      }
    },
  });

  page(app, {
    method: 'POST',
    url: `${ACCOUNTS}/:id/dat-lai-mat-khau`,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const { alsoTotp } = ResetForm.parse(request.body ?? {});
      const { id } = Params.parse(request.params);
      const handOver = await resetPassword(ctx, frame.actor, id, alsoTotp !== undefined);
      return reply.html(<HandOverView {...frame} handOver={handOver} />);
    },
  });

  for (const [verb, { done, run }] of Object.entries(ACTS)) {
    page(app, {
      method: 'POST',
      url: `${ACCOUNTS}/:id/${verb}`,
      async handler(request, reply) {
        const actor = requireStaff(request.actor);
        const { id } = Params.parse(request.params);
        try {
          await run(ctx, actor, id);
          return reply.redirect(`${ACCOUNTS}/${id}?xong=${done}`, 303);
        } catch (error) {
          return showOne(request, reply, undefined, refusedBy(error));
        }
      },
    });
  }
}
