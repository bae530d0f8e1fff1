import { randomInt } from 'node:crypto';
import { getAgencyIn } from '#modules/agencies/queries.ts';
import type { Agency } from '#modules/agencies/schema.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Procedure, Channel as ProcedureChannel, ProcedureVersion } from '#modules/procedures/schema.ts';
import { processFor, stepUnits } from '#modules/processes/queries.ts';
import type { PlannedProcess } from '#modules/processes/schema.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { localDay } from '#platform/time.ts';
import { commandProblems } from '../messages-commands.ts';
import { nextNumber } from '../repo/store.ts';
import type { ReceptionFacts } from '../rules/context.ts';
import { dossierNumber, localReceiptNumber } from '../rules/number.ts';
import {
  type AgencyRef,
  type Channel,
  type DossierSettings,
  Paper,
  type ProcedureSnapshot,
  type Step,
} from '../schema.ts';
import type { Surroundings } from './surroundings.ts';

const t = commandProblems('vi');
const CHANNELS = { 'in-person': 'direct', online: 'online', postal: 'postal' } as const satisfies Record<
  ProcedureChannel,
  Channel
>;

/** What a reception asks for: an intake, or what a kept dossier says. */
export interface ReceptionRequest {
  readonly dossierId: string;
  readonly procedureCode: string;
  readonly channel: Channel;
  readonly termIndex: number | null;
  readonly competentAgencyId: string | null;
  readonly helpedAgencyId: string | null;
  /** Whether a number is taken now: only for `receive`. */
  readonly issueNumber: boolean;
}

function refOf(agency: Agency): AgencyRef {
  return { id: agency.id, name: agency.name, code: agency.identityCode };
}

/** The published papers, all missing. "Một trong các giấy tờ" become groups; papers only needed sometimes are not required. */
export function papersOf(procedure: Procedure): readonly Paper[] {
  return procedure.components.map((component) =>
    Paper.parse({
      key: component.id,
      name: component.name,
      required: component.need !== 'if-applies',
      group: component.need === 'one-of' ? (component.group ?? t('one-of-papers')) : null,
    }),
  );
}

/** The term that was chosen, else the first for this way of handing in, else the first. Null when the law names none. */
export function termOf(
  procedure: Procedure,
  channel: Channel,
  termIndex: number | null,
): ProcedureSnapshot['term'] {
  const chosen = termIndex === null ? undefined : procedure.terms[termIndex];
  const fitting = procedure.terms.find(
    (term) =>
      term.condition === undefined &&
      (term.channels.length === 0 || term.channels.some((c) => CHANNELS[c] === channel)),
  );
  const { unit, amount, cutOff } = (chosen ?? fitting ?? procedure.terms[0])?.term ?? {};
  return unit === undefined || amount === undefined
    ? null
    : { unit, amount, ...(cutOff === undefined ? {} : { cutOff }) };
}

function snapshotOf(version: ProcedureVersion, request: ReceptionRequest): ProcedureSnapshot {
  const { body } = version;
  const result = body.results[0];
  return {
    versionId: version.id,
    code: body.code,
    name: body.name,
    field: body.field,
    fieldGroup: body.fieldGroup,
    term: termOf(body, request.channel, request.termIndex),
    channels: body.channels.map((channel) => CHANNELS[channel]),
    resultName: result?.name ?? '',
    resultCode: result?.code ?? null,
    register: body.register === undefined ? null : { code: body.register.code, name: body.register.name },
  };
}

function stepsOf(
  process: PlannedProcess,
  units: Awaited<ReturnType<typeof stepUnits>>,
  fallback: Agency,
): Step[] {
  return process.steps.map((step) => {
    const unit = units.get(step.unit) ?? fallback;
    return {
      key: step.key,
      name: step.name,
      kind: step.kind,
      unitId: unit.id,
      unitName: unit.name,
      role: step.role,
      minutes: step.minutes,
      next: [...step.next],
      returnTo: [...step.returnTo],
      ...(step.split === undefined ? {} : { split: step.split }),
      ...(step.silence === undefined ? {} : { silence: step.silence }),
      ...(step.agency === undefined ? {} : { agency: step.agency }),
    };
  });
}

/** Letters and digits that nobody mistakes for one another. */
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** The second secret on the receipt: 8 letters and digits, 40 random bits. */
function newLookupCode(): string {
  return Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
}

interface Numbers {
  readonly number: string | null;
  readonly localNumber: string | null;
}

/** Numbers in the series of the competent agency (Đ28 k.2), or locally where another system gives the official code. */
async function issueNumbers(
  ctx: Pick<AppContext, 'config'>,
  tx: Tx,
  settings: DossierSettings,
  competent: Agency,
  centreId: string,
  now: Temporal.Instant,
): Promise<Numbers> {
  const day = localDay(now);
  if (ctx.config.role === 'centre-layer') {
    const yearStart = day.with({ month: 1, day: 1 });
    const n = await nextNumber(tx, `local:${centreId}`, yearStart);
    return { number: null, localNumber: localReceiptNumber(settings, now, n) };
  }
  if (competent.identityCode === null) {
    return { number: null, localNumber: null };
  }
  const n = await nextNumber(tx, competent.identityCode, day);
  return { number: dossierNumber(settings, competent.identityCode, now, n), localNumber: null };
}

/**
 * Everything a reception needs to know: the procedure version in force, its papers, the agencies, the steps of the
 * internal process worked out for the term, and, for `receive`, the number.
 * @throws Problem `not-found` when the procedure is not in the catalogue
 */
export async function loadReception(
  ctx: AppContext,
  tx: Tx,
  { centre, commune }: Surroundings,
  settings: DossierSettings,
  request: ReceptionRequest,
  now: Temporal.Instant,
): Promise<ReceptionFacts> {
  const version = await findCurrentVersion(tx, request.procedureCode, localDay(now));
  if (version === null || version === undefined) {
    throw new Problem('not-found', {
      detail: t('no-procedure', { code: request.procedureCode }),
      fields: [{ path: 'intake.procedureCode', message: t('no-procedure-field') }],
    });
  }
  const competent =
    request.competentAgencyId === null ? commune : await getAgencyIn(tx, request.competentAgencyId);
  const helped = request.helpedAgencyId === null ? centre : await getAgencyIn(tx, request.helpedAgencyId);
  const procedure = snapshotOf(version, request);
  const process = await processFor(
    tx,
    {
      procedureCode: procedure.code,
      fieldGroup: procedure.fieldGroup,
      processCode: version.body.processCode,
      term: procedure.term,
    },
    localDay(now),
  );
  const numbers = request.issueNumber
    ? await issueNumbers(ctx, tx, settings, competent, centre.id, now)
    : { number: null, localNumber: null };
  return {
    dossierId: request.dossierId,
    procedure,
    papers: papersOf(version.body),
    fees: version.body.fees,
    inPersonOnly: version.body.flags.inPersonOnly,
    agencies: { helpedAt: refOf(helped), receivedAt: refOf(centre), competent: refOf(competent) },
    competentHere: competent.id === commune.id,
    process: { code: process.code, version: process.version },
    steps: stepsOf(process, await stepUnits(tx, centre.id, { centre, commune }), commune),
    ...numbers,
    lookupCode: newLookupCode(),
  };
}
