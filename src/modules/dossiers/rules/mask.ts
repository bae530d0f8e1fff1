import type { Dossier, Person, Submitter } from '../schema.ts';

/** "038000000001" → "038******001": enough to compare, not to use. Short numbers keep their last two characters. */
export function maskNumber(number: string): string {
  const [head, tail] = number.length >= 9 ? [3, 3] : [0, 2];
  return `${number.slice(0, head)}${'*'.repeat(Math.max(0, number.length - head - tail))}${number.slice(-tail)}`;
}

function maskEmail(email: string): string {
  return email.replace(/^(.).*(@.*)$/, '$1***$2');
}

function maskPerson(person: Person): Person {
  return {
    ...person,
    idNumber: person.idNumber === null ? null : maskNumber(person.idNumber),
    phone: person.phone === null ? null : maskNumber(person.phone),
    email: person.email === null ? null : maskEmail(person.email),
    birthDate: null,
    address: '',
  };
}

function maskSubmitter(submitter: Submitter): Submitter {
  return submitter.as === 'self' ? submitter : { ...submitter, person: maskPerson(submitter.person) };
}

/** The dossier for people whose task does not need the personal data: names stay, numbers are masked, the rest is left out. */
export function masked(dossier: Dossier): Dossier {
  const { applicant, submitter, contact } = dossier.parties;
  return {
    ...dossier,
    lookupCode: null,
    parties: {
      applicant: maskPerson(applicant),
      submitter: maskSubmitter(submitter),
      contact: {
        ...contact,
        phone: contact.phone === null ? null : maskNumber(contact.phone),
        email: contact.email === null ? null : maskEmail(contact.email),
      },
    },
    returned:
      dossier.returned === null
        ? null
        : {
            ...dossier.returned,
            receiver: {
              ...dossier.returned.receiver,
              idNumber: maskNumber(dossier.returned.receiver.idNumber),
              matter: '',
            },
          },
  };
}
