import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { type Column, DueChip, StatusTag } from '#ui/components.ts';
import type { DossierLine } from '../queries.ts';
import { statusName } from '../rules/refuse.ts';
import { statusTone } from './dossier.tsx';
import { dossierHref, refOf } from './dossier-view.ts';
import { dueFace } from './due-face.ts';
import { workMessages } from './work-messages.ts';

const t = workMessages('vi');

const LONGEST_NAME = 90;

/** The name of a procedure short enough for a line; the whole stands on the dossier's page. */
export function shortName(name: string): string {
  if (name.length <= LONGEST_NAME) {
    return name;
  }
  const cut = name.slice(0, LONGEST_NAME);
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`;
}

/** Where a line leads. */
export function lineHref(line: DossierLine): string {
  return dossierHref(refOf(line));
}

/** The due chip of a line. */
function LineDue({
  line,
  now,
  calendar,
}: {
  line: DossierLine;
  now: Temporal.Instant;
  calendar: CompiledCalendar;
}) {
  const face = dueFace(
    {
      standing: line.standing,
      due: line.due,
      judgedDue: line.extended ? line.originalDue : line.due,
      waiting: line.waiting,
      ending:
        line.endedAt === null
          ? null
          : line.standing === 'on-time' && line.status !== 9 && line.status !== 10
            ? 'other'
            : 'finished',
    },
    now,
    calendar,
  );
  return <DueChip tone={face.tone} text={face.text} />;
}

/** Who is waited for: the unit that was offered it, the citizen, else who holds it. */
function waitsFor(line: DossierLine): string {
  if (line.waiting !== null) {
    return t('forCitizen');
  }
  return line.offeredTo === null
    ? (line.holder.name ?? line.holder.unitName)
    : t('offered', { unit: line.offeredTo });
}

/** The columns that every list of dossiers has. */
export function dossierColumns(
  now: Temporal.Instant,
  calendar: CompiledCalendar,
  withStatus: boolean,
): readonly Column<DossierLine>[] {
  const columns: Column<DossierLine>[] = [
    {
      key: 'number',
      header: t('number'),
      primary: true,
      width: 'medium',
      cell: (line) => <span class="code">{line.number ?? line.localNumber ?? t('noNumber')}</span>,
    },
    {
      key: 'procedure',
      header: t('procedure'),
      width: 'wide',
      cell: (line) => shortName(line.procedureName),
    },
    { key: 'applicant', header: t('applicant'), width: 'narrow', cell: (line) => line.applicantName },
    withStatus
      ? {
          key: 'status',
          width: 'narrow',
          header: t('status'),
          cell: (line) => <StatusTag tone={statusTone(line.status)}>{statusName(line.status)}</StatusTag>,
        }
      : {
          key: 'step',
          header: t('step'),
          width: 'narrow',
          cell: (line) => line.step?.name ?? statusName(line.status),
        },
    {
      key: 'due',
      header: t('due'),
      width: 'long',
      cell: (line) => <LineDue line={line} now={now} calendar={calendar} />,
    },
    { key: 'waits', header: t('waitsFor'), width: 'narrow', cell: waitsFor },
  ];
  return columns;
}
