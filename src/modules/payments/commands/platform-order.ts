import type { InitOrder } from '#integrations/payment-platform/messages.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';

/** The number under which the platform knows a dossier. */
export function numberOf(dossier: Pick<Dossier, 'number' | 'localNumber'>): string {
  return dossier.number ?? dossier.localNumber ?? '';
}

/** What the platform is told of a dossier that owes. */
export function orderOf(dossier: Dossier, call: Pick<InitOrder, 'reference' | 'stamp' | 'ip'>): InitOrder {
  const { applicant, submitter } = dossier.parties;
  const payer = submitter.as === 'self' ? applicant : submitter.person;
  return {
    ...call,
    dossierNumber: numberOf(dossier),
    procedure: { code: dossier.procedure.code, name: dossier.procedure.name },
    lines: dossier.fee.lines.map(({ name, amount }) => ({ name, amountVnd: amount })),
    payer: {
      name: payer.name,
      idNumber: payer.idNumber ?? applicant.idNumber ?? '',
      address: applicant.address,
    },
  };
}
