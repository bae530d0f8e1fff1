import { record } from '#modules/audit/commands/record.ts';
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import { countUse } from '#modules/procedures/commands/count-use.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { dossierTopic } from '../announce.ts';
import { refusalMessages } from '../messages.ts';
import { commandProblems } from '../messages-commands.ts';
import { DOSSIER_POLICY, subjectFor } from '../policy.ts';
import { writeLines } from '../repo/registers.ts';
import {
  append,
  claimRequest,
  type DossierRef,
  listEvents,
  lockDossier,
  normalise,
  settleRequest,
} from '../repo/store.ts';
import { refuseAsLayer } from '../rules/centre-layer.ts';
import { type DecideContext, isRefused, type Refusal } from '../rules/context.ts';
import { decide } from '../rules/decide.ts';
import { evolveAll } from '../rules/evolve.ts';
import { commandVerb, holderName } from '../rules/refuse.ts';
import type { Command, Dossier, DossierEvent } from '../schema.ts';
import { bindPapers } from './bind-papers.ts';
import { loadFacts } from './facts.ts';
import { drawForms } from './forms.ts';
import { planSilences } from './plan-silences.ts';
import { signingAuthority } from './signing.ts';
import { baseContext, getSurroundings, type Surroundings } from './surroundings.ts';

const t = commandProblems('vi');

/** A dossier by id or number, or one that does not exist yet. */
export type Target = DossierRef | 'new';

/** What a caller has proven before it gives a command. */
export type Evidence = Pick<DecideContext, 'signedFiles'>;

/** What a command led to. `repeated`: the same request came before, and this is its answer again. */
export interface Executed {
  readonly dossier: Dossier;
  readonly events: readonly DossierEvent[];
  readonly repeated: boolean;
}

/** The answer that an earlier request with this id got: the dossier as it was then. */
async function repeatedAnswer(
  tx: Tx,
  earlier: NonNullable<Awaited<ReturnType<typeof claimRequest>>>,
  fingerprint: Uint8Array,
): Promise<Executed> {
  if (
    Buffer.compare(earlier.fingerprint, fingerprint) !== 0 ||
    earlier.dossierId === null ||
    earlier.seq === null
  ) {
    throw new Problem('conflict', { detail: refusalMessages('vi')('request-id-reused') });
  }
  const stored = await listEvents(tx, earlier.dossierId, earlier.seq);
  return {
    dossier: evolveAll(
      null,
      stored.map((row) => row.event),
    ),
    events: [],
    repeated: true,
  };
}

function problemOf(refusal: Refusal): Problem {
  const { kind, text, field, allowed, facts } = refusal;
  return new Problem(kind, {
    detail: text,
    ...(field === undefined ? {} : { fields: [{ path: field, message: text }] }),
    allowed,
    facts,
  });
}

function authoriseCommand(
  actor: Actor,
  command: Command,
  dossier: Dossier | null,
  around: Surroundings,
): void {
  const hint =
    dossier === null
      ? undefined
      : t('not-yours', { verb: commandVerb(command.type), holder: holderName(dossier) });
  authorise(DOSSIER_POLICY, actor, command.type, subjectFor(dossier, command, actor, around.units), hint);
}

async function loadTarget(tx: Tx, target: Target): Promise<Dossier | null> {
  if (target === 'new') {
    return null;
  }
  const dossier = await lockDossier(tx, target);
  if (dossier === null) {
    throw new Problem('not-found', { detail: t('unknown') });
  }
  return dossier;
}

interface Change {
  readonly ctx: AppContext;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly around: Surroundings;
  readonly before: Dossier | null;
  readonly dossier: Dossier;
  readonly events: readonly DossierEvent[];
  readonly command: Command;
  readonly requestId: string;
}

async function store(change: Change): Promise<void> {
  const { ctx, tx, actor, before, dossier, events, command, requestId } = change;
  const at = ctx.clock.now();
  const digest = await append(tx, before?.seq ?? 0, dossier, events, requestId);
  for (const event of events) {
    if (event.type === 'received') {
      await countUse(tx, actor, dossier.procedure.code, localDay(at));
    }
    if (event.type === 'registered') {
      await writeLines(tx, dossier, event.lines, event.by.accountId);
    }
  }
  await planSilences(tx, dossier, events);
  await settleRequest(tx, requestId, dossier);
  await bindPapers(tx, actor, dossier, events);
  await drawForms(change, events);
  await ctx.events.emit(
    'dossier.changed',
    { before, dossier, events, command: command.type },
    { tx, actor, at },
  );
  await ctx.live.publish(tx, dossierTopic(dossier.centreId), {
    id: dossier.id,
    number: dossier.number ?? dossier.localNumber,
    status: dossier.status,
    unitId: dossier.holder.unitId,
  });
  await record(
    tx,
    actor,
    {
      action: `dossier.${command.type}`,
      subjectType: 'dossier',
      subjectId: dossier.id,
      detail: { number: dossier.number, seq: dossier.seq, digest: Buffer.from(digest).toString('hex') },
    },
    at,
  );
}

/**
 * The one way to change a dossier: authorise → lock → decide → append events and store the row → forms, events, audit,
 * in one transaction. A repeat of the same request id gives the same answer; of two commands at once the second is
 * decided on what the first left.
 *
 * @param also what else is written in the same transaction
 * @param evidence what the caller has proven beforehand; never taken from a request
 * @throws Problem `forbidden`, `not-found`, `validation`, `not-allowed-now` or `already-done` (with who, when and what
 *   is allowed now), `conflict` when the request id was used for something else
 */
export async function execute(
  ctx: AppContext,
  actor: Actor,
  target: Target,
  command: Command,
  requestId: string,
  also?: (tx: Tx, executed: Executed) => Promise<void>,
  evidence: Evidence = {},
): Promise<Executed> {
  const who = actor.kind === 'staff' ? actor.accountId : actor.kind;
  const fingerprint = sha256(canonicalJson(toJson({ who, target, command })));
  return inTransaction(ctx, actor, async (tx) => {
    const executed = await executeIn(ctx, tx, actor, target, command, requestId, fingerprint, evidence);
    await also?.(tx, executed);
    return executed;
  });
}

async function executeIn(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  target: Target,
  command: Command,
  requestId: string,
  fingerprint: Uint8Array,
  evidence: Evidence,
): Promise<Executed> {
  const now = ctx.clock.now();
  const around = await getSurroundings(tx, actor);
  if (target === 'new') {
    authoriseCommand(actor, command, null, around);
  }
  const earlier = await claimRequest(tx, actor.centreId, requestId, fingerprint, now);
  if (earlier !== null) {
    return repeatedAnswer(tx, earlier, fingerprint);
  }
  const before = await loadTarget(tx, target);
  const authority = await signingAuthority(tx, actor, command, before, now);
  if (authority === null) {
    authoriseCommand(actor, command, before, around);
  }
  const elsewhere = ctx.config.role === 'centre-layer' ? refuseAsLayer(before, command.type) : null;
  if (elsewhere !== null && isRefused(elsewhere)) {
    throw problemOf(elsewhere.refusal);
  }
  const base = { ...(await baseContext(tx, actor, around, now)), authority, ...evidence };
  const dossierId = before?.id ?? newId();
  const context = await loadFacts({ ctx, tx, around, base, dossier: before, dossierId }, command);
  const decided = decide(before, command, context);
  if (isRefused(decided)) {
    throw problemOf(decided.refusal);
  }
  const events = decided.events.map(normalise);
  const dossier = evolveAll(before, events);
  await store({ ctx, tx, actor, around, before, dossier, events, command, requestId });
  return { dossier, events, repeated: false };
}
