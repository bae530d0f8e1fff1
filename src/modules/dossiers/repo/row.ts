import type { Insertable } from 'kysely';
import type { Dossiers } from '#platform/db/types.gen.ts';
import { currentRun, openWait, workingDue } from '../rules/clock.ts';
import { owed } from '../rules/decide-result.ts';
import { openProposal } from '../rules/decide-supplement.ts';
import { currentStep, pendingHandOver } from '../rules/holding.ts';
import type { Dossier } from '../schema.ts';

/** All phone numbers of a dossier's people, for search; no doubles. */
function phonesOf({ parties }: Dossier): string[] {
  const submitter = parties.submitter.as === 'self' ? null : parties.submitter.person.phone;
  return [...new Set([parties.applicant.phone, submitter, parties.contact.phone].filter((p) => p !== null))];
}

/** All identity numbers of a dossier's people, for search; no doubles. */
function idNumbersOf({ parties }: Dossier): string[] {
  const submitter = parties.submitter.as === 'self' ? null : parties.submitter.person.idNumber;
  return [...new Set([parties.applicant.idNumber, submitter].filter((id) => id !== null))];
}

/** The stored row of a dossier: the state itself and the columns that lists, searches and constraints need. */
export function toRow(dossier: Dossier): Insertable<Dossiers> {
  const run = currentRun(dossier);
  const wait = openWait(dossier);
  const pending = pendingHandOver(dossier);
  const step = currentStep(dossier);
  const { parties, procedure, holder } = dossier;
  return {
    id: dossier.id,
    centre_id: dossier.centreId,
    seq: dossier.seq,
    status: dossier.status,
    number: dossier.number,
    local_number: dossier.localNumber,
    lookup_code: dossier.lookupCode,
    procedure_code: procedure.code,
    procedure_version_id: procedure.versionId,
    procedure_name: procedure.name,
    field: procedure.field,
    field_group: procedure.fieldGroup,
    channel: dossier.channel,
    applicant_name: parties.applicant.name,
    submitter_name: parties.submitter.as === 'self' ? parties.applicant.name : parties.submitter.person.name,
    phones: phonesOf(dossier),
    id_numbers: idNumbersOf(dossier),
    outside_ref: dossier.outsideRef,
    competent_agency_id: dossier.agencies.competent.id,
    holder_unit_id: holder.unitId,
    holder_unit_name: holder.unitName,
    holder_account_id: holder.accountId,
    holder_name: holder.name,
    pending_unit_id: pending?.to.unitId ?? null,
    pending_unit_name: pending?.to.unitName ?? null,
    pending_account_id: pending?.to.accountId ?? null,
    proposal: openProposal(dossier) !== null,
    step_key: step?.key ?? null,
    step_name: step?.name ?? null,
    step_due_at: step === null ? null : (dossier.visits.at(-1)?.due ?? null),
    waiting: wait?.kind ?? null,
    waiting_since: wait?.from ?? null,
    closing_limit_at: wait?.closingLimit ?? null,
    created_at: dossier.createdAt,
    respond_by: dossier.respondBy,
    received_at: dossier.receivedAt,
    received_by: dossier.receivedBy?.accountId ?? null,
    competent_at: dossier.competentAt,
    original_due_at: dossier.runs[0]?.originalDue ?? null,
    judged_due_at: run?.due ?? null,
    due_at: workingDue(dossier),
    extended: dossier.extension !== null,
    supplements: dossier.supplements.filter((s) => s.passedOnAt !== null).length,
    ended_at: dossier.endedAt,
    ending: dossier.ending,
    outcome: dossier.outcome,
    returned_at: dossier.returned?.at ?? null,
    owed: owed(dossier),
    updated_at: dossier.last.at,
    state: JSON.stringify(dossier),
  };
}
