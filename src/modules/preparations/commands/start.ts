import { randomInt } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import { keyOf } from '#modules/dossiers/rules/mine.ts';
import { findFormForProcedure } from '#modules/forms/queries.ts';
import type { SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { PREPARATION_POLICY } from '../policy.ts';
import { findPreparation, insertPreparation, type NewPreparation } from '../repo.ts';
import { findSettings } from '../repo-settings.ts';
import { Body, type StartInput } from '../schema.ts';
import { tokenFor } from './secret.ts';

const t = refusals('vi');
const CODE_TRIES = 10;

/** Ten digits that do not begin with zero, so that nobody takes them for a telephone number. */
function newCode(): string {
  return `${randomInt(1, 10)}${String(randomInt(1_000_000_000)).padStart(9, '0')}`;
}

/** What is known of a citizen who signed in by VNeID; the provider's word, so nothing of it is asked again. */
function knownOf(citizen: SignedInCitizen | undefined, formId: string | null): Body {
  const { claims } = citizen ?? {};
  return Body.parse(
    claims === undefined || claims.kind !== 'person'
      ? { formId }
      : {
          formId,
          applicant: {
            name: claims.name,
            idNumber: claims.idNumber ?? '',
            birthDate: claims.birthDate ?? '',
          },
        },
  );
}

async function store(tx: Tx, made: Omit<NewPreparation, 'code'>): Promise<void> {
  for (let attempt = 0; attempt < CODE_TRIES; attempt += 1) {
    if (await insertPreparation(tx, { ...made, code: newCode() })) {
      return;
    }
    if ((await findPreparation(tx, { requestId: made.requestId })) !== null) {
      return;
    }
  }
  throw new Error('no free code for a preparation was found');
}

/**
 * Begins a draft. The secret is made of the request's id and the installation's key: the same request again gets the
 * same address, and nobody else can make it.
 * @returns the secret part of its address
 * @throws Problem `forbidden`, `validation` for a procedure that is not in force
 */
export async function startPreparation(
  ctx: AppContext,
  actor: Actor,
  input: StartInput,
  citizen?: SignedInCitizen,
): Promise<string> {
  authorise(PREPARATION_POLICY, actor, 'start', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const { text, hash } = await tokenFor(ctx, actor.centreId, input.requestId);
  const form = await findFormForProcedure(ctx, actor, input.procedureCode, at);
  await inTransaction(ctx, actor, async (tx) => {
    if ((await findPreparation(tx, { requestId: input.requestId })) !== null) {
      return;
    }
    const version = await findCurrentVersion(tx, input.procedureCode, localDay(at));
    if (version === null) {
      const message = t('no-procedure', { code: input.procedureCode });
      throw new Problem('validation', { detail: message, fields: [{ path: 'procedureCode', message }] });
    }
    const { keepDays } = await findSettings(tx);
    const id = newId();
    await store(tx, {
      id,
      centreId: actor.centreId,
      secretHash: hash,
      procedureCode: input.procedureCode,
      procedureName: version.body.plainName ?? version.body.name,
      body: knownOf(citizen, form?.id ?? null),
      ownerKey: citizen?.assured === true ? keyOf(citizen.claims) : null,
      helper: actor.kind === 'staff' ? { id: actor.accountId, name: actor.displayName } : null,
      requestId: input.requestId,
      at,
      expiresAt: at.add({ hours: 24 * keepDays }),
    });
    await record(
      tx,
      actor,
      {
        action: 'preparation.start',
        subjectType: 'preparation',
        subjectId: id,
        detail: { procedure: input.procedureCode },
      },
      at,
    );
  });
  return text;
}
