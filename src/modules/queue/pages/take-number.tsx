import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { countSearch } from '#modules/procedures/commands/count-search.ts';
import { askApart } from '#modules/procedures/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { issueTicket } from '../commands/issue-ticket.ts';
import { messages as refusals } from '../messages.ts';
import { findMatter, listFields, postedMatters, searchMatters, usualMatters } from '../procedure.ts';
import { hallState, listOpenGroups } from '../queries.ts';
import { hallDayTold } from '../queries-screens.ts';
import { chooseGroup } from '../rules/groups.ts';
import { IssueInput, type TicketView } from '../schema.ts';
import { type Door, doorUrl } from './door.tsx';
import { type DoorQuery, openDoor } from './door-load.ts';
import { NotNowPage } from './not-now.tsx';
import { printSlip } from './print-slip.ts';
import { type Answers, FoundPage, MatterPage, NothingOpen, PriorityPage, StartPage } from './steps.tsx';
import { FieldPage, FieldsPage, GroupsPage, PostedFieldPage } from './steps-field.tsx';

/** Eight answers are what a person can look through standing. */
const SHOWN_FOUND = 6;
/** Matters of a field shown before "something else". */
const SHOWN_IN_FIELD = 8;
/** Numbers that one address may take in a minute: a busy hall behind one Wi-Fi, not a script. */
const ISSUES_PER_MINUTE = 120;

const IssueForm = IssueInput.extend({
  requestId: z.uuid(),
  to: z.string().optional(),
  giay: z.literal('khong').optional(),
});

async function readAnswers(
  ctx: AppContext,
  request: FastifyRequest,
  query: DoorQuery,
): Promise<Answers | undefined> {
  const groups = await listOpenGroups(ctx, request.actor);
  const matter = await findMatter(ctx, request.actor, query['thu-tuc']);
  const group = groups.find(({ letter }) => letter === query.nhom) ?? chooseGroup(groups, matter?.fieldGroup);
  return group === undefined ? undefined : { group, matter, need: query.can, field: query.ten };
}

function mountQuestions(app: FastifyInstance, ctx: AppContext, base: Door['base']): void {
  page(app, {
    url: base,
    handler: async (request, reply) => {
      const { door } = await openDoor(ctx, request, base);
      const groups = await listOpenGroups(ctx, request.actor);
      const { lines } = await hallState(ctx, request.actor);
      return groups.length === 0
        ? reply.html(<NothingOpen door={door} detail={refusals(door.lang)('group.none')} />)
        : reply.html(
            <StartPage
              door={door}
              groups={groups}
              lines={lines}
              day={(await hallDayTold(ctx, request.actor, door.lang)).words}
            />,
          );
    },
  });
  page(app, {
    url: `${base}/tim`,
    handler: async (request, reply) => {
      const { door, query } = await openDoor(ctx, request, base);
      if (query.q === '') {
        return reply.redirect(doorUrl(door, ''));
      }
      const found = await searchMatters(ctx, request.actor, query.q, SHOWN_FOUND);
      await countSearch(ctx, request.actor, query.q, found.length === 0 ? 'nothing' : 'found');
      const codes = found.map(({ code }) => code);
      const question = await askApart(ctx, request.actor, query.q, codes);
      const groups = await listOpenGroups(ctx, request.actor);
      const { lines } = await hallState(ctx, request.actor);
      return reply.html(
        <FoundPage
          door={door}
          words={query.q}
          question={question}
          found={found}
          groups={groups}
          lines={lines}
        />,
      );
    },
  });
  page(app, {
    url: `${base}/linh-vuc`,
    handler: async (request, reply) => {
      const { door, query } = await openDoor(ctx, request, base);
      if (query.nhom !== undefined) {
        const groups = await listOpenGroups(ctx, request.actor);
        const { lines } = await hallState(ctx, request.actor);
        return reply.html(<GroupsPage door={door} groups={groups} lines={lines} />);
      }
      const fields = await listFields(ctx, request.actor);
      const field = fields.find(({ name }) => name === query.ten);
      if (field === undefined) {
        return reply.html(<FieldsPage door={door} fields={fields} />);
      }
      if (query['tat-ca'] === '1') {
        const posted = await postedMatters(ctx, request.actor, field.name);
        const day = formatDate(localDay(ctx.clock.now()));
        return reply.html(<PostedFieldPage door={door} field={field.name} posted={posted} day={day} />);
      }
      const usual = await usualMatters(ctx, request.actor, field.name, SHOWN_IN_FIELD);
      const group = chooseGroup(await listOpenGroups(ctx, request.actor), field.name);
      return reply.html(<FieldPage door={door} field={field} usual={usual} letter={group?.letter} />);
    },
  });
  page(app, {
    url: `${base}/viec`,
    handler: async (request, reply) => {
      const { door, query } = await openDoor(ctx, request, base);
      const answers = await readAnswers(ctx, request, query);
      if (answers === undefined) {
        return reply.redirect(doorUrl(door, ''));
      }
      if (answers.matter !== undefined && answers.need !== '' && answers.field === undefined) {
        await countSearch(ctx, request.actor, answers.need, 'opened');
      }
      const { lines } = await hallState(ctx, request.actor);
      const line = lines.find(({ letter }) => letter === answers.group.letter);
      const day = await hallDayTold(ctx, request.actor, door.lang);
      return reply.html(<MatterPage door={door} answers={answers} line={line} day={day} />);
    },
  });
  page(app, {
    url: `${base}/uu-tien`,
    handler: async (request, reply) => {
      const { door, query } = await openDoor(ctx, request, base);
      const answers = await readAnswers(ctx, request, query);
      if (answers === undefined) {
        return reply.redirect(doorUrl(door, ''));
      }
      const day = await hallDayTold(ctx, request.actor, door.lang);
      return day.givesNumbers
        ? reply.html(<PriorityPage door={door} answers={answers} requestId={newRequestId()} />)
        : reply.html(<NotNowPage door={door} why={day.words ?? ''} />, 409);
    },
  });
}

function mountTaking(app: FastifyInstance, ctx: AppContext, base: Door['base']): void {
  page(app, {
    method: 'POST',
    url: base,
    perMinute: ISSUES_PER_MINUTE,
    handler: async (request, reply) => {
      const form = parseForm(IssueForm, request.body);
      if (!form.ok) {
        throw new Problem('validation', {
          detail: refusals(request.lang)('form.again'),
          fields: form.fields,
        });
      }
      const { requestId, to, giay, ...input } = form.data;
      const matter = await findMatter(ctx, request.actor, input.procedureCode);
      let ticket: TicketView;
      try {
        ticket = await issueTicket(ctx, request.actor, input, {
          source: base === '/kiosk' ? 'kiosk' : 'phone',
          fieldGroup: matter?.fieldGroup,
          requestId,
        });
      } catch (error) {
        if (isProblem(error) && error.status < 500) {
          const { door } = await openDoor(ctx, request, base);
          const day = await hallDayTold(ctx, request.actor, door.lang);
          const why = (day.givesNumbers ? undefined : day.words) ?? error.details.detail;
          return reply.html(<NotNowPage door={{ ...door, large: to === '1' }} why={why} />, error.status);
        }
        throw error;
      }
      if (base === '/lay-so') {
        return reply.redirect(`/phieu/${ticket.token}`, 303);
      }
      if (giay === undefined) {
        await printSlip(ctx, request.actor, { ticket, matter, lang: request.lang, requestId });
      }
      return reply.redirect(doorUrl({ base, large: to === '1' }, `/phieu/${ticket.token}`), 303);
    },
  });
}

/** The questions before a number, at the kiosk and on the phone, and the taking itself. Plain pages and one form. */
export function mountTakeNumber(app: FastifyInstance, ctx: AppContext): void {
  for (const base of ['/kiosk', '/lay-so'] as const) {
    mountQuestions(app, ctx, base);
    mountTaking(app, ctx, base);
  }
}
