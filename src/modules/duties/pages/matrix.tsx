import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import { ROLES } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { Button, ErrorSummary, Field, Fold, Notice, RequestId, Select } from '#ui/components.ts';
import { errorFor } from '#ui/forms.tsx';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { assignDuty } from '../commands/assign-duty.ts';
import { endDuty } from '../commands/end-duty.ts';
import { recordLeave } from '../commands/record-leave.ts';
import { messages } from '../messages.ts';
import { dutyPolicy } from '../policy.ts';
import { type DutyMatrix, getMatrix } from '../queries.ts';
import { AssignDutyInput, RecordLeaveInput } from '../schema.ts';
import { gapsInWords, roleWord, scopeWords } from '../words.ts';
import { DutyTable } from './board.tsx';

const URL = '/can-bo/quan-tri/phan-cong';

/** A form that was refused: what to mend and what had been typed. */
interface Refused {
  readonly form: 'assign' | 'leave';
  readonly fields: readonly FieldError[];
  readonly values: FormValues;
  readonly detail?: string;
}

interface FormProps {
  readonly matrix: DutyMatrix;
  readonly lang: Lang;
  readonly refused: Refused | null;
  readonly today: string;
}

function text(refused: Refused | null, name: string): string | undefined {
  const value = refused?.values[name];
  return typeof value === 'string' ? value : undefined;
}

function people(matrix: DutyMatrix) {
  return matrix.people.map((person) => ({
    value: person.id,
    label: person.position === '' ? person.displayName : `${person.displayName}, ${person.position}`,
  }));
}

function AssignForm({ matrix, lang, refused, today }: FormProps) {
  const t = messages(lang);
  const error = (path: string) => errorFor(refused?.fields, path);
  return (
    <form method="post" action={`${URL}/giao`} class="stack">
      <RequestId value={newRequestId()} />
      <Select
        name="accountId"
        label={t('addPerson')}
        options={people(matrix)}
        blank=""
        value={text(refused, 'accountId')}
        error={error('accountId')}
        required
      />
      <Select
        name="role"
        label={t('addRole')}
        options={ROLES.map((role) => ({ value: role, label: roleWord(role, lang) }))}
        value={text(refused, 'role') ?? 'officer'}
        error={error('role')}
      />
      <Select
        name="fieldGroup"
        label={t('addField')}
        options={matrix.fieldGroups.map((group) => ({ value: group, label: group }))}
        blank=""
        value={text(refused, 'fieldGroup')}
        error={error('fieldGroup')}
      />
      <Field
        name="procedureCode"
        label={t('addProcedure')}
        hint={t('addProcedureHint')}
        value={text(refused, 'procedureCode')}
        error={error('procedureCode')}
        width="short"
      />
      <Select
        name="rank"
        label={t('addRank')}
        options={[
          { value: 'main', label: t('rankMain') },
          { value: 'deputy', label: t('rankDeputy') },
        ]}
        value={text(refused, 'rank') ?? 'main'}
      />
      <Field
        name="validFrom"
        type="date"
        label={t('addFrom')}
        value={text(refused, 'validFrom') ?? today}
        error={error('validFrom')}
        width="short"
        required
      />
      <Field
        name="validTo"
        type="date"
        label={t('addTo')}
        hint={t('addToHint')}
        value={text(refused, 'validTo')}
        error={error('validTo')}
        width="short"
      />
      <Button look="primary">{t('addButton')}</Button>
    </form>
  );
}

function LeaveForm({ matrix, lang, refused, today }: FormProps) {
  const t = messages(lang);
  const error = (path: string) => errorFor(refused?.fields, path);
  return (
    <form method="post" action={`${URL}/vang`} class="stack">
      <RequestId value={newRequestId()} />
      <Select
        name="accountId"
        label={t('addPerson')}
        options={people(matrix)}
        blank=""
        value={text(refused, 'accountId')}
        error={error('accountId')}
        required
      />
      <Field
        name="fromDay"
        type="date"
        label={t('leaveFrom')}
        value={text(refused, 'fromDay') ?? today}
        error={error('fromDay')}
        width="short"
        required
      />
      <Field
        name="fromTime"
        type="time"
        label={t('leaveFromTime')}
        value={text(refused, 'fromTime')}
        error={error('fromTime')}
        width="short"
        optional
      />
      <Field
        name="toDay"
        type="date"
        label={t('leaveTo')}
        value={text(refused, 'toDay')}
        error={error('toDay')}
        width="short"
        required
      />
      <Field
        name="toTime"
        type="time"
        label={t('leaveToTime')}
        value={text(refused, 'toTime')}
        error={error('toTime')}
        width="short"
        optional
      />
      <Select
        name="reason"
        label={t('leaveReason')}
        options={[
          { value: 'annual', label: t('reasonAnnual') },
          { value: 'sick', label: t('reasonSick') },
          { value: 'maternity', label: t('reasonMaternity') },
          { value: 'compensatory', label: t('reasonCompensatory') },
          { value: 'study', label: t('reasonStudy') },
          { value: 'travel', label: t('reasonTravel') },
          { value: 'other', label: t('reasonOther') },
        ]}
        value={text(refused, 'reason') ?? 'annual'}
      />
      <Button>{t('leaveButton')}</Button>
    </form>
  );
}

function EndList({ matrix, lang }: { matrix: DutyMatrix; lang: Lang }) {
  const t = messages(lang);
  return (
    <ul class="stack-s">
      {matrix.lines.flatMap((line) =>
        [...line.mains, ...line.deputies].map((person) => (
          <li key={person.dutyId} class="row-apart">
            <span>
              {t('endLabel', {
                name: person.name,
                scope: `${scopeWords(line.scope, lang)} (${roleWord(line.role, lang)})`,
              })}
            </span>
            <form method="post" action={`${URL}/thoi/${person.dutyId}`}>
              <Button look="quiet">{t('endButton')}</Button>
            </form>
          </li>
        )),
      )}
    </ul>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Refused | null = null,
): Promise<unknown> {
  const actor = requireStaff(request.actor);
  const lang = request.lang;
  const t = messages(lang);
  const matrix = await getMatrix(ctx, actor);
  const today = localDay(ctx.clock.now()).toString();
  const mayAssign = can(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const mayRecord = can(dutyPolicy, actor, 'record-leave', {
    centreId: actor.centreId,
    unitId: actor.unitId,
  });
  const props = { matrix, lang, today };
  return reply.html(
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={t('lead')} />
      {refused === null ? null : <ErrorSummary errors={refused.fields} detail={refused.detail} lang={lang} />}
      {matrix.gaps.length === 0 ? (
        <Notice tone="ok" title={t('gapsNone')} />
      ) : (
        <Notice tone="soon" title={t('gapsTitle')}>
          <ul>
            {gapsInWords(matrix.gaps, lang).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      <DutyTable lines={matrix.lines} lang={lang} />
      {matrix.leaves.length === 0 ? null : (
        <section class="stack-s">
          <h2>{t('leaveListTitle')}</h2>
          <ul>
            {matrix.leaves.map((leave) => (
              <li key={`${leave.accountId}${leave.from}`}>
                {leave.name}: {formatDateTime(leave.from, lang)} – {formatDateTime(leave.to, lang)}
              </li>
            ))}
          </ul>
        </section>
      )}
      {mayAssign ? (
        <Fold title={t('addTitle')} open={refused?.form === 'assign' || matrix.lines.length === 0}>
          <AssignForm {...props} refused={refused?.form === 'assign' ? refused : null} />
        </Fold>
      ) : null}
      {mayRecord ? (
        <Fold title={t('leaveTitle')} open={refused?.form === 'leave'}>
          <p>{t('leaveLead')}</p>
          <LeaveForm {...props} refused={refused?.form === 'leave' ? refused : null} />
        </Fold>
      ) : null}
      {mayAssign && matrix.lines.length > 0 ? (
        <Fold title={t('endButton')}>
          <EndList matrix={matrix} lang={lang} />
        </Fold>
      ) : null}
      <p>
        <a href="/phan-cong">{t('boardTitle')}</a>
      </p>
    </OfficerLayout>,
    refused === null ? 200 : 422,
  );
}

/** Mounts `/can-bo/quan-tri/phan-cong`: the matrix with its gaps, and the forms that change it. */
export function matrixPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL, handler: (request, reply) => show(ctx, request, reply) });

  async function submit<S extends z.ZodType>(
    form: Refused['form'],
    schema: S,
    command: (input: z.output<S>) => Promise<unknown>,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    const parsed = parseForm(schema, request.body);
    if (!parsed.ok) {
      return show(ctx, request, reply, { form, fields: parsed.fields, values: parsed.values });
    }
    try {
      await command(parsed.data);
    } catch (error) {
      if (!isProblem(error, 'validation') && !isProblem(error, 'conflict')) {
        throw error;
      }
      const values = Object.fromEntries(
        Object.entries(request.body ?? {}).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        ),
      );
      return show(ctx, request, reply, {
        form,
        fields: error.details.fields ?? [],
        values,
        detail: error.details.detail,
      });
    }
    return reply.redirect(URL, 303);
  }

  page(app, {
    method: 'POST',
    url: `${URL}/giao`,
    handler: (request, reply) =>
      submit('assign', AssignDutyInput, (input) => assignDuty(ctx, request.actor, input), request, reply),
  });
  page(app, {
    method: 'POST',
    url: `${URL}/vang`,
    handler: (request, reply) =>
      submit('leave', RecordLeaveInput, (input) => recordLeave(ctx, request.actor, input), request, reply),
  });
  page(app, {
    method: 'POST',
    url: `${URL}/thoi/:id`,
    async handler(request, reply) {
      const { id } = z.object({ id: z.uuid() }).parse(request.params);
      await endDuty(ctx, request.actor, id);
      return reply.redirect(URL, 303);
    },
  });
}
