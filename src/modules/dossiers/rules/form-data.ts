import { renderExplanation } from '#modules/calendar/rules/explain.ts';
import type { FormInput, SatisfiedBy } from '#modules/documents/schema.ts';
import { formatIso, localDay } from '#platform/time.ts';
import { formMessages } from '../messages.ts';
import type { Dossier, Paper, Person, Supplement, Term } from '../schema.ts';
import { currentRun } from './clock.ts';
import { deliveryLine } from './delivery-line.ts';
import { statusName } from './refuse.ts';

const t = formMessages('vi');

/** The head of every slip and what is printed about the centre. */
export interface FormCentre {
  readonly office: { readonly governing: string; readonly name: string; readonly place: string };
  readonly phone: string;
  /** Address of the citizens' site, without a slash at the end. */
  readonly publicUrl: string;
}

type Party = FormInput<'01'>['applicant'];

/** A person as a form shows it; what is not known is left out. */
function party(person: Person): Party {
  return {
    name: person.name,
    ...(person.idNumber === null ? {} : { idNumber: person.idNumber }),
    ...(person.address === '' ? {} : { address: person.address }),
    ...(person.phone === null ? {} : { phone: person.phone }),
    ...(person.email === null ? {} : { email: person.email }),
  };
}

const SATISFIED = {
  original: 'original',
  'certified-copy': 'certified-copy',
  'plain-copy': 'plain-copy',
  shown: 'shown',
  uploaded: 'uploaded',
  reused: 'reused',
  database: 'data',
} as const satisfies Record<NonNullable<Paper['satisfied']>['how'], SatisfiedBy>;

function component(paper: Paper): FormInput<'01'>['components'][number] {
  const data = paper.satisfied?.how === 'database' ? paper.satisfied : null;
  const note = data === null ? paper.note : t('from-database', { database: data.database });
  return {
    name: paper.name || paper.key,
    satisfiedBy: paper.satisfied === null ? 'missing' : SATISFIED[paper.satisfied.how],
    originals: paper.originals,
    certifiedCopies: paper.certifiedCopies,
    plainCopies: paper.plainCopies,
    ...(note === '' ? {} : { note }),
  };
}

/** "05 ngày làm việc", "Trong ngày; nhận sau 15:00 thì trả vào ngày làm việc tiếp theo". */
function termWords(term: Term | null): string {
  if (term === null) {
    return t('term-none');
  }
  const amount = String(term.amount).padStart(2, '0');
  switch (term.unit) {
    case 'working-day':
      return t('term-working-day', { amount });
    case 'calendar-day':
      return t('term-calendar-day', { amount });
    case 'working-hour':
      return t('term-working-hour', { amount });
    case 'same-day':
      return t('term-same-day', { cutOff: term.cutOff ?? '15:00' });
    default:
      return term.unit satisfies never;
  }
}

function request(dossier: Dossier): string {
  return dossier.content === '' ? dossier.procedure.name : `${dossier.procedure.name}. ${dossier.content}`;
}

function submitter(dossier: Dossier): Person {
  const { parties } = dossier;
  return parties.submitter.as === 'self' ? parties.applicant : parties.submitter.person;
}

function numbered(dossier: Dossier): { dossierNumber?: string } {
  return dossier.number === null ? {} : { dossierNumber: dossier.number };
}

/** Address behind the receipt's QR: the look-up page with number and second secret filled in. */
function lookUpUrl(dossier: Dossier, centre: FormCentre): string {
  const so = dossier.number ?? dossier.localNumber ?? '';
  return `${centre.publicUrl}/tra-cuu?${new URLSearchParams({ so, ma: dossier.lookupCode ?? '' })}`;
}

/** Where the due moment of a receipt comes from while the competent agency has not got the dossier. */
export interface ExpectedDue {
  readonly due: Temporal.Instant;
  readonly text: string;
}

/** Mẫu 01. `expected` stands in while no term runs yet (Đ17 k.3). */
export function receiptData(
  dossier: Dossier,
  centre: FormCentre,
  expected: ExpectedDue | null,
): FormInput<'01'> {
  const run = currentRun(dossier);
  const due = run?.due ?? expected?.due;
  if (dossier.receivedAt === null || due === undefined) {
    throw new Error('a receipt is drawn for a received dossier with a due moment');
  }
  const { applicant, submitter: who } = dossier.parties;
  const owner = who.as === 'authorised' ? who.authorisation : null;
  const fee = dossier.fee.lines.reduce((sum, line) => sum + line.amount, 0);
  return {
    office: centre.office,
    ...numbered(dossier),
    ...(dossier.localNumber === null ? {} : { localNumber: dossier.localNumber }),
    applicant: party(applicant),
    ...(owner === null
      ? {}
      : { authorisedBy: { ...party(applicant), paper: `${owner.document} ${owner.number}`.trim() } }),
    submitterName: submitter(dossier).name,
    request: request(dossier),
    procedureCode: dossier.procedure.code,
    components: dossier.papers.filter((p) => p.required || p.satisfied !== null).map(component),
    sets: dossier.sets,
    legalTerm: termWords(dossier.procedure.term),
    receivedAt: formatIso(dossier.receivedAt),
    dueAt: formatIso(due),
    dueExplanation: run === null ? (expected?.text ?? '') : renderExplanation(run.explanation, 'vi'),
    collectAt:
      dossier.delivery.how === 'post'
        ? t('collect-post', { address: deliveryLine(dossier.delivery) })
        : t(dossier.delivery.how === 'electronic' ? 'collect-electronic' : 'collect-counter'),
    channel: t(`channel-${dossier.channel}`),
    ...(fee === 0 ? {} : { fee }),
    receivingOfficer: {
      name: dossier.receivedBy?.name ?? '',
      ...(centre.phone === '' ? {} : { phone: centre.phone }),
    },
    lookUpUrl: lookUpUrl(dossier, centre),
    ...(dossier.lookupCode === null ? {} : { lookUpSecret: dossier.lookupCode }),
    printing: dossier.receiptPrints,
  };
}

/** Mẫu 02: everything missing on one slip, with the last day to bring it. */
export function supplementData(
  dossier: Dossier,
  centre: FormCentre,
  supplement: Supplement,
): FormInput<'02'> {
  const limit = dossier.waits.at(-1)?.closingLimit ?? null;
  const asker = supplement.passedOnBy ?? supplement.askedBy;
  return {
    office: centre.office,
    ...numbered(dossier),
    applicant: party(dossier.parties.applicant),
    request: request(dossier),
    items: supplement.items.map((item) => ({
      name: item.content,
      reason: item.reason,
      ...(item.guidance === '' ? {} : { guidance: item.guidance }),
    })),
    reason: [...new Set(supplement.items.map((item) => item.reason))].join('; '),
    ...(limit === null ? {} : { completeBy: localDay(limit).toString() }),
    contact: { name: asker.name, phone: centre.phone === '' ? t('at-counter') : centre.phone },
    signer: { name: asker.name },
  };
}

/** Mẫu 03, at reception or after examination. */
export function refusalData(
  dossier: Dossier,
  centre: FormCentre,
  refusal: { readonly reason: string; readonly legalBasis: string; readonly signer: string },
): FormInput<'03'> {
  return {
    office: centre.office,
    ...numbered(dossier),
    applicant: party(dossier.parties.applicant),
    request: request(dossier),
    reason: refusal.reason,
    ...(refusal.legalBasis === '' ? {} : { legalBasis: refusal.legalBasis }),
    nextStep: t('after-refusal'),
    submitterName: submitter(dossier).name,
    signer: { name: refusal.signer },
  };
}

/** Mẫu 04: apology with the new date; the old one stands beside it. */
export function apologyData(
  dossier: Dossier,
  centre: FormCentre,
  signer: { readonly name: string; readonly post: string },
): FormInput<'04'> | null {
  const { extension, receivedAt } = dossier;
  if (extension === null || receivedAt === null) {
    return null;
  }
  return {
    office: centre.office,
    addressee: dossier.parties.applicant.name,
    receivedAt: formatIso(receivedAt),
    receivedBy: dossier.agencies.receivedAt.name,
    request: request(dossier),
    applicant: party(dossier.parties.applicant),
    dossierNumber: dossier.number ?? dossier.localNumber ?? '',
    appointedAt: formatIso(extension.fromDue),
    reason: extension.reason,
    newAppointmentAt: formatIso(extension.newDue),
    signer: { name: signer.name, post: signer.post || t('head-of-agency') },
  };
}

/** Mẫu 05: withdrawn, stopped, or closed for want of a supplement. Null for what was never received. */
export function stopData(
  before: Dossier,
  dossier: Dossier,
  centre: FormCentre,
  stop: {
    readonly at: Temporal.Instant;
    readonly reason: string;
    readonly legalBasis: string;
    readonly askedVia: Dossier['channel'] | null;
    readonly signer: { readonly name: string; readonly post: string };
  },
): FormInput<'05'> | null {
  if (dossier.receivedAt === null) {
    return null;
  }
  const given = dossier.papers.filter((p) => p.satisfied?.how === 'original' && p.originals > 0);
  return {
    office: centre.office,
    addressee: dossier.parties.applicant.name,
    dossierNumber: dossier.number ?? dossier.localNumber ?? '',
    receivedAt: formatIso(dossier.receivedAt),
    request: request(dossier),
    applicant: party(dossier.parties.applicant),
    ...(stop.askedVia === null
      ? {}
      : { asked: { at: formatIso(stop.at), channel: t(`channel-${stop.askedVia}`) } }),
    reason: stop.reason,
    ...(stop.legalBasis === '' ? {} : { legalBasis: stop.legalBasis }),
    statusAtStop: statusName(before.status),
    returnedPapers: given.map((paper) => paper.name),
    returnedMoney: 0,
    stoppedAt: formatIso(stop.at),
    signer: { name: stop.signer.name, post: stop.signer.post || t('head-of-agency') },
  };
}

/** Mẫu 06, phiếu kiểm soát: one row for each hand-over, made from the history. Null before the term starts. */
export function controlSlipData(dossier: Dossier, centre: FormCentre): FormInput<'06'> | null {
  const first = dossier.runs[0];
  if (dossier.receivedAt === null || first === undefined) {
    return null;
  }
  return {
    office: centre.office,
    dossierNumber: dossier.number ?? dossier.localNumber ?? '',
    request: request(dossier),
    agency: dossier.agencies.competent.name,
    receivedAt: formatIso(dossier.receivedAt),
    dueAt: formatIso(first.originalDue),
    handOvers: dossier.handOvers.map((row) => ({
      from: row.from.unitName,
      to: row.to.unitName,
      at: formatIso(row.acceptedAt ?? row.at),
      giver: row.by,
      ...(row.acceptedBy === null ? {} : { receiver: row.acceptedBy }),
      ...outcomeOf(row.limit, row.acceptedAt),
      ...(row.reason === '' ? {} : { note: row.reason }),
    })),
  };
}

function outcomeOf(
  limit: Temporal.Instant | null,
  at: Temporal.Instant | null,
): { outcome?: 'on-time' | 'late' } {
  if (limit === null || at === null) {
    return {};
  }
  return { outcome: Temporal.Instant.compare(at, limit) <= 0 ? 'on-time' : 'late' };
}
