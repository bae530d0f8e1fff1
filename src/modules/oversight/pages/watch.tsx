import type { FastifyInstance } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Chart, DueChip, Empty, LiveRegion, Notice, StatusTag, Table, type Tone } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { getWatchBoard, type UnitLoad, type WatchBoard, type WatchedDossier } from '../queries.ts';
import type { Outlook } from '../schema.ts';
import { noticeTopic } from '../subscribe.ts';
import { holderInWords, outlookInWords, workingTime } from '../words.ts';
import { dossierHref } from './notices.tsx';

const URL = '/can-bo/theo-doi';

const TONE = {
  late: 'late',
  'will-be-late': 'late',
  tight: 'soon',
  fine: 'ok',
  waiting: 'waiting',
} as const satisfies Record<Outlook, Tone>;

function dueText({ due, leftMinutes }: WatchedDossier, lang: Lang): string {
  const t = messages(lang);
  if (due === null || leftMinutes === null) {
    return '';
  }
  const parts = { time: workingTime(leftMinutes, lang), due: formatDateTime(due, lang) };
  return leftMinutes < 0 ? t('over', parts) : t('left', parts);
}

function action({ outlook, facts }: WatchedDossier, lang: Lang): string {
  const t = messages(lang);
  const need = workingTime(facts.laterMinutes, lang);
  switch (outlook) {
    case 'late':
      return t('actLate');
    case 'will-be-late':
      return t('actWillBeLate', { need });
    case 'tight':
      return t('actTight', { need });
    case 'fine':
    case 'waiting':
      return '';
    default:
      return outlook satisfies never;
  }
}

function sentence(board: WatchBoard, lang: Lang): string {
  const t = messages(lang);
  const late = board.pressing.filter((d) => d.outlook === 'late').length;
  const soon = board.pressing.filter((d) => d.outlook === 'will-be-late').length;
  if (late + soon === 0) {
    return t('sentenceFine');
  }
  const holders = Map.groupBy(
    board.pressing.filter((d) => d.outlook !== 'tight'),
    (d) => holderInWords(d.facts.label, lang),
  );
  const [who, held] = [...holders.entries()].sort((a, b) => b[1].length - a[1].length)[0] ?? ['', []];
  return t('sentenceLate', { late, soon, who, n: held.length });
}

function Pressing({ board, lang }: { board: WatchBoard; lang: Lang }) {
  const t = messages(lang);
  return (
    <Table
      caption={t('pressingTitle')}
      walk
      columns={[
        { key: 'number', header: t('colDossier'), primary: true, cell: (d) => d.facts.label.number },
        {
          key: 'outlook',
          header: t('colDue'),
          cell: (d) => (
            <>
              <StatusTag tone={TONE[d.outlook]}>{outlookInWords(d.outlook, lang)}</StatusTag>{' '}
              <DueChip tone={TONE[d.outlook]} text={dueText(d, lang)} />
            </>
          ),
        },
        { key: 'holder', header: t('colHolder'), cell: (d) => holderInWords(d.facts.label, lang) },
        { key: 'step', header: t('colStep'), cell: (d) => d.facts.label.stepName },
        {
          key: 'by',
          header: t('colLeaveBy'),
          cell: (d) => (d.leaveBy === null ? '' : formatDateTime(d.leaveBy, lang)),
        },
        { key: 'act', header: t('colAction'), cell: (d) => action(d, lang) },
      ]}
      rows={board.pressing.slice(0, 200)}
      rowKey={(d) => d.facts.dossierId}
      href={(d) => dossierHref(d.facts.label.number)}
      empty={
        <Empty title={t('pressingNone')}>
          <p>{t('pressingNext')}</p>
        </Empty>
      }
    />
  );
}

function ToClose({ board, lang }: { board: WatchBoard; lang: Lang }) {
  const t = messages(lang);
  return (
    <section class="stack-s">
      <h2>{t('closeTitle')}</h2>
      <p class="soft">{t('closeLead')}</p>
      <Table
        caption={t('closeTitle')}
        captionHidden
        columns={[
          { key: 'number', header: t('colDossier'), primary: true, cell: (d) => d.facts.label.number },
          { key: 'procedure', header: t('colProcedure'), cell: (d) => d.facts.label.procedureName },
          { key: 'holder', header: t('colHolder'), cell: (d) => holderInWords(d.facts.label, lang) },
          {
            key: 'limit',
            header: t('colDue'),
            cell: (d) => (d.facts.closingLimit === null ? '' : formatDateTime(d.facts.closingLimit, lang)),
          },
        ]}
        rows={board.toClose}
        rowKey={(d) => d.facts.dossierId}
        href={(d) => dossierHref(d.facts.label.number)}
        empty={<Empty title={t('closeNone')} />}
      />
    </section>
  );
}

function Units({ units, lang }: { units: readonly UnitLoad[]; lang: Lang }) {
  const t = messages(lang);
  if (units.length === 0) {
    return null;
  }
  const link = (unit: UnitLoad, n: number, late = '') =>
    n === 0 ? '0' : <a href={`/can-bo/ho-so?trang-thai=open&don-vi=${unit.unitId}${late}`}>{n}</a>;
  return (
    <section class="stack">
      <h2>{t('unitsTitle')}</h2>
      <Chart
        kind="stack"
        lang={lang}
        title={t('chartTitle')}
        labels={units.map((unit) => unit.unitName)}
        series={[
          { name: t('inTime'), values: units.map((unit) => unit.inHand - unit.willBeLate - unit.late) },
          { name: t('colWillBeLate'), values: units.map((unit) => unit.willBeLate) },
          { name: t('colLate'), values: units.map((unit) => unit.late) },
        ]}
      />
      <Table
        caption={t('unitsTitle')}
        captionHidden
        columns={[
          { key: 'unit', header: t('colUnit'), primary: true, cell: (unit) => unit.unitName },
          { key: 'hand', header: t('colInHand'), align: 'end', cell: (unit) => link(unit, unit.inHand) },
          { key: 'today', header: t('colToday'), align: 'end', cell: (unit) => unit.dueToday },
          { key: 'soon', header: t('colWillBeLate'), align: 'end', cell: (unit) => unit.willBeLate },
          {
            key: 'late',
            header: t('colLate'),
            align: 'end',
            cell: (unit) => link(unit, unit.late, '&han=overdue'),
          },
        ]}
        rows={units}
        rowKey={(unit) => unit.unitId}
        empty={<Empty title={t('pressingNone')} />}
      />
    </section>
  );
}

/** Mounts `/can-bo/theo-doi`: what will be late, and who can prevent it. */
export function watchPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: URL,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = messages(lang);
      const board = await getWatchBoard(ctx, actor);
      const calm = board.pressing.every((d) => d.outlook === 'tight');
      return reply.html(
        <OfficerLayout title={t('watchTitle')} lang={lang} actor={actor} path={URL}>
          <PageHead title={t('watchTitle')} />
          <LiveRegion id="watch" topics={[noticeTopic(actor.centreId)]}>
            <Notice tone={calm ? 'ok' : 'late'} title={sentence(board, lang)} />
            <Pressing board={board} lang={lang} />
            <ToClose board={board} lang={lang} />
            <Units units={board.units} lang={lang} />
          </LiveRegion>
        </OfficerLayout>,
      );
    },
  });
}
