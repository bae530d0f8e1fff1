import { formatDate, toLocal } from '#platform/time.ts';
import type { FormData, FormParty, SatisfiedBy } from '../schema.ts';
import { dayInFigures, momentInFigures, moneyInFigures, moneyInWords } from './words.ts';

/** What a template prints: ready texts; null where the official form leaves dots to be filled by hand. */
export type View = Readonly<Record<string, unknown>>;

/** Words of the papers' column on Mẫu 01. */
const SATISFIED: Readonly<Record<SatisfiedBy, string>> = {
  original: 'bản chính',
  'certified-copy': 'bản sao chứng thực',
  'plain-copy': 'bản sao',
  shown: 'xuất trình, đã trả lại',
  uploaded: 'bản điện tử',
  reused: 'dùng lại giấy tờ đã nộp',
  data: 'lấy từ cơ sở dữ liệu',
  missing: 'chưa có',
};

/** "08 giờ 30 phút, ngày 23 tháng 11 năm 2026" of an instant with offset, in Viet Nam's time. */
export function moment(iso: string): string {
  return momentInFigures(toLocal(Temporal.Instant.from(iso)).toPlainDateTime());
}

/** "ngày 23 tháng 11 năm 2026" of an ISO day. */
export function day(iso: string): string {
  return dayInFigures(Temporal.PlainDate.from(iso));
}

/** "23/11/2026" of an ISO day, for narrow columns. */
export function shortDay(iso: string): string {
  return formatDate(Temporal.PlainDate.from(iso));
}

/** "08:30 23/11/2026", for narrow columns. */
function shortMoment(iso: string): string {
  const local = toLocal(Temporal.Instant.from(iso));
  return `${local.toPlainTime().toString({ smallestUnit: 'minute' })} ${formatDate(local)}`;
}

/** A person's lines; what is not known prints as dots. */
function party(data: FormParty) {
  return {
    name: data.name,
    idNumber: data.idNumber ?? null,
    address: data.address ?? null,
    phone: data.phone ?? null,
    email: data.email ?? null,
  };
}

type Component = FormData<'01'>['components'][number];

function component(data: Component): View {
  const counts = { originals: data.originals, certified: data.certifiedCopies, plain: data.plainCopies };
  return { name: data.name, how: SATISFIED[data.satisfiedBy], note: data.note ?? null, ...counts };
}

/** Mẫu 01. */
export function receipt(data: FormData<'01'>): View {
  const paper = data.authorisedBy?.paper ?? null;
  return {
    centre: data.office.name,
    dossierNumber: data.dossierNumber ?? null,
    localNumber: data.dossierNumber === undefined ? (data.localNumber ?? null) : null,
    applicant: party(data.applicant),
    authorisedBy: data.authorisedBy ? { ...party(data.authorisedBy), paper } : null,
    submitterName: data.submitterName,
    request: data.procedureCode ? `${data.request} (${data.procedureCode})` : data.request,
    components: data.components.map(component),
    sets: String(data.sets).padStart(2, '0'),
    legalTerm: data.legalTerm,
    receivedAt: moment(data.receivedAt),
    dueAt: moment(data.dueAt),
    dueExplanation: data.dueExplanation ?? null,
    collectAt: data.collectAt,
    channel: data.channel ?? null,
    book: data.book ?? null,
    fee: data.fee === undefined ? null : fee(data.fee),
    certification: data.certification ? certification(data.certification) : null,
    officer: data.receivingOfficer.name,
    officerPhone: data.receivingOfficer.phone ?? null,
    lookUpSecret: data.lookUpSecret ?? null,
    printing: data.printing > 1 ? data.printing - 1 : null,
  };
}

function fee(dong: number): string {
  return dong === 0 ? 'Không thu' : `${moneyInFigures(dong)} (${moneyInWords(dong)})`;
}

function certification(data: NonNullable<FormData<'01'>['certification']>): string {
  const electronic = data.electronicCopy ? 'có bản sao điện tử được ký số' : 'không có bản sao điện tử';
  return `${data.pages} trang; ${data.paperCopies} bản giấy; ${electronic}`;
}

/** Mẫu 02. */
export function supplementRequest(data: FormData<'02'>): View {
  // The official slip has no identity number.
  const { name, address, phone, email } = party(data.applicant);
  return {
    dossierNumber: data.dossierNumber ?? null,
    applicant: { name, address, phone, email },
    request: data.request,
    items: data.items.map((item) => ({
      name: item.name,
      reason: item.reason ?? null,
      guidance: item.guidance ?? null,
    })),
    reason: data.reason,
    completeBy: data.completeBy ? day(data.completeBy) : null,
    contact: data.contact,
    signer: data.signer.name,
  };
}

/** Mẫu 03. */
export function refusal(data: FormData<'03'>): View {
  return {
    centre: data.office.name,
    dossierNumber: data.dossierNumber ?? null,
    applicant: party(data.applicant),
    request: data.request,
    reason: data.reason,
    legalBasis: data.legalBasis ?? null,
    nextStep: data.nextStep ?? null,
    submitterName: data.submitterName ?? null,
    signer: data.signer.name,
  };
}

/** Mẫu 04. */
export function apology(data: FormData<'04'>): View {
  return {
    centre: data.office.name,
    addressee: data.addressee,
    receivedOn: moment(data.receivedAt),
    receivedBy: data.receivedBy,
    request: data.request,
    applicant: { name: data.applicant.name, idNumber: data.applicant.idNumber ?? null },
    dossierNumber: data.dossierNumber,
    appointedAt: moment(data.appointedAt),
    reason: data.reason,
    newAppointmentAt: moment(data.newAppointmentAt),
    signer: data.signer,
  };
}

/** Mẫu 05. */
export function stopNotice(data: FormData<'05'>): View {
  return {
    addressee: data.addressee,
    dossierNumber: data.dossierNumber,
    receivedAt: moment(data.receivedAt),
    request: data.request,
    applicant: party(data.applicant),
    asked: data.asked ? { at: moment(data.asked.at), channel: data.asked.channel } : null,
    reason: data.reason,
    legalBasis: data.legalBasis ?? null,
    statusAtStop: data.statusAtStop,
    returnedPapers: data.returnedPapers,
    returnedMoney: data.returnedMoney === 0 ? 'Không có' : fee(data.returnedMoney),
    stoppedAt: moment(data.stoppedAt),
    signer: data.signer,
  };
}

const OUTCOMES = { early: 'Trước hạn', 'on-time': 'Đúng hạn', late: 'Quá hạn' } as const;

/** Mẫu 06. */
export function controlSlip(data: FormData<'06'>): View {
  return {
    dossierNumber: data.dossierNumber,
    request: data.request ?? null,
    agency: data.agency,
    coordinating: data.coordinating.length > 0 ? data.coordinating.join('; ') : null,
    receivedAt: moment(data.receivedAt),
    dueAt: moment(data.dueAt),
    handOvers: data.handOvers.map((row) => ({
      from: row.from,
      to: row.to,
      at: moment(row.at),
      giver: row.giver,
      receiver: row.receiver ?? null,
      outcome: row.outcome ? OUTCOMES[row.outcome] : null,
      note: row.note ?? null,
    })),
  };
}

/** Mẫu 07. */
export function dossierBook(data: FormData<'07'>): View {
  return {
    field: data.field,
    volume: data.volume,
    period: `Từ ${day(data.from)} đến ${day(data.to)}`,
    rows: data.rows.map((row) => ({
      dossierNumber: row.dossierNumber,
      procedure: row.procedure,
      name: row.applicant.name,
      contact: [row.applicant.address, row.applicant.phone].filter((part) => part !== undefined).join('; '),
      agency: row.agency,
      receivedAt: shortMoment(row.receivedAt),
      dueAt: shortMoment(row.dueAt),
      returnedAt: row.returnedAt ? shortMoment(row.returnedAt) : null,
      collectedBy: row.collectedBy ?? null,
      signature: row.signature ?? null,
    })),
  };
}
