import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { keysOf } from '#platform/lists.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { Button, ButtonLink, ErrorSummary, NumberPad, RequestId } from '#ui/components.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { checkIn } from '../commands/check-in.ts';
import { findMatter } from '../procedure.ts';
import { getAppointment } from '../queries/appointments.ts';
import { readCheckInText } from '../rules/appointments.ts';
import { PRIORITY_REASONS } from '../rules/priority.ts';
import type { Appointment } from '../schema/appointments.ts';
import { IssueInput } from '../schema.ts';
import { appointmentTexts } from './appointment-messages.ts';
import { type Door, DoorPage, doorUrl } from './door.tsx';
import { openDoor } from './door-load.ts';
import { messages } from './messages.ts';
import { printSlip } from './print-slip.ts';

const BASE = '/kiosk/hen';
const CODE_DIGITS = 8;
/** Codes that one kiosk may try in a minute: eight digits cannot be found by trying. */
const TRIES_PER_MINUTE = 30;
const REASONS = keysOf(PRIORITY_REASONS);

const Form = z.object({
  code: z.string().max(500).default(''),
  key: z.string().max(8).optional(),
  requestId: z.uuid(),
  wait: z.literal('1').optional(),
  sure: z.literal('1').optional(),
  priority: IssueInput.shape.priority,
});

function CodePage(props: { door: Door; code: string; wrong: string | undefined }) {
  const { door, code, wrong } = props;
  const t = appointmentTexts(door.lang);
  return (
    <DoorPage door={door} title={t('kiosk.title')} why={t('kiosk.why')} back={doorUrl(door, '')}>
      <link rel="stylesheet" href={assetUrl('queue/appointments.css')} />
      {wrong === undefined ? null : <ErrorSummary errors={[]} detail={wrong} lang={door.lang} />}
      <form method="post" action={doorUrl(door, '/hen')} class="stack" data-check-in="">
        <RequestId value={newRequestId()} />
        {/* What Enter presses: a reader ends the code with it, and the first key of the pad must not be meant. */}
        <button type="submit" hidden>
          {t('kiosk.go')}
        </button>
        <input
          class="input check-in-code"
          id="code"
          name="code"
          value={code}
          aria-label={t('kiosk.code')}
          autocomplete="off"
          inputmode="none"
          autofocus
        />
        <NumberPad lang={door.lang} target="code" />
        <p class="door-go">
          <Button look="primary" wide>
            {t('kiosk.go')}
          </Button>
        </p>
      </form>
    </DoorPage>
  );
}

/** The answers that travel on to the second press. */
function Kept({ code }: { code: string }) {
  return (
    <>
      <RequestId value={newRequestId()} />
      <input type="hidden" name="code" value={code} />
    </>
  );
}

function EarlyPage(props: { door: Door; code: string; why: string }) {
  const { door, code, why } = props;
  const t = appointmentTexts(door.lang);
  return (
    <DoorPage door={door} title={t('kiosk.early')} why={why} back={doorUrl(door, '')}>
      <form method="post" action={doorUrl(door, '/hen')} class="stack">
        <Kept code={code} />
        <input type="hidden" name="sure" value="1" />
        <p class="door-go">
          <ButtonLink look="primary" wide href={doorUrl(door, '')}>
            {t('kiosk.early.later')}
          </ButtonLink>
          <Button name="wait" value="1" wide>
            {t('kiosk.early.wait')}
          </Button>
        </p>
      </form>
    </DoorPage>
  );
}

function LatePage(props: { door: Door; code: string; appointment: Appointment }) {
  const { door, code, appointment } = props;
  const t = appointmentTexts(door.lang);
  const m = messages(door.lang);
  const time = formatTime(toLocal(appointment.start));
  return (
    <DoorPage
      door={door}
      title={t('kiosk.late', { time })}
      why={t('kiosk.late.why')}
      back={doorUrl(door, '')}
    >
      <form method="post" action={doorUrl(door, '/hen')} class="stack">
        <Kept code={code} />
        <input type="hidden" name="sure" value="1" />
        <p class="door-go">
          <Button look="primary" wide>
            {t('kiosk.late.go')}
          </Button>
        </p>
        <ul class="answers">
          {REASONS.map((reason) => (
            <li key={reason}>
              <button class="btn answer" type="submit" name="priority" value={reason}>
                {m(`priority.${reason}`)}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </DoorPage>
  );
}

function RefusedPage({ door, why }: { door: Door; why: string }) {
  const t = appointmentTexts(door.lang);
  return (
    <DoorPage door={door} title={t('kiosk.not-now')} why={why} back={doorUrl(door, '/hen')}>
      <p class="door-go">
        <ButtonLink look="primary" wide href={doorUrl(door, '')}>
          {t('kiosk.take-number')}
        </ButtonLink>
      </p>
    </DoorPage>
  );
}

/** The code after a key of the pad was pressed where no script filled it in. */
function typed(code: string, key: string): string {
  return key === 'back' ? code.slice(0, -1) : `${code}${key}`.slice(0, CODE_DIGITS);
}

async function handOut(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  door: Door,
  form: z.output<typeof Form>,
) {
  const key = readCheckInText(form.code);
  if (key === undefined) {
    throw new Problem('validation', { detail: appointmentMessages(request.lang)('check-in.text') });
  }
  const { appointment, arrival } = await getAppointment(ctx, request.actor, key);
  if (arrival.kind === 'late' && appointment.ticketId === null && form.sure === undefined) {
    return reply.html(<LatePage door={door} code={form.code} appointment={appointment} />);
  }
  const { requestId, priority } = form;
  const { ticket } = await checkIn(ctx, request.actor, key, {
    waitInLine: form.wait === '1',
    priority,
    requestId,
  });
  if (appointment.ticketId === null) {
    const matter = await findMatter(ctx, request.actor, ticket.procedureCode ?? undefined);
    await printSlip(ctx, request.actor, { ticket, matter, lang: request.lang, requestId });
  }
  return reply.redirect(doorUrl(door, `/phieu/${ticket.token}`), 303);
}

/** Checking in at the kiosk by the QR code of the appointment or its eight digits. */
export function mountCheckIn(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: BASE,
    handler: async (request, reply) => {
      const { door } = await openDoor(ctx, request, '/kiosk');
      return reply.html(<CodePage door={door} code="" wrong={undefined} />);
    },
  });
  page(app, {
    method: 'POST',
    url: BASE,
    perMinute: TRIES_PER_MINUTE * CODE_DIGITS,
    handler: async (request, reply) => {
      const { door } = await openDoor(ctx, request, '/kiosk');
      const form = parseForm(Form, request.body);
      if (!form.ok) {
        const code = String(formValues(request.body)['code'] ?? '').slice(0, CODE_DIGITS);
        const wrong = appointmentMessages(door.lang)('check-in.text');
        return reply.html(<CodePage door={door} code={code} wrong={wrong} />, 422);
      }
      const { code, key } = form.data;
      if (key !== undefined) {
        return reply.html(<CodePage door={door} code={typed(code, key)} wrong={undefined} />);
      }
      try {
        return await handOut(ctx, request, reply, door, form.data);
      } catch (error) {
        if (isProblem(error, 'not-found') || isProblem(error, 'validation')) {
          return reply.html(<CodePage door={door} code={code} wrong={error.details.detail} />, error.status);
        }
        if (isProblem(error, 'not-allowed-now')) {
          const why = error.details.detail;
          return error.details.allowed?.includes('wait-in-line')
            ? reply.html(<EarlyPage door={door} code={code} why={why} />)
            : reply.html(<RefusedPage door={door} why={why} />, error.status);
        }
        throw error;
      }
    },
  });
}
