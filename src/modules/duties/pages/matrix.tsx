import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { can } from '#platform/policy.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import { Button, ButtonLink, Empty, Field, Fold, Notice, Select, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { HORIZON_DAYS, MATRIX_ROLES } from '../coverage-facts.ts';
import { messages } from '../messages.ts';
import { planMessages } from '../plan-messages.ts';
import { dutyPolicy } from '../policy.ts';
import { type DutySheet, getSheet, matrixRole, type SheetPerson, type SheetRow } from '../queries-plan.ts';
import type { PlannedPerson } from '../rules/plan.ts';
import { roleWord, scopeWords } from '../words.ts';
import { AuthorityPart } from './authority.tsx';

/** Address of the matrix. */
export const MATRIX_URL = '/can-bo/quan-tri/phan-cong';
const Query = z.object({
  vai: z.string().optional().catch(undefined),
  ngay: z.iso.date().optional().catch(undefined),
  theo: z.literal('nguoi').optional().catch(undefined),
  luu: z.coerce.number().int().optional().catch(undefined),
});
type Query = z.output<typeof Query>;

/** "Thủ tục 2.000884" or the name of the field: what a row is called. */
export function rowName(row: Pick<SheetRow, 'cell'>, lang: Lang): string {
  const { scope } = row.cell;
  if ('fieldGroup' in scope) {
    return scope.fieldGroup;
  }
  const text = scopeWords(scope, lang);
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

/** A role at the head of a page: "Giải quyết". */
export function roleTitle(role: Parameters<typeof roleWord>[0], lang: Lang): string {
  const word = roleWord(role, lang);
  return word.charAt(0).toLocaleUpperCase('vi') + word.slice(1);
}

function Names(props: {
  people: readonly PlannedPerson[];
  sheet: Pick<DutySheet, 'people' | 'counters'>;
  lang: Lang;
}) {
  const t = planMessages(props.lang);
  const word = messages(props.lang);
  if (props.people.length === 0) {
    return <span class="soft">{word('none')}</span>;
  }
  return (
    <>
      {props.people.map(({ accountId, validTo, counterId }) => {
        const person = props.sheet.people.find((one) => one.id === accountId);
        const counter = props.sheet.counters.find((one) => one.id === counterId);
        const notes = [
          ...(person?.hasAccount === false ? [t('noAccount', { name: '' }).trim()] : []),
          ...(validTo === null ? [] : [t('until', { day: formatDate(Temporal.PlainDate.from(validTo)) })]),
          ...(counter === undefined ? [] : [`${t('counter').toLowerCase()} ${counter.number}`]),
          ...(person?.awayUntil == null
            ? []
            : [word('away', { until: formatDateTime(person.awayUntil, props.lang) })]),
        ];
        return (
          <div key={accountId}>
            {person?.name ?? ''}
            {notes.length === 0 ? null : <span class="soft small"> ({notes.join(', ')})</span>}
          </div>
        );
      })}
    </>
  );
}

function FieldTable({ sheet, role, lang }: { sheet: DutySheet; role: SheetRow['cell']['role']; lang: Lang }) {
  const t = planMessages(lang);
  return (
    <Table
      caption={t('rowsTitle', { role: roleWord(role, lang) })}
      captionHidden
      rows={sheet.rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: 'scope',
          header: messages(lang)('colScope'),
          primary: true,
          cell: (row) => rowName(row, lang),
        },
        {
          key: 'main',
          header: t('colMain'),
          cell: (row) => <Names people={row.cell.mains} sheet={sheet} lang={lang} />,
        },
        {
          key: 'deputy',
          header: t('colDeputy'),
          cell: (row) => <Names people={row.cell.deputies} sheet={sheet} lang={lang} />,
        },
        {
          key: 'since',
          header: t('colSince'),
          cell: (row) => (row.since === null ? '' : formatDate(Temporal.PlainDate.from(row.since))),
        },
      ]}
      empty={<Empty title={messages(lang)('boardEmpty')} />}
    />
  );
}

interface PersonLine {
  readonly person: SheetPerson;
  readonly mains: readonly string[];
  readonly deputies: readonly string[];
}

function PersonTable({ sheet, lang }: { sheet: DutySheet; lang: Lang }) {
  const t = planMessages(lang);
  const has = (row: SheetRow, rank: 'mains' | 'deputies', id: string) =>
    row.cell[rank].some((one) => one.accountId === id);
  const lines = sheet.people.flatMap((person): PersonLine[] => {
    const of = (rank: 'mains' | 'deputies') =>
      sheet.rows.filter((row) => has(row, rank, person.id)).map((row) => rowName(row, lang));
    const line = { person, mains: of('mains'), deputies: of('deputies') };
    return line.mains.length + line.deputies.length === 0 ? [] : [line];
  });
  return (
    <Table
      caption={t('byPerson')}
      captionHidden
      rows={lines}
      rowKey={({ person }) => person.id}
      columns={[
        {
          key: 'person',
          header: t('colPerson'),
          primary: true,
          cell: ({ person }) => (
            <>
              {person.name}
              <div class="soft small">{person.position}</div>
            </>
          ),
        },
        { key: 'main', header: t('colMain'), cell: ({ mains }) => mains.join('; ') },
        { key: 'deputy', header: t('colDeputy'), cell: ({ deputies }) => deputies.join('; ') },
      ]}
      empty={<Empty title={messages(lang)('boardEmpty')} />}
    />
  );
}

/** Findings: all of them when few, folded when many. */
function Findings({ sheet, lang }: { sheet: DutySheet; lang: Lang }) {
  const t = planMessages(lang);
  const { findings } = sheet;
  if (findings.length === 0) {
    return <Notice tone="ok" title={t('findingsNone', { days: HORIZON_DAYS })} />;
  }
  return (
    <Fold title={t('findingsTitle', { days: HORIZON_DAYS, n: findings.length })} open={findings.length <= 8}>
      <ul class="why-list">
        {findings.map(({ key, words }) => (
          <li key={key}>{words}</li>
        ))}
      </ul>
    </Fold>
  );
}

function Versions({ sheet, lang }: { sheet: DutySheet; lang: Lang }) {
  const t = planMessages(lang);
  return (
    <Fold title={t('historyTitle')} id="phien-ban">
      {sheet.versions.length === 0 ? (
        <p class="soft">{t('historyNone')}</p>
      ) : (
        <ul class="stack-s">
          {sheet.versions.map((plan) => (
            <li key={plan.id}>
              <a href={`${MATRIX_URL}?ngay=${plan.validFrom}`}>
                {t('historyLine', {
                  no: plan.no,
                  day: formatDate(Temporal.PlainDate.from(plan.validFrom)),
                  who: plan.savedByName,
                  at: plan.savedAt === null ? '' : formatDateTime(plan.savedAt, lang),
                })}
              </a>{' '}
              {plan.decisionNo === '' ? '' : t('historyDecision', { no: plan.decisionNo })} {plan.note}
              {plan.accepted.map(({ key, words, reason }) => (
                <div key={key} class="soft small">
                  {t('historyAccepted', { words, reason })}
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Fold>
  );
}

/** The roles of the matrix as tabs. */
export function RoleTabs(props: {
  href: (role: string) => string;
  current: string;
  lang: Lang;
  label: string;
}) {
  return (
    <nav class="row" aria-label={props.label}>
      {MATRIX_ROLES.map((role) => (
        <a
          key={role}
          class={role === props.current ? 'btn btn-primary' : 'btn'}
          href={props.href(role)}
          aria-current={role === props.current ? 'page' : undefined}
        >
          {roleTitle(role, props.lang)}
        </a>
      ))}
    </nav>
  );
}

function MatrixPage(props: { actor: StaffActor; sheet: DutySheet; query: Query; today: string; lang: Lang }) {
  const { actor, sheet, query, today, lang } = props;
  const t = planMessages(lang);
  const word = messages(lang);
  const role = matrixRole(query.vai);
  const mayAssign = can(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const address = (change: Record<string, string | undefined>) => {
    const params = { vai: role, ngay: query.ngay, theo: query.theo, ...change };
    const search = new URLSearchParams(
      Object.entries(params).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
    return `${MATRIX_URL}?${search}`;
  };
  const { draft } = sheet;
  return (
    <OfficerLayout title={word('title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
      <PageHead title={word('title')} why={word('lead')}>
        <p class="row">
          {mayAssign ? (
            draft === null ? (
              <ButtonLink href={`${MATRIX_URL}/ban-nhap?vai=${role}`} look="primary">
                {t('edit')}
              </ButtonLink>
            ) : (
              <ButtonLink href={`${MATRIX_URL}/ban-nhap?vai=${role}`} look="primary">
                {t('goOnDraft')}
              </ButtonLink>
            )
          ) : null}
          <ButtonLink href="/can-bo/nghi">{t('leavePage')}</ButtonLink>
          <a href="/phan-cong">{t('publicBoard')}</a>
          <a href="/phan-cong.pdf">{t('printBoard')}</a>
        </p>
      </PageHead>
      {query.luu === undefined ? null : (
        <Notice tone="ok" role="status" title={t('saved', { no: query.luu })} />
      )}
      {draft === null ? null : (
        <Notice
          tone="waiting"
          title={t('draftOpen', {
            day: formatDate(Temporal.PlainDate.from(draft.validFrom)),
            at: formatDateTime(draft.changedAt, lang),
          })}
        />
      )}
      {sheet.day === today ? null : (
        <Notice
          tone="waiting"
          title={t('asOfOther', { day: formatDate(Temporal.PlainDate.from(sheet.day)) })}
        />
      )}
      <Findings sheet={sheet} lang={lang} />
      <RoleTabs label={t('byField')} current={role} lang={lang} href={(one) => address({ vai: one })} />
      <div class="row-apart">
        <p>
          {query.theo === 'nguoi' ? (
            <a href={address({ theo: undefined })}>{t('byField')}</a>
          ) : (
            <a href={address({ theo: 'nguoi' })}>{t('byPerson')}</a>
          )}
        </p>
        <form class="row" method="get" action={MATRIX_URL}>
          <input type="hidden" name="vai" value={role} />
          <Field name="ngay" type="date" label={t('asOf')} value={sheet.day} width="short" />
          <Button>{t('asOfShow')}</Button>
        </form>
      </div>
      {query.theo === 'nguoi' ? (
        <PersonTable sheet={sheet} lang={lang} />
      ) : (
        <FieldTable sheet={sheet} role={role} lang={lang} />
      )}
      {role === 'commune-leader' ? (
        <AuthorityPart actor={actor} sheet={sheet} today={today} lang={lang} />
      ) : null}
      <NamedPart sheet={sheet} mayAssign={mayAssign} lang={lang} />
      <Versions sheet={sheet} lang={lang} />
    </OfficerLayout>
  );
}

/** People who were only named, each to be joined with an account once there is one. */
function NamedPart({ sheet, mayAssign, lang }: { sheet: DutySheet; mayAssign: boolean; lang: Lang }) {
  const t = planMessages(lang);
  if (sheet.named.length === 0) {
    return null;
  }
  const options = sheet.people
    .filter((person) => person.hasAccount)
    .map((person) => ({ value: person.id, label: `${person.name}, ${person.position}` }));
  return (
    <section class="stack-s" aria-labelledby="chua-tai-khoan">
      <h2 id="chua-tai-khoan">{t('personTitle')}</h2>
      <ul class="stack-s">
        {sheet.named.map(({ id, name, position }) => (
          <li key={id}>
            {[name, position].filter(Boolean).join(', ')}
            {mayAssign ? (
              <form class="row" method="post" action={`${MATRIX_URL}/nguoi/${id}/noi`}>
                <Select name="accountId" label={t('personLinkTo', { name })} options={options} blank="" />
                <Button>{t('personLink')}</Button>
              </form>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Mounts `/can-bo/quan-tri/phan-cong`: the matrix of any day by field or by person, its findings and versions. */
export function matrixPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: MATRIX_URL,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const query = Query.parse(request.query);
      const sheet = await getSheet(ctx, actor, { role: matrixRole(query.vai), day: query.ngay });
      const today = localDay(ctx.clock.now()).toString();
      return reply.html(
        <MatrixPage actor={actor} sheet={sheet} query={query} today={today} lang={request.lang} />,
      );
    },
  });
}
