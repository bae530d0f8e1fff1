import type { DossierEvent } from '#modules/dossiers/schema.ts';
import type { DomainEvents, EventScope } from '#platform/events.ts';
import { deskMessages } from './messages-desk.ts';
import { preparationOfDossier } from './queries.ts';
import { markAnswered } from './repo.ts';
import { preparedBy } from './rules/words.ts';

/** What counts as the centre's answer to what was filed here (NĐ 118/2025 Đ17 k.2). */
const ANSWERS: ReadonlySet<DossierEvent['type']> = new Set([
  'received',
  'reception-refused',
  'supplement-requested',
]);

/** Stops the clock of the answer in the transaction that gives it. */
export async function noteAnswers(
  { dossier, events }: DomainEvents['dossier.changed'],
  { tx, at }: EventScope,
): Promise<void> {
  if (events.some(({ type }) => ANSWERS.has(type))) {
    await markAnswered(tx, dossier.id, at);
  }
}

/** Tells the intake page who prepared the dossier that it shows. */
export async function answerFacts(
  { draftId, add }: DomainEvents['intake.facts'],
  { tx }: EventScope,
): Promise<void> {
  const preparation = await preparationOfDossier(tx, draftId);
  if (preparation !== null) {
    const t = deskMessages('vi');
    add({
      text: t('fact-intake', { who: preparedBy(preparation, 'vi') }),
      link: { href: `/can-bo/ho-so-chuan-bi/${preparation.id}`, text: t('fact-see') },
    });
  }
}
