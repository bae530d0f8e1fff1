import { mobileNumber } from '#integrations/sms/number.ts';
import { getAgencyIn } from '#modules/agencies/queries.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import type { HistoryLine, Petition } from '#modules/petitions/schema.ts';
import { appointmentContactIn } from '#modules/queue/queries/appointments.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { EventScope } from '#platform/events.ts';
import { keepChoice } from './commands/consent.ts';
import { queueNotice } from './commands/queue-notice.ts';
import { settleReport } from './commands/settle-report.ts';
import { noticeMessages } from './messages.ts';
import * as repo from './repo.ts';
import { forgetRecipients } from './repo-forget.ts';
import { listNotices } from './repo-lists.ts';
import { addressOf, eventsToTell, shortMoment, valuesOf } from './rules/events.ts';
import { answeredEvent, petitionChannels, petitionEvent } from './rules/sources.ts';
import type { NoticeEvent, NoticeState, NoticeValues } from './schema.ts';

const t = noticeMessages('vi');

/** Notices that the page of a dossier shows. */
const ASIDES = 5;
const TONES = {
  waiting: 'waiting',
  sent: 'waiting',
  delivered: 'done',
  stuck: 'late',
  'not-sent': 'neutral',
  skipped: 'neutral',
} as const satisfies Record<NoticeState, string>;

/** How the office names itself in a notice: the commune, as people say it. */
export async function officeName(tx: Tx, centreId: string): Promise<string> {
  const centre = await getAgencyIn(tx, centreId);
  return centre.parentId === null ? centre.name : (await getAgencyIn(tx, centre.parentId)).name;
}

/** Where a citizen looks a dossier up. */
export function lookUpAddress(ctx: Pick<AppContext, 'config'>): string {
  return `${ctx.config.publicUrl}/tra-cuu`;
}

/** The addresses of a dossier as carriers want them. */
export function noticeAddress(dossier: Pick<Dossier, 'parties'>): {
  readonly phone: string | null;
  readonly email: string | null;
} {
  const { phone, email } = addressOf(dossier);
  return { phone: phone === null ? null : mobileNumber(phone), email };
}

/** What was ticked at intake is consent, given there and then; a box that was left empty says nothing. */
async function consentAtIntake(
  tx: Tx,
  dossier: Dossier,
  events: readonly DossierEvent[],
  { actor, at }: EventScope,
): Promise<void> {
  const received = events.find((event) => event.type === 'received');
  if (received === undefined || dossier.parties.contact.by.length === 0) {
    return;
  }
  const { by } = dossier.parties.contact;
  await keepChoice(
    tx,
    actor.centreId,
    {
      ...noticeAddress(dossier),
      how: dossier.channel === 'online' ? 'online' : 'counter',
      byName: received.by.name,
      evidence: dossier.number ?? dossier.id,
      at,
    },
    Object.fromEntries(
      (['zalo', 'sms', 'email'] as const).filter((one) => by.includes(one)).map((one) => [one, true]),
    ),
  );
}

async function tellOfDossier(
  ctx: AppContext,
  dossier: Dossier,
  event: NoticeEvent,
  { tx, actor, at }: EventScope,
  more: { readonly cause?: string; readonly values?: NoticeValues } = {},
): Promise<void> {
  const subject = dossier.number ?? dossier.localNumber;
  if (subject === null) {
    return;
  }
  await queueNotice(
    ctx,
    tx,
    actor.centreId,
    {
      event,
      cause: more.cause ?? `${dossier.id} ${event} ${dossier.seq}`,
      dossierId: dossier.id,
      subject,
      ...noticeAddress(dossier),
      name: dossier.parties.applicant.name,
      values: {
        ...valuesOf(dossier),
        don_vi: await officeName(tx, actor.centreId),
        tra_cuu: lookUpAddress(ctx),
        ...more.values,
      },
    },
    at,
  );
}

/** Tells of an appointment to whoever gave their number for it. */
async function tellOfAppointment(
  ctx: AppContext,
  event: 'booked' | 'appointment',
  appointment: { readonly appointmentId: string; readonly token: string; readonly start: Temporal.Instant },
  { tx, actor, at }: EventScope,
): Promise<boolean> {
  const contact = await appointmentContactIn(tx, appointment.appointmentId);
  const phone = contact === null ? null : mobileNumber(contact.phone);
  if (contact === null || phone === null) {
    return false;
  }
  return queueNotice(
    ctx,
    tx,
    actor.centreId,
    {
      event,
      cause: `${appointment.appointmentId} ${event} ${appointment.start}`,
      dossierId: null,
      subject: contact.code,
      phone,
      email: null,
      name: contact.name,
      values: {
        so: contact.code,
        ngay: shortMoment(appointment.start),
        don_vi: await officeName(tx, actor.centreId),
        tra_cuu: `${ctx.config.publicUrl}/hen/${appointment.token}`,
      },
      askedFor: true,
    },
    at,
  );
}

const petitionCause = (id: string, line: number | '') => `petition ${id} ${line}`;

/** Tells the sender of a petition how it goes, by the way chosen when it was sent. Whoever chose none, or stayed unnamed, is told nothing. */
async function tellOfPetition(
  ctx: AppContext,
  petition: Petition,
  line: Pick<HistoryLine, 'type' | 'seq'>,
  { tx, actor, at }: EventScope,
): Promise<void> {
  const event = petitionEvent(line);
  const channels = petitionChannels(petition);
  if (event === null || channels.length === 0) {
    return;
  }
  const { number, sender, dueAt } = petition;
  await queueNotice(
    ctx,
    tx,
    actor.centreId,
    {
      event,
      cause: petitionCause(petition.id, line.seq),
      dossierId: null,
      subject: number,
      phone: channels.includes('sms') ? mobileNumber(sender.phone) : null,
      email: channels.includes('email') && sender.email !== '' ? sender.email : null,
      name: sender.name,
      values: {
        so: number,
        don_vi: await officeName(tx, actor.centreId),
        ...(dueAt === null ? {} : { ngay: shortMoment(dueAt) }),
        tra_cuu: `${ctx.config.publicUrl}/phan-anh/tra-cuu`,
      },
      askedFor: true,
      channels,
    },
    at,
  );
}

/** Writes a notice in the transaction of each event that a citizen should hear of, and takes what carriers report. */
export function subscribeNotices(ctx: AppContext): void {
  ctx.events.on('dossier.changed', async ({ dossier, events }, scope) => {
    await consentAtIntake(scope.tx, dossier, events, scope);
    const told = eventsToTell(events);
    if (told.length === 0 || !(await repo.readSettings(scope.tx)).settings.on) {
      return;
    }
    for (const event of told) {
      await tellOfDossier(ctx, dossier, event, scope);
      if (event === 'returned') {
        const ready = { id: dossier.id, dossierId: dossier.id, event: 'result-ready' } as const;
        await repo.giveWay(scope.tx, ready, t('gave-way'), scope.at);
      }
    }
  });
  ctx.events.on('fee.refund-decided', async ({ refundId, dossierId, amountVnd }, scope) => {
    const dossier = await findDossierIn(scope.tx, { id: dossierId });
    if (dossier !== null) {
      const values = { so_tien: amountVnd.toLocaleString('vi-VN') };
      await tellOfDossier(ctx, dossier, 'refund', scope, { cause: `refund ${refundId}`, values });
    }
  });
  ctx.events.on('follow.answered', async ({ id, dossierId, kind, outcome }, scope) => {
    const event = answeredEvent({ kind, outcome });
    const dossier = event === null ? null : await findDossierIn(scope.tx, { id: dossierId });
    if (event !== null && dossier !== null) {
      await tellOfDossier(ctx, dossier, event, scope, { cause: `follow ${id} ${outcome}` });
    }
  });
  ctx.events.on('petition.changed', ({ petition, line }, scope) =>
    tellOfPetition(ctx, petition, line, scope),
  );
  ctx.events.on('petition.erased', ({ petitionId }, { tx, at }) =>
    forgetRecipients(tx, petitionCause(petitionId, ''), at),
  );
  ctx.events.on('appointment.booked', async (booked, scope) => {
    await tellOfAppointment(ctx, 'booked', booked, scope);
  });
  ctx.events.on('appointment.due', async (due, scope) => {
    if (due.taken.length === 0 && (await tellOfAppointment(ctx, 'appointment', due, scope))) {
      due.take('sms');
    }
  });
  ctx.events.on('dossier.asides', async ({ dossierId, add }, { tx }) => {
    for (const line of await listNotices(tx, { dossierId }, ASIDES)) {
      add({
        text: t(`event-${line.event}`),
        href: `/can-bo/thong-bao/${line.id}`,
        state: t(`state-${line.state}`),
        tone: TONES[line.state],
        at: line.createdAt,
      });
    }
  });
  ctx.events.on('carrier.reported', (report, scope) => settleReport(ctx, report, scope));
}
