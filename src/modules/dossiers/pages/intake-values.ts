import type { FormValues } from '#platform/http/form.ts';
import type { Dossier } from '../schema.ts';
import { dayToTyped } from './typed-day.ts';

type Flat = Record<string, string | readonly string[]>;

function put(flat: Flat, name: string, value: { toString(): string } | null | undefined): void {
  if (value !== null && value !== undefined) {
    flat[name] = String(value);
  }
}

function parties(flat: Flat, { parties: all }: Dossier): void {
  const { applicant, submitter, contact } = all;
  for (const key of ['kind', 'name', 'idKind', 'idNumber', 'sex', 'address', 'phone', 'email'] as const) {
    put(flat, `parties.applicant.${key}`, applicant[key]);
  }
  if (applicant.birthDate !== null) {
    put(flat, 'parties.applicant.birthDate', dayToTyped(applicant.birthDate.toString()));
  }
  put(flat, 'parties.submitter.as', submitter.as);
  if (submitter.as !== 'self') {
    for (const key of ['name', 'idNumber', 'phone'] as const) {
      put(flat, `parties.submitter.person.${key}`, submitter.person[key]);
    }
  }
  if (submitter.as === 'authorised') {
    put(flat, 'parties.submitter.authorisation.document', submitter.authorisation.document);
  }
  if (submitter.as === 'relative' || submitter.as === 'guardian') {
    put(flat, 'parties.submitter.relation', submitter.relation);
  }
  put(flat, 'parties.contact.email', contact.email);
  if (contact.by.length > 0) {
    flat['parties.contact.by'] = contact.by;
  }
}

function papers(flat: Flat, dossier: Dossier): void {
  dossier.papers.forEach((paper, index) => {
    const name = (part: string) => `papers.${index}.${part}`;
    const count = paper.originals + paper.certifiedCopies + paper.plainCopies;
    put(flat, name('key'), paper.key);
    put(flat, name('name'), paper.name);
    if (paper.files.length > 0) {
      flat[name('files')] = paper.files;
    }
    put(flat, name('how'), paper.satisfied?.how);
    put(flat, name('count'), count === 0 ? null : count);
    put(flat, name('note'), paper.note === '' ? null : paper.note);
    put(flat, name('skip'), paper.satisfied === null && !paper.required && paper.note !== '' ? '1' : null);
    if (paper.satisfied?.how === 'reused') {
      put(flat, name('from'), paper.satisfied.from);
    }
    if (paper.satisfied?.how === 'database') {
      put(flat, name('from'), paper.satisfied.database);
    }
  });
}

/** What was counted and why; an amount that is the list's goes on following the quantities. */
function fees(flat: Flat, { fee }: Dossier): void {
  fee.lines.forEach(({ name: called, amount, reckoned }, index) => {
    const name = (part: string) => `fee.lines.${index}.${part}`;
    put(flat, name('name'), called);
    put(flat, name('amount'), amount.toLocaleString('vi-VN'));
    if (reckoned !== undefined) {
      put(flat, name('fee'), reckoned.fee);
      put(flat, name('proposed'), reckoned.listVnd?.toLocaleString('vi-VN'));
      put(flat, name('exemption'), reckoned.exemption?.place);
      put(flat, name('reason'), reckoned.reason === '' ? null : reckoned.reason);
      reckoned.quantities.forEach(({ units, times }, at) => {
        put(flat, name(`quantities.${at}.units`), units);
        put(flat, name(`quantities.${at}.times`), times);
      });
    }
  });
}

/** A dossier that was kept at the counter, as the values of the intake form: nothing has to be typed again. */
export function valuesOf(dossier: Dossier): FormValues {
  const flat: Flat = { draftId: dossier.id, procedureCode: dossier.procedure.code };
  parties(flat, dossier);
  papers(flat, dossier);
  put(flat, 'channel', dossier.channel);
  put(flat, 'sets', dossier.sets);
  put(flat, 'content', dossier.content);
  put(flat, 'delivery.how', dossier.delivery.how);
  for (const part of ['address', 'commune', 'province', 'phone'] as const) {
    put(flat, `delivery.${part}`, dossier.delivery[part]);
  }
  put(flat, 'ticketId', dossier.ticketId);
  put(flat, 'outsideRef', dossier.outsideRef === '' ? null : dossier.outsideRef);
  fees(flat, dossier);
  put(flat, 'fee.method', dossier.fee.paid?.method);
  return flat;
}
