import type { Dossier, Parties } from '../schema.ts';

/** What a signed-in citizen is known by. */
export interface CitizenKey {
  readonly kind: 'person' | 'business' | 'organisation';
  readonly idNumber: string | null;
  readonly taxCode: string | null;
}

/** The number by which a citizen's dossiers are found; null where nothing is certain enough. */
export function keyOf(citizen: CitizenKey): string | null {
  switch (citizen.kind) {
    case 'person':
      return citizen.idNumber;
    case 'business':
      return citizen.taxCode;
    case 'organisation':
      return null;
    default:
      return citizen.kind satisfies never;
  }
}

type Person = Parties['applicant'];

function isPerson(person: Person, citizen: CitizenKey, key: string): boolean {
  return person.kind === (citizen.kind === 'person' ? 'citizen' : 'organisation') && person.idNumber === key;
}

/**
 * What the citizen is in a dossier: the applicant, else who handed it in, else nobody. The number and the kind of person have to agree, so
 * that a tax code that looks like an old ID card opens nothing.
 */
export function partOf(
  dossier: Pick<Dossier, 'parties'>,
  citizen: CitizenKey,
): 'applicant' | 'submitter' | null {
  const key = keyOf(citizen);
  if (key === null) {
    return null;
  }
  const { applicant, submitter } = dossier.parties;
  if (isPerson(applicant, citizen, key)) {
    return 'applicant';
  }
  return submitter.as !== 'self' && isPerson(submitter.person, citizen, key) ? 'submitter' : null;
}
