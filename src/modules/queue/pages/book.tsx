import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { formatIso, localDay } from '#platform/time.ts';
import { SearchBox } from '#ui/components.ts';
import { bookAppointment } from '../commands/book-appointment.ts';
import { findMatter, type Matter, searchMatters } from '../procedure.ts';
import { bookableDays, bookableGroups, bookableSlots } from '../queries/appointments.ts';
import { listOpenGroups } from '../queries.ts';
import { chooseGroup } from '../rules/groups.ts';
import { BookInput } from '../schema/appointments.ts';
import { IssueInput, type ServiceGroup } from '../schema.ts';
import { appointmentTexts } from './appointment-messages.ts';
import {
  type BookFrame,
  BookPage,
  ContactForm,
  type ContactTyped,
  DayList,
  dayWords,
  NotBookable,
  SlotList,
  timeWords,
} from './book-parts.tsx';

const SHOWN_FOUND = 8;
/** Bookings that one address may send in a minute: a family behind one line, not a script. */
const BOOKINGS_PER_MINUTE = 10;

const Day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));
const Query = z.object({
  q: z.string().trim().max(300).default('').catch(''),
  nhom: z.string().max(1).optional().catch(undefined),
  'thu-tuc': IssueInput.shape.procedureCode.catch(undefined),
  ngay: Day.optional().catch(undefined),
  gio: BookInput.shape.start.optional().catch(undefined),
});
type Query = z.output<typeof Query>;

/** What the questions have been answered with so far. */
interface Asked {
  readonly frame: BookFrame;
  readonly query: Query;
  readonly group: ServiceGroup | undefined;
  readonly matter: Matter | undefined;
  /** The procedure's name, or the group's. */
  readonly need: string;
}

/** The frame of the booking pages for this request. */
export async function bookFrame(ctx: AppContext, request: FastifyRequest): Promise<BookFrame> {
  const centre = await getCentre(ctx, request.actor.centreId);
  return {
    lang: request.lang,
    centre: { name: centre.name, address: centre.address ?? undefined, phone: centre.phone ?? undefined },
  };
}

const nameOf = (group: ServiceGroup, lang: BookFrame['lang']) => (lang === 'en' ? group.nameEn : group.name);

function url(path: string, answers: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(answers)) {
    if (value !== undefined && value !== '') {
      search.set(key, value);
    }
  }
  const text = search.toString();
  return `/dat-lich${path}${text === '' ? '' : `?${text}`}`;
}

const kept = ({ query, group }: Asked) => ({ nhom: group?.letter, 'thu-tuc': query['thu-tuc'] });

async function readAsked(ctx: AppContext, request: FastifyRequest): Promise<Asked> {
  const query = Query.parse(request.query);
  const frame = await bookFrame(ctx, request);
  const groups = await listOpenGroups(ctx, request.actor);
  const matter = await findMatter(ctx, request.actor, query['thu-tuc']);
  const asked = query.nhom !== undefined || matter !== undefined;
  const group = asked
    ? (groups.find(({ letter }) => letter === query.nhom) ?? chooseGroup(groups, matter?.fieldGroup))
    : undefined;
  const need = matter?.name ?? (group === undefined ? '' : nameOf(group, frame.lang));
  return { frame, query, group, matter, need };
}

function Groups({ groups, lang }: { groups: readonly ServiceGroup[]; lang: BookFrame['lang'] }) {
  return (
    <ul class="answers">
      {groups.map((group) => (
        <li key={group.id}>
          <a class="btn answer" href={url('/ngay', { nhom: group.letter })}>
            <span class="answer-letter" aria-hidden="true">
              {group.letter}
            </span>
            <span>
              {nameOf(group, lang)}
              {group.hint === '' ? null : (
                <span class="answer-hint" lang="vi">
                  {group.hint}
                </span>
              )}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function WhatPage(props: {
  frame: BookFrame;
  words: string;
  found: readonly Pick<Matter, 'code' | 'name'>[];
  groups: readonly ServiceGroup[];
}) {
  const { frame, words, found, groups } = props;
  const { lang } = frame;
  const t = appointmentTexts(lang);
  if (groups.length === 0) {
    return (
      <BookPage frame={frame} title={t('book.title')}>
        <NotBookable title={t('book.closed.all')} lang={lang} />
      </BookPage>
    );
  }
  const nothing = words !== '' && found.length === 0;
  const title = words === '' ? t('book.what') : nothing ? t('book.found.none', { words }) : t('book.found');
  const why = words === '' ? t('book.what.why') : nothing ? t('book.found.none.why') : undefined;
  return (
    <BookPage frame={frame} title={title} why={why} back={words === '' ? undefined : '/dat-lich'}>
      {found.length === 0 ? null : (
        <ul class="answers answers-long">
          {found.map((matter) => (
            <li key={matter.code}>
              <a class="btn answer" href={url('/ngay', { 'thu-tuc': matter.code })}>
                <span class="answer-name">{matter.name}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <SearchBox
        action="/dat-lich"
        label={t('book.title')}
        value={words}
        placeholder={t('book.example')}
        lang={lang}
        large
      />
      <h2>{t('book.groups')}</h2>
      <Groups groups={groups} lang={lang} />
    </BookPage>
  );
}

function ClosedPage({ asked }: { asked: Asked }) {
  const t = appointmentTexts(asked.frame.lang);
  return (
    <BookPage frame={asked.frame} title={asked.need} back="/dat-lich">
      <NotBookable title={t('book.closed')} lang={asked.frame.lang} />
    </BookPage>
  );
}

/** Shows a question about a line; a line that takes no bookings says so and where to go instead. */
function question(
  app: FastifyInstance,
  ctx: AppContext,
  path: string,
  show: (
    asked: Asked & { readonly group: ServiceGroup },
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<unknown>,
): void {
  page(app, {
    url: `/dat-lich${path}`,
    handler: async (request, reply) => {
      const asked = await readAsked(ctx, request);
      const { group } = asked;
      if (group === undefined) {
        return reply.redirect('/dat-lich');
      }
      try {
        return await show({ ...asked, group }, request, reply);
      } catch (error) {
        if (isProblem(error, 'not-allowed-now')) {
          return reply.html(<ClosedPage asked={asked} />, error.status);
        }
        throw error;
      }
    },
  });
}

function WhoPage(props: {
  asked: Asked;
  groupId: string;
  start: Temporal.Instant;
  typed?: ContactTyped;
  requestId: string;
}) {
  const { asked, start } = props;
  const { lang } = asked.frame;
  const t = appointmentTexts(lang);
  const time = timeWords(start, lang);
  const day = localDay(start).toString();
  return (
    <BookPage
      frame={asked.frame}
      title={t('who.title')}
      why={t('who.why', { time, need: asked.need })}
      back={url('/gio', { ...kept(asked), ngay: day })}
    >
      <ContactForm
        start={start}
        groupId={props.groupId}
        procedureCode={asked.matter?.code}
        requestId={props.requestId}
        typed={props.typed}
        lang={lang}
      />
    </BookPage>
  );
}

function mountQuestions(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/dat-lich',
    handler: async (request, reply) => {
      const { q } = Query.parse(request.query);
      const found = q === '' ? [] : await searchMatters(ctx, request.actor, q, SHOWN_FOUND);
      const groups = await bookableGroups(ctx, request.actor);
      const frame = await bookFrame(ctx, request);
      return reply.html(<WhatPage frame={frame} words={q} found={found} groups={groups} />);
    },
  });
  question(app, ctx, '/ngay', async (asked, request, reply) => {
    const days = await bookableDays(ctx, request.actor, asked.group.id);
    const t = appointmentTexts(asked.frame.lang);
    return reply.html(
      <BookPage frame={asked.frame} title={t('day.title')} why={asked.need} back="/dat-lich">
        <DayList
          days={days}
          hrefOf={(day) => url('/gio', { ...kept(asked), ngay: day.toString() })}
          lang={asked.frame.lang}
        />
      </BookPage>,
    );
  });
  question(app, ctx, '/gio', async (asked, request, reply) => {
    const { ngay } = asked.query;
    const days = url('/ngay', kept(asked));
    if (ngay === undefined) {
      return reply.redirect(days);
    }
    const slots = await bookableSlots(ctx, request.actor, asked.group.id, ngay);
    const { lang } = asked.frame;
    const title = appointmentTexts(lang)('slot.title', { day: dayWords(ngay, lang) });
    return reply.html(
      <BookPage frame={asked.frame} title={title} why={asked.need} back={days}>
        <SlotList
          slots={slots}
          otherDay={days}
          lang={lang}
          answer={(slot, words) => (
            <a class="btn" href={url('/ten', { ...kept(asked), gio: formatIso(slot.start) })}>
              {words}
            </a>
          )}
        />
      </BookPage>,
    );
  });
  question(app, ctx, '/ten', async (asked, _request, reply) => {
    const { gio } = asked.query;
    return gio === undefined
      ? reply.redirect(url('/ngay', kept(asked)))
      : reply.html(<WhoPage asked={asked} groupId={asked.group.id} start={gio} requestId={newRequestId()} />);
  });
}

const BookForm = BookInput.extend({ requestId: z.uuid() });
/** What the form needs to be shown again, whatever else is wrong with it. */
const Typed = z.object({
  groupId: BookInput.shape.groupId,
  procedureCode: BookInput.shape.procedureCode.catch(undefined),
  start: BookInput.shape.start,
  name: z.string().optional(),
  phone: z.string().optional(),
});

async function again(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused: Omit<ContactTyped, 'name' | 'phone'>,
  status: number,
) {
  const typed = Typed.parse(request.body);
  const matter = await findMatter(ctx, request.actor, typed.procedureCode);
  const group = (await listOpenGroups(ctx, request.actor)).find(({ id }) => id === typed.groupId);
  const frame = await bookFrame(ctx, request);
  const asked: Asked = {
    frame,
    query: Query.parse({ 'thu-tuc': matter?.code }),
    group,
    matter,
    need: matter?.name ?? (group === undefined ? '' : nameOf(group, frame.lang)),
  };
  return reply.html(
    <WhoPage
      asked={asked}
      groupId={typed.groupId}
      start={typed.start}
      typed={{ name: typed.name, phone: typed.phone, ...refused }}
      requestId={newRequestId()}
    />,
    status,
  );
}

/** Moments in `facts.next` of a refusal. */
export function freeInstead(next: string | undefined): readonly Temporal.Instant[] {
  return (next ?? '')
    .split(',')
    .filter((text) => text !== '')
    .map((text) => Temporal.Instant.from(text));
}

/** Booking at home: what, which day, what time, who. Plain pages and one form. */
export function mountBooking(app: FastifyInstance, ctx: AppContext): void {
  mountQuestions(app, ctx);
  // The first page of taking a number leads here, too.
  page(app, { url: '/lay-so/hen', handler: async (_request, reply) => reply.redirect('/dat-lich') });
  page(app, {
    method: 'POST',
    url: '/dat-lich',
    perMinute: BOOKINGS_PER_MINUTE,
    handler: async (request, reply) => {
      const form = parseForm(BookForm, request.body);
      if (!form.ok) {
        return again(ctx, request, reply, { errors: form.fields }, 422);
      }
      const { requestId, ...input } = form.data;
      try {
        const { token } = await bookAppointment(ctx, request.actor, input, requestId);
        return reply.redirect(`/hen/${token}`, 303);
      } catch (error) {
        if (
          isProblem(error, 'conflict') ||
          isProblem(error, 'not-allowed-now') ||
          isProblem(error, 'unavailable')
        ) {
          const { detail, fields = [], facts } = error.details;
          const instead = freeInstead(facts?.['next']);
          return again(ctx, request, reply, { detail, errors: fields, instead }, error.status);
        }
        throw error;
      }
    },
  });
}
