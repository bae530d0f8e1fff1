import type { FastifyInstance } from 'fastify';
import { getCentre } from '#modules/agencies/queries.ts';
import type { Role } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { renderPdf } from '#platform/pdf/render.ts';
import { formatDateTime } from '#platform/time.ts';
import { ButtonLink, Empty, Table } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { boardData } from '../board-print.ts';
import { messages } from '../messages.ts';
import { type BoardLine, type BoardPerson, getPublicBoard } from '../queries-board.ts';
import type { DutyScope } from '../schema.ts';
import { roleWord, scopeWords } from '../words.ts';

/** Roles in the order of a dossier's way. */
const ORDER: readonly Role[] = ['receptionist', 'officer', 'unit-head', 'centre-director', 'commune-leader'];

function Person({ person, lang }: { person: BoardPerson; lang: Lang }) {
  const t = messages(lang);
  return (
    <>
      <span lang="vi">{[person.name, person.position].filter(Boolean).join(', ')}</span>
      {person.counter === null ? '' : `, ${t('boardCounter', { no: person.counter })}`}
      {person.phone ? (
        <>
          {' · '}
          <a href={`tel:${person.phone}`}>{person.phone}</a>
        </>
      ) : null}
      {person.awayUntil === null ? null : (
        <span class="soft"> ({t('away', { until: formatDateTime(person.awayUntil, lang) })})</span>
      )}
    </>
  );
}

function Cell({ line, lang }: { line: BoardLine | undefined; lang: Lang }) {
  const t = messages(lang);
  const { standIn } = line ?? { standIn: null };
  return (
    <>
      {line === undefined || line.mains.length === 0 ? <div class="soft">{t('none')}</div> : null}
      {line?.mains.map((person) => (
        <div key={person.dutyId}>
          <Person person={person} lang={lang} />
        </div>
      ))}
      {standIn === null ? null : (
        <div>
          <strong>
            {t('standIn', { name: [standIn.name, standIn.position].filter(Boolean).join(', ') })}
          </strong>
        </div>
      )}
      {line?.deputies.map((person) => (
        <div key={person.dutyId} class="soft small">
          {t('deputyShort')} <Person person={person} lang={lang} />
        </div>
      ))}
    </>
  );
}

/** The grid of who does what: fields and procedures down, roles across. */
function DutyTable({ lines, lang }: { lines: readonly BoardLine[]; lang: Lang }) {
  const t = messages(lang);
  const rows = [...Map.groupBy(lines, (line) => scopeName(line.scope, lang)).entries()].sort(([a], [b]) =>
    a.localeCompare(b, 'vi'),
  );
  const roles = ORDER.filter((role) => lines.some((line) => line.role === role));
  return (
    <Table
      caption={t('boardTitle')}
      captionHidden
      columns={[
        {
          key: 'scope',
          header: t('colScope'),
          primary: true,
          cell: ([name]) => <span lang="vi">{name}</span>,
        },
        ...roles.map((role) => ({
          key: role,
          header: columnHead(roleWord(role, lang)),
          cell: ([, all]: (typeof rows)[number]) => (
            <Cell line={all.find((line) => line.role === role)} lang={lang} />
          ),
        })),
      ]}
      rows={rows}
      rowKey={([name]) => name}
      empty={<Empty title={t('boardEmpty')} />}
    />
  );
}

function scopeName(scope: DutyScope, lang: Lang): string {
  return 'fieldGroup' in scope ? scope.fieldGroup : scopeWords(scope, lang);
}

function columnHead(word: string): string {
  return word.charAt(0).toLocaleUpperCase('vi') + word.slice(1);
}

/** Mounts `/phan-cong`, the public duty board of this moment, and `/phan-cong.pdf`, the same to be hung up. */
export function boardPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/phan-cong',
    async handler(request, reply) {
      const { lang } = request;
      const t = messages(lang);
      const centre = await getCentre(ctx, request.actor.centreId);
      const board = await getPublicBoard(ctx, request.actor);
      const phone = centre.phone ?? '';
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
          <PageHead title={t('boardTitle')} why={t('boardLead', { centre: centre.name })}>
            <p>
              {t('boardAt', { at: formatDateTime(board.at, lang) })}{' '}
              {phone === '' ? null : (
                <>
                  {t('boardPhone')} <a href={`tel:${phone}`}>{phone}</a>.
                </>
              )}
            </p>
            <p>
              <ButtonLink href="/phan-cong.pdf">{t('boardPdf')}</ButtonLink>
            </p>
          </PageHead>
          <DutyTable lines={board.lines} lang={lang} />
        </CitizenLayout>,
      );
    },
  });
  page(app, {
    url: '/phan-cong.pdf',
    perMinute: 20,
    async handler(request, reply) {
      const centre = await getCentre(ctx, request.actor.centreId);
      const board = await getPublicBoard(ctx, request.actor);
      const data = boardData(board, centre, `${ctx.config.publicUrl}/phan-cong`);
      const pdf = await renderPdf(new URL('../templates/duty-board.typ', import.meta.url), data, {
        createdAt: board.at,
      });
      return reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', 'inline; filename="bang-phan-cong.pdf"')
        .send(Buffer.from(pdf));
    },
  });
}
