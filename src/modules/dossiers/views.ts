import { z } from 'zod';
import { renderSteps } from '#modules/calendar/rules/explain.ts';
import { isLate, WAITING } from '#modules/mirror/rules/figures.ts';
import type { MirrorFace } from '#modules/mirror/schema.ts';
import { formatIso } from '#platform/time.ts';
import type { Found } from './commands/look-up.ts';
import { statusMessages } from './messages.ts';
import type { DossierDetail, DossierLine } from './queries.ts';
import { currentRun, workingDue } from './rules/clock.ts';
import { COMMAND_TYPES, type Dossier, Standing, Status } from './schema.ts';

const statusText = statusMessages('vi');
const Iso = z.string().describe('ISO 8601 with +07:00');
const CommandName = z.enum(COMMAND_TYPES);

function iso(instant: Temporal.Instant | null | undefined): string | null {
  return instant === null || instant === undefined ? null : formatIso(instant);
}

/** What a command answers. */
export const CommandReply = z.object({
  id: z.uuid(),
  number: z.string().nullable().describe('Mã hồ sơ; null while another system has not given it'),
  localNumber: z.string().nullable(),
  status: Status.describe('Code of the national list, 1 to 10'),
  statusText: z.string(),
  receivedAt: Iso.nullable(),
  due: Iso.nullable().describe('The moment worked towards now'),
  explanation: z.array(z.string()).describe('Why the due moment is what it is, in Vietnamese'),
  lookupCode: z.string().nullable().describe('Second secret of public look-up, printed on the receipt'),
  version: z.int().describe('Number of events'),
  repeated: z.boolean().describe('The same Idempotency-Key came before; this is its answer again'),
});

/** Presents what a command led to. */
export function commandReply(dossier: Dossier, repeated: boolean): z.input<typeof CommandReply> {
  const run = currentRun(dossier);
  return {
    id: dossier.id,
    number: dossier.number,
    localNumber: dossier.localNumber,
    status: dossier.status,
    statusText: statusText(`s${dossier.status}`),
    receivedAt: iso(dossier.receivedAt),
    due: iso(workingDue(dossier)),
    explanation: run === null ? [] : [...renderSteps(run.explanation, 'vi')],
    lookupCode: dossier.lookupCode,
    version: dossier.seq,
    repeated,
  };
}

/** One line of a list. */
export const LineReply = z.object({
  id: z.uuid(),
  number: z.string().nullable(),
  localNumber: z.string().nullable(),
  status: Status,
  statusText: z.string(),
  standing: Standing,
  procedureCode: z.string(),
  procedureName: z.string(),
  channel: z.string(),
  applicantName: z.string(),
  holderUnit: z.string(),
  holderName: z.string().nullable(),
  receivedAt: Iso.nullable(),
  due: Iso.nullable(),
  originalDue: Iso.nullable(),
  endedAt: Iso.nullable(),
});
export const ListReply = z.object({
  items: z.array(LineReply),
  total: z.int().describe('Of all pages, counted up to 10000'),
  more: z.boolean().describe('There are more than `total`'),
});

/** Presents one line of a list. */
export function lineReply(line: DossierLine): z.input<typeof LineReply> {
  return {
    id: line.id,
    number: line.number,
    localNumber: line.localNumber,
    status: line.status,
    statusText: statusText(`s${line.status}`),
    standing: line.standing,
    procedureCode: line.procedureCode,
    procedureName: line.procedureName,
    channel: line.channel,
    applicantName: line.applicantName,
    holderUnit: line.holder.unitName,
    holderName: line.holder.name,
    receivedAt: iso(line.receivedAt),
    due: iso(line.due),
    originalDue: iso(line.originalDue),
    endedAt: iso(line.endedAt),
  };
}

const PersonReply = z.object({
  name: z.string(),
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string(),
});

/** A dossier with its history and what the caller may do now. */
export const DetailReply = CommandReply.omit({ repeated: true }).extend({
  standing: Standing,
  procedureCode: z.string(),
  procedureName: z.string(),
  channel: z.string(),
  personal: z.boolean().describe('False: identity numbers and phones are masked for this caller'),
  applicant: PersonReply,
  submitterName: z.string(),
  papers: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      required: z.boolean(),
      satisfiedBy: z.string().nullable(),
    }),
  ),
  agencies: z.object({ helpedAt: z.string(), receivedAt: z.string(), competent: z.string() }),
  holder: z.object({ unit: z.string(), name: z.string().nullable() }),
  step: z.string().nullable(),
  runs: z.array(
    z.object({
      no: z.int(),
      startedAt: Iso,
      originalDue: Iso,
      due: Iso,
      endedAt: Iso.nullable(),
      endReason: z.string().nullable(),
    }),
  ),
  extension: z.object({ from: Iso, to: Iso, reason: z.string() }).nullable(),
  register: z.array(
    z.object({ book: z.string(), year: z.int(), volume: z.int(), no: z.int(), document: z.string() }),
  ),
  owed: z.int(),
  abilities: z.array(CommandName).describe('Commands that the caller may give now'),
  timeline: z.array(
    z.object({ seq: z.int(), type: z.string(), at: Iso, by: z.string(), text: z.string(), note: z.string() }),
  ),
  story: z.array(z.string()).describe('The story of its time, in Vietnamese'),
});

/** Presents a dossier. */
export function detailReply(detail: DossierDetail): z.input<typeof DetailReply> {
  const { dossier } = detail;
  const { applicant, submitter } = dossier.parties;
  const { repeated: _repeated, ...head } = commandReply(dossier, false);
  return {
    ...head,
    standing: detail.standing,
    procedureCode: dossier.procedure.code,
    procedureName: dossier.procedure.name,
    channel: dossier.channel,
    personal: detail.personal,
    applicant: {
      name: applicant.name,
      idNumber: applicant.idNumber,
      phone: applicant.phone,
      address: applicant.address,
    },
    submitterName: submitter.as === 'self' ? applicant.name : submitter.person.name,
    papers: dossier.papers.map((p) => ({
      key: p.key,
      name: p.name,
      required: p.required,
      satisfiedBy: p.satisfied?.how ?? null,
    })),
    agencies: {
      helpedAt: dossier.agencies.helpedAt.name,
      receivedAt: dossier.agencies.receivedAt.name,
      competent: dossier.agencies.competent.name,
    },
    holder: { unit: dossier.holder.unitName, name: dossier.holder.name },
    step: detail.step?.name ?? null,
    runs: dossier.runs.map((run) => ({
      no: run.no,
      startedAt: formatIso(run.startedAt),
      originalDue: formatIso(run.originalDue),
      due: formatIso(run.due),
      endedAt: iso(run.endedAt),
      endReason: run.endReason,
    })),
    extension:
      dossier.extension === null
        ? null
        : {
            from: formatIso(dossier.extension.fromDue),
            to: formatIso(dossier.extension.newDue),
            reason: dossier.extension.reason,
          },
    register: dossier.register.map(({ book, year, volume, no, name }) => ({
      book,
      year,
      volume,
      no,
      document: name,
    })),
    owed: dossier.fee.paid === null ? dossier.fee.lines.reduce((sum, line) => sum + line.amount, 0) : 0,
    abilities: [...detail.abilities],
    timeline: detail.timeline.map((entry) => ({ ...entry, at: formatIso(entry.at) })),
    story: detail.story.map((line) => line.text),
  };
}

/** What the public look-up answers: nothing about a person. */
export const LookUpReply = z.object({
  number: z.string(),
  procedureCode: z.string(),
  procedureName: z.string(),
  status: Status,
  statusText: z.string(),
  standing: Standing,
  agency: z.string(),
  receivedAt: Iso.nullable(),
  due: Iso.nullable(),
  originalDue: Iso.nullable(),
  stages: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      at: Iso.nullable(),
      who: z.string(),
      state: z.enum(['done', 'now', 'to-come']),
    }),
  ),
  missing: z.array(z.object({ content: z.string(), reason: z.string(), guidance: z.string() })),
  completeBy: Iso.nullable(),
  owed: z.int(),
  finishedAt: Iso.nullable(),
  returnedAt: Iso.nullable(),
  resultName: z.string(),
  source: z
    .object({ name: z.string(), readAt: Iso.nullable(), stale: z.boolean() })
    .nullable()
    .describe(
      'Where it comes from, for what only the provincial system tells; null for what was received here',
    ),
});

/** How a mirrored dossier stands, as far as the source tells: what ended is not judged here. */
function mirroredStanding(face: MirrorFace, now: Temporal.Instant): Standing {
  if (WAITING.some((status) => status === face.status)) {
    return 'waiting';
  }
  return isLate(face, now) ? 'overdue' : face.status === 2 || face.status === 4 ? 'in-term' : 'not-counted';
}

/** What only the provincial system tells, in the same shape: no stages, no reasons. */
function mirroredReply(face: MirrorFace, now: Temporal.Instant): z.input<typeof LookUpReply> {
  return {
    number: face.number,
    procedureCode: face.procedureCode ?? '',
    procedureName: face.procedureName,
    status: face.status,
    statusText: statusText(`s${face.status}`),
    standing: mirroredStanding(face, now),
    agency: face.unitName,
    receivedAt: iso(face.receivedAt),
    due: iso(face.dueAt),
    originalDue: null,
    stages: [],
    missing: [],
    completeBy: null,
    owed: 0,
    finishedAt: null,
    returnedAt: iso(face.returnedAt),
    resultName: '',
    source: {
      name: face.source,
      readAt: iso(face.said?.readAt),
      stale: face.said?.stale ?? false,
    },
  };
}

/** Presents a look-up. */
export function lookUpReply(found: Found, now: Temporal.Instant): z.input<typeof LookUpReply> {
  if (found.kind === 'mirrored') {
    return mirroredReply(found.face, now);
  }
  const { view } = found;
  return {
    ...view,
    source: null,
    receivedAt: iso(view.receivedAt),
    due: iso(view.due),
    originalDue: iso(view.originalDue),
    stages: view.stages.map((stage) => ({ ...stage, at: iso(stage.at) })),
    missing: [...view.missing],
    completeBy: iso(view.completeBy),
    finishedAt: iso(view.finishedAt),
    returnedAt: iso(view.returnedAt),
  };
}
