import { Intake } from '#modules/dossiers/schema.ts';
import type { Component } from '#modules/procedures/schema.ts';
import type { Body, Preparation } from '../schema.ts';

/** Files of the dossier, by paper. `waiting`: how many still wait for the virus scanner. */
export interface HandedOn {
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly reused: ReadonlyMap<string, string>;
  readonly waiting: ReadonlyMap<string, number>;
  /** The filled form as a file; null where there is none. */
  readonly form: { readonly name: string; readonly fileId: string } | null;
}

function parties(body: Body) {
  const { applicant, submitter, who } = body;
  const person = {
    name: submitter.name,
    idNumber: submitter.idNumber || null,
    phone: submitter.phone || null,
  };
  const relation = submitter.relation || 'người thân';
  const handedIn =
    who !== 'relative' || submitter.name === ''
      ? { as: 'self' }
      : submitter.paper === ''
        ? { as: 'relative', person, relation }
        : { as: 'authorised', person, authorisation: { document: submitter.paper } };
  return {
    applicant: {
      name: applicant.name,
      idKind: applicant.idNumber === '' ? null : applicant.idNumber.length === 12 ? 'personal-id' : 'old-id',
      idNumber: applicant.idNumber || null,
      birthDate: applicant.birthDate || null,
      address: applicant.address,
      phone: applicant.phone || null,
    },
    submitter: handedIn,
    contact: {
      phone: (who === 'relative' && submitter.phone) || applicant.phone || null,
      email: null,
      by: [],
    },
  };
}

/** How the counter finds the paper ticked: what is brought as the citizen said, what was sent as sent. */
function satisfied(body: Body, component: Component, handed: HandedOn, present: boolean) {
  const key = component.id;
  const from = handed.reused.get(key);
  if ((handed.files.get(key)?.length ?? 0) > 0) {
    return from === undefined ? { how: 'uploaded' } : { how: 'reused', from };
  }
  switch (body.papers[key]) {
    case 'original':
      return present ? { how: 'original' } : null;
    case 'copy':
      return present ? { how: 'certified-copy' } : null;
    case 'shown':
      return present ? { how: 'shown' } : null;
    default:
      return null;
  }
}

function paper(body: Body, component: Component, handed: HandedOn, present: boolean) {
  const way = satisfied(body, component, handed, present);
  const count = Math.max(1, component.originals + component.copies);
  const waiting = handed.waiting.get(component.id) ?? 0;
  return {
    key: component.id,
    satisfied: way,
    originals: way?.how === 'original' ? count : 0,
    certifiedCopies: way?.how === 'certified-copy' ? count : 0,
    files: handed.files.get(component.id) ?? [],
    note: waiting === 0 ? '' : `${waiting} tệp còn chờ kiểm tra an toàn.`,
  };
}

/** The form that was filled in at home: a paper of its own, until the person has signed it. */
function formPaper({ form }: HandedOn) {
  return form === null
    ? []
    : [
        {
          key: 'to-khai-dien-san',
          name: `Tờ khai điền sẵn: ${form.name}`,
          required: false,
          satisfied: { how: 'uploaded' },
          files: [form.fileId],
          note: 'In ra để người yêu cầu xem lại và ký.',
        },
      ];
}

/**
 * What was prepared, in the shape of the counter's own intake.
 * @param how `counter`: the person stands there with what is brought; `online`: only what was sent is there
 * @throws z.ZodError for what no intake can hold
 */
export function intakeOf(
  preparation: Pick<Preparation, 'procedureCode' | 'body'>,
  components: readonly Component[],
  handed: HandedOn,
  how: { readonly kind: 'counter'; readonly ticketId: string | null } | { readonly kind: 'online' },
): Intake {
  const { body, procedureCode } = preparation;
  const { delivery } = body;
  return Intake.parse({
    procedureCode,
    channel: how.kind === 'online' ? 'online' : 'direct',
    parties: parties(body),
    papers: [
      ...components.map((component) => paper(body, component, handed, how.kind === 'counter')),
      ...formPaper(handed),
    ],
    delivery: {
      how: delivery.how === '' ? 'counter' : delivery.how,
      address: delivery.how === 'post' ? delivery.address : '',
    },
    ticketId: how.kind === 'counter' ? how.ticketId : null,
  });
}
