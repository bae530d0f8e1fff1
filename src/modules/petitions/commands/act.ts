import { listUnitsIn } from '#modules/agencies/queries.ts';
import { record } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import { readToken } from '#modules/identity/rules/token.ts';
import { type Actor, isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { refusals } from '../messages.ts';
import { PETITION_POLICY, type PetitionAction } from '../policy.ts';
import { addLine, findPetition, type Key, savePetition, wasDone } from '../repo.ts';
import { isLate } from '../rules/clocks.ts';
import { type By, decide, possible, type Refusal } from '../rules/decide.ts';
import { obstaclesIn } from '../rules/publishable.ts';
import type { Command, HistoryLine, OfficerCommand, Petition, SenderCommand } from '../schema.ts';
import { tellClock, withClockSeq, withDue } from './clock.ts';
import { keepPhotos, type SentPhoto, type TakenPhoto, takePhotos, withStored } from './photos.ts';

const t = refusals('vi');

/** Which right each act of an officer needs. */
export const RIGHT: Readonly<Record<OfficerCommand['type'], PetitionAction>> = {
  accept: 'triage',
  forward: 'triage',
  move: 'triage',
  ask: 'triage',
  refuse: 'refuse',
  draft: 'draft',
  approve: 'approve',
  return: 'approve',
  publish: 'publish',
  keep: 'publish',
  correct: 'publish',
};

/** @throws Problem `not-found` */
function known(petition: Petition | undefined): Petition {
  if (petition === undefined) {
    throw new Problem('not-found', { detail: t('unknown') });
  }
  return petition;
}

async function checkUnit(tx: Tx, centreId: string, command: Command): Promise<void> {
  if (command.type !== 'accept' && command.type !== 'move') {
    return;
  }
  const units = await listUnitsIn(tx, centreId);
  if (command.unitId !== centreId && !units.some(({ id }) => id === command.unitId)) {
    const message = t('unit-unknown');
    throw new Problem('validation', { detail: message, fields: [{ path: 'unitId', message }] });
  }
}

/** @throws Problem `validation` naming what may not be told in public */
function checkPublic(petition: Petition, command: Command): void {
  if (command.type !== 'publish' && command.type !== 'correct') {
    return;
  }
  const fields = (['title', 'question', 'shownAnswer'] as const).flatMap((path) =>
    obstaclesIn(command[path], petition.sender, command.allowed).map((obstacle) => ({
      path,
      message:
        obstacle.kind === 'sender'
          ? t('names-sender', { words: obstacle.words })
          : t(obstacle.finding.severity === 'never' ? 'personal-never' : 'personal-reason', {
              words: obstacle.finding.words,
            }),
    })),
  );
  if (fields.length > 0) {
    throw new Problem('validation', { detail: t('not-public'), fields });
  }
}

const aloneWords = (reason: string) => (reason === '' ? '' : t('alone-note', { reason }));

/** What the history keeps of an act in words. */
function wordsOf(petition: Petition, command: Command): string {
  switch (command.type) {
    case 'forward':
      return `${command.agency}: ${command.words}`;
    case 'approve':
      return [petition.answer, aloneWords(command.alone)].filter(Boolean).join('\n');
    case 'publish':
      return [command.title, command.allowed, aloneWords(command.alone)].filter(Boolean).join('. ');
    case 'correct':
      return [command.words, aloneWords(command.alone)].filter(Boolean).join('. ');
    case 'accept':
      return '';
    default:
      return command.words;
  }
}

/** Acts by which an answer is let out. */
export const TELLING = ['approve', 'publish', 'correct'] as const;
type Telling = (typeof TELLING)[number];
const isTelling = (type: Command['type']): type is Telling => TELLING.some((one) => one === type);

/** Whether no other officer at work in the centre may do an act with a petition: then one person answers for it, with a reason. */
export async function isAlone(
  tx: Tx,
  { centreId, unitId }: Petition,
  type: Telling,
  accountId: string,
): Promise<boolean> {
  const accounts = await listAccountsIn(tx);
  return !accounts.some(
    ({ id, active, unitId: own, roles, displayName, position }) =>
      active &&
      id !== accountId &&
      can(
        PETITION_POLICY,
        { kind: 'staff', accountId: id, centreId, unitId: own, roles, displayName, position },
        RIGHT[type],
        { centreId, unitId },
      ),
  );
}

async function byOf(tx: Tx, actor: Actor, petition: Petition, command: Command): Promise<By> {
  if (!isStaff(actor)) {
    return { id: null, name: '' };
  }
  const { accountId: id, displayName: name } = actor;
  const { type } = command;
  return isTelling(type) && petition.draftedBy === id
    ? { id, name, alone: await isAlone(tx, petition, type, id) }
    : { id, name };
}

function refuse(petition: Petition, refusal: Refusal): never {
  const detail = t(refusal);
  throw refusal === 'alone-reason'
    ? new Problem('validation', { detail, fields: [{ path: 'alone', message: detail }] })
    : new Problem('not-allowed-now', { detail, allowed: possible(petition) });
}

interface Work {
  readonly key: Key;
  readonly command: Command;
  readonly photos: readonly TakenPhoto[];
  readonly check: (petition: Petition) => void;
}

async function carryOut(
  ctx: AppContext,
  actor: Actor,
  { key, command, photos, check }: Work,
): Promise<boolean> {
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const before = known(await findPetition(tx, key, true));
    check(before);
    if (await wasDone(tx, before.id, command.requestId)) {
      return false;
    }
    const by = await byOf(tx, actor, before, command);
    const decided = decide(before, command, by, at);
    if ('refusal' in decided) {
      return refuse(before, decided.refusal);
    }
    await checkUnit(tx, before.centreId, command);
    checkPublic(before, command);
    const seq = before.seq + 1;
    const after = withClockSeq(before, await withDue(tx, { ...decided.petition, seq }));
    const { compiled } = await getCalendar(tx, before.centreId);
    const line: HistoryLine = {
      seq,
      type: command.type,
      state: after.state,
      round: after.round,
      at,
      byName: by.name,
      words: wordsOf(before, command),
      late: isLate(command.type, before, at, compiled),
    };
    await savePetition(tx, after);
    await keepPhotos(tx, after, photos, at);
    await addLine(tx, after, { ...line, byId: by.id, requestId: command.requestId });
    const scope = { tx, actor, at };
    await tellClock(ctx, before, after, t(`done-${command.type}`), scope);
    await ctx.events.emit('petition.changed', { petition: after, line }, scope);
    const detail = { number: after.number, state: after.state, late: line.late };
    await record(
      tx,
      actor,
      { action: `petition.${command.type}`, subjectType: 'petition', subjectId: after.id, detail },
      at,
    );
    return true;
  });
}

/**
 * One act of an officer on a petition. A repeat of the same request does nothing more.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` with what is possible, `validation`
 */
export async function actAsOfficer(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
  command: OfficerCommand,
): Promise<void> {
  const check = ({ centreId, unitId }: Petition) =>
    authorise(PETITION_POLICY, actor, RIGHT[command.type], { centreId, unitId });
  await carryOut(ctx, actor, { key: { id }, command, photos: [], check });
}

/** The secret of the address that somebody holds. Addresses of other centres open nothing. @throws Problem `gone`, `forbidden` */
export function secretOf(actor: Actor, token: string): Uint8Array {
  const read = readToken(token);
  if (read === undefined || read.centreId !== actor.centreId) {
    throw new Problem('gone', { detail: t('gone') });
  }
  authorise(PETITION_POLICY, actor, 'follow', { centreId: read.centreId });
  return read.hash;
}

/** The petition behind an address. @throws Problem `gone` */
export async function heldIn(tx: Tx, secretHash: Uint8Array): Promise<Petition> {
  const found = await findPetition(tx, { secretHash });
  if (found === undefined || found.erasedAt !== null) {
    throw new Problem('gone', { detail: t(found === undefined ? 'gone' : 'erased') });
  }
  return found;
}

/**
 * One act of the sender at the secret address: add what was asked for, say whether the answer was good, ask once more.
 * @throws Problem `gone`, `forbidden`, `not-allowed-now`, `too-large`, `unsupported-file`, `validation`
 */
export async function actAsSender(
  ctx: AppContext,
  actor: Actor,
  token: string,
  command: SenderCommand,
  sent: readonly SentPhoto[] = [],
): Promise<void> {
  const secretHash = secretOf(actor, token);
  const { id, centreId, ...held } = await readOnly(ctx, actor, (tx) => heldIn(tx, secretHash));
  const photos = command.type === 'rate' || held.state !== 'waiting' ? [] : await takePhotos(sent);
  await withStored(ctx, { centreId, petitionId: id }, photos, async () => ({
    kept: await carryOut(ctx, actor, { key: { id }, command, photos, check: () => undefined }),
    value: undefined,
  }));
}
