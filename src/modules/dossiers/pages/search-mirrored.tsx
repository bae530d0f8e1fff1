import { searchMirrored } from '#modules/mirror/queries/dossiers.ts';
import { isLate, RUNNING, SETTLED, WAITING } from '#modules/mirror/rules/figures.ts';
import { saidInWords, staleInWords } from '#modules/mirror/rules/said.ts';
import type { MirroredDossier } from '#modules/mirror/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { formatDateTime } from '#platform/time.ts';
import { DueChip, Empty, Notice, StatusTag, Table } from '#ui/components.ts';
import { statusName } from '../rules/refuse.ts';
import type { Standing, Status } from '../schema.ts';
import { statusTone } from './dossier.tsx';
import { shortName } from './lines.tsx';
import { workMessages } from './work-messages.ts';

const t = workMessages('vi');
/** Mirrored dossiers that the search shows; the mirror's own page has them all. */
const SHOWN = 20;

/** Where a mirrored dossier is shown. */
export function mirroredHref(number: string): string {
  return `/can-bo/quan-tri/doi-chieu/ho-so/${encodeURIComponent(number)}`;
}

/** What the provincial system has for a search. */
export type MirroredFound = Awaited<ReturnType<typeof searchMirrored>>;

/** The statuses that stand for a way of being in time; null where the source does not tell enough to judge. */
function statusesOf(standing: Standing | ''): readonly Status[] | null {
  switch (standing) {
    case '':
      return [];
    case 'overdue':
    case 'in-term':
      return RUNNING;
    case 'waiting':
      return WAITING;
    default:
      return null;
  }
}

/** What the searches of officers find in the mirror of a centre's layer; null where this installation is the dossier system. */
export async function findMirrored(
  ctx: AppContext,
  actor: StaffActor,
  asked: {
    readonly text: string;
    readonly status: Status | 'open' | null;
    readonly standing: Standing | '';
    readonly unitName: string;
  },
  limit = SHOWN,
): Promise<MirroredFound | null> {
  if (ctx.config.role !== 'centre-layer') {
    return null;
  }
  const byStanding = statusesOf(asked.standing);
  const statuses =
    asked.status === 'open'
      ? [...RUNNING, ...WAITING]
      : asked.status !== null
        ? [asked.status]
        : (byStanding ?? SETTLED);
  const search = {
    text: asked.text,
    statuses,
    late: asked.standing === 'overdue',
    unitName: asked.unitName,
  };
  return searchMirrored(ctx, actor, search, limit);
}

/** Mirrored dossiers above those of the own hand: where they come from, and that each leads to what the source tells. */
export function Mirrored(props: {
  readonly found: MirroredFound;
  readonly text: string;
  readonly now: Temporal.Instant;
}) {
  const { found, now } = props;
  const { said, rows, total } = found;
  const words = said === null ? '' : saidInWords(said, 'vi');
  const stale = said === null ? null : staleInWords(said, 'vi');
  return (
    <section class="stack-s" aria-labelledby="theo-tinh">
      <h2 id="theo-tinh">
        {t('mirrored')} <span class="count">{total}</span>
      </h2>
      <p class="soft">{`${words.charAt(0).toUpperCase()}${words.slice(1)}`}</p>
      {stale === null ? null : <Notice tone="late" title={stale} />}
      <Table
        caption={t('mirrored')}
        captionHidden
        walk
        rows={rows}
        rowKey={(row) => row.number}
        href={(row) => mirroredHref(row.number)}
        empty={
          <Empty title={t('noResults')}>
            <p>{t('mirroredNone')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'number',
            header: t('number'),
            primary: true,
            width: 'medium',
            cell: (row: MirroredDossier) => (
              <>
                <span class="code">{row.number}</span> <StatusTag tone="waiting">{t('ofProvince')}</StatusTag>
              </>
            ),
          },
          {
            key: 'procedure',
            header: t('procedure'),
            width: 'wide',
            cell: (row) => shortName(row.procedureName),
          },
          { key: 'applicant', header: t('applicant'), cell: (row) => row.applicantName },
          {
            key: 'status',
            header: t('status'),
            cell: (row) => <StatusTag tone={statusTone(row.status)}>{statusName(row.status)}</StatusTag>,
          },
          {
            key: 'due',
            header: t('due'),
            cell: (row) =>
              row.dueAt === null ? null : (
                <DueChip tone={isLate(row, now) ? 'late' : 'ok'} text={formatDateTime(row.dueAt)} />
              ),
          },
          { key: 'unit', header: t('unit'), cell: (row) => row.unitName },
        ]}
      />
      {total > rows.length ? (
        <p>
          <a href={`/can-bo/quan-tri/doi-chieu?${new URLSearchParams({ q: props.text })}`}>
            {t('more', { count: total })}
          </a>
        </p>
      ) : null}
    </section>
  );
}
