import { mirroredProofIn } from '#modules/mirror/queries/look-up.ts';
import { mirroredFaceIn } from '#modules/mirror/queries.ts';
import type { MirrorFace } from '#modules/mirror/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { sameSecret } from '#platform/same-secret.ts';
import type { PublicDelivery } from '../announce.ts';
import { queryMessages, statusMessages } from '../messages.ts';
import { findWithEvents } from '../repo/store.ts';
import { currentRun, openWait, standingOf, workingDue } from '../rules/clock.ts';
import { owed } from '../rules/decide-result.ts';
import { explainDossier } from '../rules/explain.ts';
import { type PublicStage, stagesOf } from '../rules/stages.ts';
import type { Dossier, Standing, Status } from '../schema.ts';

/** What anybody with the number and the second secret learns. Never a name, an address or a number of a person. */
export interface LookUp {
  readonly number: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly status: Status;
  readonly statusText: string;
  readonly standing: Standing;
  readonly receivedAt: Temporal.Instant | null;
  readonly agency: string;
  /** The date that the citizen was told last; null while the dossier waits for them or has ended. */
  readonly due: Temporal.Instant | null;
  /** The first date, when an apology moved it. */
  readonly originalDue: Temporal.Instant | null;
  readonly stages: readonly PublicStage[];
  /** Why the date is what it is: every run and wait, in sentences. */
  readonly why: readonly string[];
  /** What the citizen is asked for now, and until when. */
  readonly missing: readonly {
    readonly content: string;
    readonly reason: string;
    readonly guidance: string;
  }[];
  readonly completeBy: Temporal.Instant | null;
  /** Charges to pay in đồng. */
  readonly owed: number;
  readonly finishedAt: Temporal.Instant | null;
  readonly returnedAt: Temporal.Instant | null;
  readonly resultName: string;
  /** The result carries digital signatures that can be checked. */
  readonly signedDigitally: boolean;
  /** What the provincial system says of it, where this is a centre's layer; null otherwise. */
  readonly mirrored: MirrorFace | null;
  /** What is on its way by the post, in the language of the screen. */
  readonly deliveries: readonly ((lang: Lang) => PublicDelivery)[];
  /** For rating and following; no personal data. */
  readonly dossierId: string;
}

const t = queryMessages('vi');

/** Wrong secrets for one number until it has to wait, and how long they are remembered. */
const TRIES = 5;
const WINDOW_MINUTES = 15;
/** Last digits of a phone or identity number that count as the second secret. */
const LAST_DIGITS = 4;

/** As many comparisons as the fullest dossier needs: no answer comes sooner because there is nothing to compare with. */
const COMPARISONS = 8;

/** What opens a look-up: the code on the receipt whole, of the numbers of people the last digits (four or more). */
interface Proof {
  readonly code: string | null;
  readonly numbers: readonly (string | null | undefined)[];
}

const NO_PROOF: Proof = { code: null, numbers: [] };

function proofOf(dossier: Dossier): Proof {
  const { applicant, submitter, contact } = dossier.parties;
  const other = submitter.as === 'self' ? null : submitter.person;
  return {
    code: dossier.lookupCode,
    numbers: [applicant.phone, applicant.idNumber, other?.phone, other?.idNumber, contact.phone],
  };
}

/** Whether the secret is the code or the end of a number. As much work for every proof, also for none. */
function opens({ code, numbers }: Proof, secret: string): boolean {
  const typed = secret.toUpperCase().replace(/[\s.-]/g, '');
  const isTail = /^\d+$/.test(typed) && typed.length >= LAST_DIGITS;
  const tails = numbers
    .map((number) => number?.replace(/[\s.-]/g, '') ?? '')
    .map((number) => (isTail && number.length > typed.length ? number.slice(-typed.length) : null));
  const rights = [code, ...tails];
  let opened = false;
  for (let n = 0; n < COMPARISONS; n += 1) {
    const right = rights[n] ?? null;
    const equal = sameSecret(typed, right ?? '');
    opened = (equal && right !== null) || opened;
  }
  return opened;
}

async function failuresSince(tx: Tx, number: string, since: Temporal.Instant): Promise<number> {
  const row = await tx
    .selectFrom('lookup_attempts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('number', '=', number)
    .where('success', '=', false)
    .where('at', '>', since)
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** What the public view says of a dossier, in the reader's language. */
export function present(dossier: Dossier, now: Temporal.Instant, lang: Lang = 'vi'): LookUp {
  const wait = openWait(dossier);
  const awaited = dossier.supplements.find((s) => s.passedOnAt !== null && s.completedAt === null);
  const due = workingDue(dossier);
  return {
    number: dossier.number ?? dossier.localNumber ?? '',
    procedureCode: dossier.procedure.code,
    procedureName: dossier.procedure.name,
    status: dossier.status,
    statusText: statusMessages(lang)(`s${dossier.status}`),
    standing: standingOf(dossier, now),
    receivedAt: dossier.receivedAt,
    agency: dossier.agencies.competent.name,
    due,
    originalDue: dossier.extension !== null && due !== null ? (currentRun(dossier)?.due ?? null) : null,
    stages: stagesOf(dossier, lang),
    why: explainDossier(dossier, lang).map((line) => line.text),
    missing:
      wait === null || awaited === undefined
        ? []
        : awaited.items.map(({ content, reason, guidance }) => ({ content, reason, guidance })),
    completeBy: wait?.closingLimit ?? null,
    owed: owed(dossier),
    finishedAt: dossier.endedAt,
    returnedAt: dossier.returned?.at ?? null,
    resultName: dossier.procedure.resultName,
    signedDigitally: dossier.decision?.signed?.digital === true,
    mirrored: null,
    deliveries: [],
    dossierId: dossier.id,
  };
}

async function deliveriesOf(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  dossierId: string,
): Promise<LookUp['deliveries']> {
  const deliveries: LookUp['deliveries'][number][] = [];
  const wanted = { dossierId, add: (delivery: LookUp['deliveries'][number]) => deliveries.push(delivery) };
  await ctx.events.emit('dossier.deliveries', wanted, { tx, actor, at: ctx.clock.now() });
  return deliveries;
}

/** What a number and its secret open: a dossier received here, or one that only the provincial system tells of. */
export type Found =
  | { readonly kind: 'here'; readonly view: LookUp }
  | { readonly kind: 'mirrored'; readonly face: MirrorFace };

type Outcome = { readonly kind: 'slow' } | { readonly kind: 'failed' } | Found;

async function tryIn(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  wanted: string,
  secret: string,
  lang: Lang,
): Promise<Outcome> {
  const now = ctx.clock.now();
  if ((await failuresSince(tx, wanted, now.subtract({ minutes: WINDOW_MINUTES }))) >= TRIES) {
    return { kind: 'slow' };
  }
  // Both are looked for whatever the first gives, and both are compared: what is there cannot be told from the time that it takes.
  const stored = await findWithEvents(tx, { number: wanted });
  const told = await mirroredProofIn(ctx, tx, wanted);
  const dossier = stored?.dossier.receivedAt === null ? undefined : stored?.dossier;
  const here = opens(dossier === undefined ? NO_PROOF : proofOf(dossier), secret) && dossier !== undefined;
  const there = opens({ code: null, numbers: told?.numbers ?? [] }, secret) && told !== null;
  await tx
    .insertInto('lookup_attempts')
    .values({ centre_id: actor.centreId, number: wanted, at: now, success: here || there })
    .execute();
  if (here) {
    return {
      kind: 'here',
      view: {
        ...present(dossier, now, lang),
        mirrored: await mirroredFaceIn(ctx, tx, dossier.id),
        deliveries: await deliveriesOf(ctx, tx, actor, dossier.id),
      },
    };
  }
  return there ? { kind: 'mirrored', face: told.face } : { kind: 'failed' };
}

/**
 * Look-up for the public: number and a second secret. The answer does not tell whether the number exists, and guessing
 * is slow: five wrong secrets in a quarter of an hour close the number for that long. Each try is kept. In a centre's layer the dossiers that only the provincial
 * system tells of are found by the same proof: the end of their holder's phone or identity number.
 * @throws Problem `not-found` or `rate-limited`
 */
export async function lookUpAny(
  ctx: AppContext,
  actor: Actor,
  number: string,
  secret: string,
  lang: Lang = 'vi',
): Promise<Found> {
  const wanted = number.trim().toUpperCase().replace(/\s/g, '').slice(0, 60);
  const outcome = await inTransaction(ctx, actor, (tx) => tryIn(ctx, tx, actor, wanted, secret, lang));
  switch (outcome.kind) {
    case 'here':
    case 'mirrored':
      return outcome;
    case 'slow':
      throw new Problem('rate-limited', {
        detail: t('lookup-slow', { minutes: WINDOW_MINUTES }),
        retryAfter: WINDOW_MINUTES * 60,
      });
    case 'failed':
      throw new Problem('not-found', { detail: t('lookup-failed') });
    default:
      return outcome satisfies never;
  }
}

/**
 * {@link lookUpAny} for what can be done with dossiers received here only: rating, paying, following.
 * @throws Problem `not-found` or `rate-limited`; `not-allowed-now` where only the provincial system has it
 */
export async function lookUp(ctx: AppContext, actor: Actor, number: string, secret: string): Promise<LookUp> {
  const found = await lookUpAny(ctx, actor, number, secret);
  if (found.kind === 'mirrored') {
    throw new Problem('not-allowed-now', { detail: t('lookup-elsewhere') });
  }
  return found.view;
}
