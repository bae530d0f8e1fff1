import type { Agency } from '#modules/agencies/schema.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { drawForm } from '#modules/documents/commands/draw-form.ts';
import type { FormId, FormInput } from '#modules/documents/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { formMessages } from '../messages.ts';
import {
  apologyData,
  type ExpectedDue,
  type FormCentre,
  receiptData,
  refusalData,
  stopData,
  supplementData,
} from '../rules/form-data.ts';
import type { Dossier, DossierEvent } from '../schema.ts';
import type { Surroundings } from './surroundings.ts';

const t = formMessages('vi');

/** "Hoa Lộc" from "Ủy ban nhân dân xã Hoa Lộc": the place printed before the date. */
function placeName(commune: Pick<Agency, 'name'>): string {
  return commune.name.replace(/^(Ủy ban nhân dân|UBND)\s+(xã|phường|đặc khu)\s+/iu, '');
}

/** What forms print about the centre. */
export function formCentre(ctx: Pick<AppContext, 'config'>, { centre, commune }: Surroundings): FormCentre {
  return {
    office: { governing: commune.shortName, name: centre.name, place: placeName(commune) },
    phone: centre.phone ?? commune.phone ?? '',
    publicUrl: ctx.config.publicUrl,
  };
}

/** The due moment that a receipt names while the competent agency elsewhere has not got the dossier. */
async function expectedDue(tx: Tx, dossier: Dossier): Promise<ExpectedDue | null> {
  const { receivedAt, procedure } = dossier;
  if (receivedAt === null || dossier.runs.length > 0) {
    return null;
  }
  const calendar = await getCalendar(tx, dossier.centreId, receivedAt);
  const { due } = addTerm(
    receivedAt,
    procedure.term ?? { unit: 'working-day', amount: 1 },
    calendar.compiled,
  );
  return { due, text: t('expected-due', { agency: dossier.agencies.competent.name }) };
}

interface Drawing {
  readonly ctx: AppContext;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly around: Surroundings;
  readonly before: Dossier | null;
  readonly dossier: Dossier;
}

async function draw<F extends FormId>(
  { ctx, tx, actor, dossier }: Drawing,
  form: F,
  data: FormInput<F> | null,
): Promise<void> {
  if (data === null) {
    return;
  }
  const label = dossier.number ?? dossier.localNumber ?? dossier.parties.applicant.name;
  await drawForm(tx, ctx, actor, { form, subject: { type: 'dossier', id: dossier.id, label }, data });
}

async function drawFor(drawing: Drawing, event: DossierEvent): Promise<void> {
  const { ctx, tx, before, dossier, around } = drawing;
  const centre = formCentre(ctx, around);
  const signer = { name: event.by.name, post: event.by.position };
  switch (event.type) {
    case 'received':
    case 'receipt-reprinted':
      return draw(drawing, '01', receiptData(dossier, centre, await expectedDue(tx, dossier)));
    case 'supplement-requested':
      return draw(drawing, '02', supplementData(dossier, centre, event.supplement));
    case 'reception-refused':
      return draw(drawing, '03', refusalData(dossier, centre, { ...event, signer: signer.name }));
    case 'result-signed': {
      const { decision } = dossier;
      return decision?.outcome === 'refuse'
        ? draw(
            drawing,
            '03',
            refusalData(dossier, centre, {
              reason: decision.summary,
              legalBasis: decision.legalBasis,
              signer: signer.name,
            }),
          )
        : undefined;
    }
    case 'extended':
      return draw(drawing, '04', apologyData(dossier, centre, signer));
    case 'withdrawn':
    case 'stopped':
    case 'closed-for-no-supplement': {
      const { at, reason } = event;
      const askedVia = event.type === 'withdrawn' ? event.askedVia : null;
      const legalBasis =
        event.type === 'stopped' ? event.legalBasis : event.type === 'withdrawn' ? '' : t('basis-supplement');
      return draw(
        drawing,
        '05',
        stopData(before ?? dossier, dossier, centre, { at, reason, legalBasis, askedVia, signer }),
      );
    }
    default:
      return undefined;
  }
}

/** Draws the official slips that the events call for, in the transaction of the command; PDFs are made afterwards. */
export async function drawForms(drawing: Drawing, events: readonly DossierEvent[]): Promise<void> {
  for (const event of events) {
    await drawFor(drawing, event);
  }
}
