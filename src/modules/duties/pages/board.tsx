import type { FastifyInstance } from 'fastify';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Empty, Table } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { type BoardLine, type BoardPerson, getPublicBoard } from '../queries.ts';
import { roleWord, scopeWords } from '../words.ts';

function People({ people, lang }: { people: readonly BoardPerson[]; lang: Lang }) {
  const t = messages(lang);
  if (people.length === 0) {
    return <span class="soft">{t('none')}</span>;
  }
  return (
    <>
      {people.map((person) => (
        <div key={person.dutyId}>
          {person.name}
          {person.position ? `, ${person.position}` : ''}
          {person.phone ? (
            <>
              {' · '}
              <a href={`tel:${person.phone}`}>{person.phone}</a>
            </>
          ) : null}
          {person.awayUntil === null ? null : (
            <span class="soft"> ({t('away', { until: formatDateTime(person.awayUntil, lang) })})</span>
          )}
        </div>
      ))}
    </>
  );
}

/** The table of who does what, for the public board and for the officers' page. */
export function DutyTable({ lines, lang }: { lines: readonly BoardLine[]; lang: Lang }) {
  const t = messages(lang);
  return (
    <Table
      caption={t('boardTitle')}
      captionHidden
      columns={[
        {
          key: 'scope',
          header: t('colScope'),
          primary: true,
          cell: (line) => ('fieldGroup' in line.scope ? line.scope.fieldGroup : scopeWords(line.scope, lang)),
        },
        { key: 'role', header: t('colRole'), cell: (line) => roleWord(line.role, lang) },
        { key: 'main', header: t('colMain'), cell: (line) => <People people={line.mains} lang={lang} /> },
        {
          key: 'deputy',
          header: t('colDeputy'),
          cell: (line) => <People people={line.deputies} lang={lang} />,
        },
      ]}
      rows={lines}
      rowKey={(line) => `${JSON.stringify(line.scope)}-${line.role}`}
      empty={<Empty title={t('boardEmpty')} />}
    />
  );
}

/** Mounts `/phan-cong`: the public duty board. */
export function boardPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/phan-cong',
    async handler(request, reply) {
      const lang = request.lang;
      const t = messages(lang);
      const centre = await getCentre(ctx, request.actor.centreId);
      const lines = await getPublicBoard(ctx, request.actor);
      return reply.html(
        <CitizenLayout
          title={t('boardTitle')}
          lang={lang}
          centre={{
            name: centre.name,
            address: centre.address ?? undefined,
            phone: centre.phone ?? undefined,
          }}
        >
          <PageHead title={t('boardTitle')} why={t('boardLead', { centre: centre.name })} />
          <DutyTable lines={lines} lang={lang} />
        </CitizenLayout>,
      );
    },
  });
}
