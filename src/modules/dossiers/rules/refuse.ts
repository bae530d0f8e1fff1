import { CalendarError } from '#modules/calendar/rules/error.ts';
import { formatDateTime } from '#platform/time.ts';
import { commandMessages, refusalMessages, statusMessages } from '../messages.ts';
import type { CommandType, Dossier, Status } from '../schema.ts';
import type { Decided, Refusal } from './context.ts';
import { permittedIn } from './transitions.ts';

const t = refusalMessages('vi') as (code: string, params?: Record<string, string | number>) => string;
const commandText = commandMessages('vi');
const statusText = statusMessages('vi');

type Code = Parameters<ReturnType<typeof refusalMessages>>[0];

/** "Phòng Kinh tế (Nguyễn Văn Ví Dụ)": the unit that holds the dossier, and the person when one is named. */
export function holderName(dossier: Pick<Dossier, 'holder'>): string {
  const { unitName, name } = dossier.holder;
  return name === null ? unitName : `${unitName} (${name})`;
}

/** The status in Vietnamese. */
export function statusName(status: Status): string {
  return statusText(`s${status}`);
}

/** The command as a verb within a sentence. */
export function commandVerb(command: CommandType): string {
  const text = commandText(command);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Refuses with a code of the message table; the answer lists what the status allows now. */
export function refuse(
  dossier: Dossier | null,
  code: Code,
  params: Record<string, string | number> = {},
  options: { readonly kind?: Refusal['kind']; readonly field?: string } = {},
): Decided {
  const facts: Record<string, string> =
    dossier === null
      ? {}
      : {
          status: statusName(dossier.status),
          holder: holderName(dossier),
          who: dossier.last.by,
          when: formatDateTime(dossier.last.at),
          seq: String(dossier.seq),
        };
  return {
    refusal: {
      kind: options.kind ?? 'not-allowed-now',
      code,
      text: t(code, params),
      ...(options.field === undefined ? {} : { field: options.field }),
      allowed: permittedIn(dossier?.status ?? 'none'),
      facts,
    },
  };
}

/** Refuses what the table does not allow in this status. */
export function refuseStatus(dossier: Dossier | null, command: CommandType): Decided {
  return dossier === null
    ? refuse(null, 'no-dossier', { command: commandVerb(command) })
    : refuse(dossier, 'not-in-status', {
        command: commandVerb(command),
        status: statusName(dossier.status),
        holder: holderName(dossier),
        who: dossier.last.by,
        when: formatDateTime(dossier.last.at),
      });
}

/** Turns a calendar that cannot answer into a refusal; any other error goes on. */
export function orCalendarRefusal(dossier: Dossier | null, decide: () => Decided): Decided {
  try {
    return decide();
  } catch (error) {
    if (error instanceof CalendarError) {
      return refuse(dossier, 'calendar', { reason: error.text('vi') });
    }
    throw error;
  }
}
