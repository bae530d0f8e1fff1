import { getCalendar } from '#modules/calendar/queries.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { type LookUp, present } from '#modules/dossiers/commands/look-up.ts';
import { getSurroundings } from '#modules/dossiers/commands/surroundings.ts';
import { seesPersonal } from '#modules/dossiers/policy.ts';
import { findDossierIn, getDossier } from '#modules/dossiers/queries.ts';
import { type Dossier, STATUS } from '#modules/dossiers/schema.ts';
import { getProcedureVersion } from '#modules/procedures/queries.ts';
import type { Actor, Role, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { authorise } from '#platform/policy.ts';
import { heldDossier, holderOf, numberOf } from './commands/holder.ts';
import { type FollowFile, readFollowFile } from './commands/photos.ts';
import { refusals } from './messages.ts';
import { FOLLOW_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { askedNow, mayWithdraw, mayWrite, onlyShown, resultFiles } from './rules/sending.ts';
import { type AnsweredFigure, answeredFigure } from './rules/words.ts';
import type { FollowSettings, Message, Sending, SendingKind, SentFile } from './schema.ts';

const LISTED = 100;
/** Days over which answers are counted. */
const FIGURE_DAYS = 30;

/** One paper asked for, with what was collected for it. */
export interface AskedItem {
  readonly item: number;
  readonly content: string;
  readonly reason: string;
  readonly guidance: string;
  /** It is only looked at at the counter (TT 03/2025 Đ5 k.2): no photograph is taken. */
  readonly onlyShown: boolean;
  readonly files: readonly SentFile[];
}

/** Everything that the follow page of a dossier shows. No name of a person, no address, no number of theirs. */
export interface Following {
  readonly view: LookUp;
  /** Whether it was opened with the code of the receipt or a sign-in. */
  readonly strong: boolean;
  /** The papers asked for now; empty when none are. */
  readonly asked: readonly AskedItem[];
  /** The answer under way or sent, and the wish to withdraw that waits. */
  readonly open: Readonly<Record<SendingKind, Sending | null>>;
  /** What was settled, newest first. */
  readonly settled: readonly Sending[];
  readonly messages: readonly Message[];
  readonly settings: FollowSettings;
  readonly results: readonly { readonly id: string; readonly name: string }[];
  readonly mayWithdraw: boolean;
  readonly mayWrite: boolean;
  /** Where it is now: the unit, and the kind of post that works on it; null once it has ended. */
  readonly at: { readonly unit: string; readonly role: Role | null } | null;
}

function placeOf(dossier: Dossier): Following['at'] {
  const working = dossier.status === STATUS.received || dossier.status === STATUS.processing;
  if (!working) {
    return null;
  }
  const visit = dossier.visits.at(-1);
  const step = dossier.steps.find(({ key }) => key === visit?.stepKey);
  return { unit: dossier.holder.unitName, role: step?.role ?? null };
}

/** The follow page of a dossier. @throws Problem `forbidden`, `gone` */
export async function readFollowing(
  ctx: AppContext,
  actor: Actor,
  key: string,
  lang: Lang = 'vi',
): Promise<Following> {
  const holder = await holderOf(ctx, actor, key);
  return readOnly(ctx, actor, async (tx) => {
    const dossier = await heldDossier(tx, holder);
    const sendings = await repo.listSendings(tx, dossier.id);
    const openOf = (kind: SendingKind) =>
      sendings.find((one) => one.kind === kind && (one.state === 'draft' || one.state === 'sent')) ?? null;
    const open = { supplement: openOf('supplement'), withdrawal: openOf('withdrawal') };
    const files = open.supplement === null ? [] : await repo.listFiles(tx, [open.supplement.id]);
    const settings = await repo.findSettings(tx);
    const { body } = await getProcedureVersion(tx, dossier.procedure.versionId);
    return {
      view: present(dossier, ctx.clock.now(), lang),
      strong: holder.strong,
      asked: (askedNow(dossier)?.items ?? []).map(({ paperKey, content, reason, guidance }, item) => ({
        item,
        content,
        reason,
        guidance,
        onlyShown: onlyShown(paperKey, dossier.papers, body.components),
        files: files.filter((file) => file.item === item),
      })),
      open,
      settled: sendings.filter(({ settledAt }) => settledAt !== null),
      messages: await repo.listMessages(tx, dossier.id),
      settings,
      results: resultFiles(dossier, settings),
      mayWithdraw: mayWithdraw(dossier),
      mayWrite: mayWrite(dossier),
      at: placeOf(dossier),
    };
  });
}

/** One line of the officers' list. */
export interface ArrivedLine {
  readonly dossierId: string;
  readonly number: string;
  readonly procedureName: string;
  readonly kind: SendingKind | 'message';
  readonly at: Temporal.Instant;
  readonly words: string;
}

/** What waits for officers, and how messages were answered lately. */
export interface Arrived {
  readonly lines: readonly ArrivedLine[];
  readonly figure: AnsweredFigure;
  readonly settings: FollowSettings;
}

async function figureOf(ctx: AppContext, tx: Tx, actor: Actor, messages: readonly Message[], hours: number) {
  const now = ctx.clock.now();
  const { compiled } = await getCalendar(tx, actor.centreId, now);
  const waits = messages.map(({ at, answeredAt }) => ({
    minutes: elapsed(at, answeredAt ?? now, compiled).workingMinutes,
    answered: answeredAt !== null,
  }));
  return answeredFigure(waits, hours);
}

/**
 * What citizens sent and nobody settled or answered, oldest first, of the dossiers whose papers the actor may see; and the figure
 * of the last thirty days for the whole centre. @throws Problem `forbidden`
 */
export async function listArrived(ctx: AppContext, actor: StaffActor): Promise<Arrived> {
  authorise(FOLLOW_POLICY, actor, 'look', actor);
  return readOnly(ctx, actor, async (tx) => {
    const since = ctx.clock.now().subtract({ hours: 24 * FIGURE_DAYS });
    const messages = await repo.listFromCitizens(tx, since, 10 * LISTED);
    const settings = await repo.findSettings(tx);
    const { units } = await getSurroundings(tx, actor);
    const sent = (await repo.listWaiting(tx, LISTED)).map(
      ({ dossierId, kind, sentAt, startedAt, words }) => ({
        dossierId,
        kind,
        at: sentAt ?? startedAt,
        words,
      }),
    );
    const written = messages
      .filter(({ answeredAt }) => answeredAt === null)
      .slice(0, LISTED)
      .map(({ dossierId, at, words }) => ({ dossierId, kind: 'message', at, words }) as const);
    const known = new Map<string, Dossier | null>();
    const lines: ArrivedLine[] = [];
    for (const one of [...sent, ...written]) {
      const dossier = known.get(one.dossierId) ?? (await findDossierIn(tx, { id: one.dossierId }));
      known.set(one.dossierId, dossier);
      if (dossier !== null && seesPersonal(dossier, actor, units)) {
        lines.push({ ...one, number: numberOf(dossier), procedureName: dossier.procedure.name });
      }
    }
    lines.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
    return { lines, figure: await figureOf(ctx, tx, actor, messages, settings.answerHours), settings };
  });
}

/** One dossier as officers see it here. */
export interface FollowedDossier {
  readonly dossier: Dossier;
  readonly sendings: readonly { readonly sending: Sending; readonly files: readonly SentFile[] }[];
  /** The papers asked for now, by their place. */
  readonly asked: readonly string[];
  readonly messages: readonly Message[];
}

/** What a citizen sent and wrote for a dossier, drafts left out. The reading is logged. @throws Problem `forbidden`, `not-found` */
export async function readFollowed(
  ctx: AppContext,
  actor: StaffActor,
  dossierId: string,
): Promise<FollowedDossier> {
  authorise(FOLLOW_POLICY, actor, 'look', actor);
  const { dossier, personal } = await getDossier(ctx, actor, { id: dossierId });
  if (!personal) {
    throw new Problem('forbidden', { detail: refusals('vi')('not-personal') });
  }
  return readOnly(ctx, actor, async (tx) => {
    const sendings = (await repo.listSendings(tx, dossierId)).filter(({ sentAt }) => sentAt !== null);
    const files = await repo.listFiles(
      tx,
      sendings.map(({ id }) => id),
    );
    return {
      dossier,
      sendings: sendings.map((sending) => ({
        sending,
        files: files.filter(({ sendingId }) => sendingId === sending.id),
      })),
      asked: (askedNow(dossier)?.items ?? []).map(({ content }) => content),
      messages: await repo.listMessages(tx, dossierId),
    };
  });
}

/** A file that a citizen sent, for officers who may see the dossier's papers. @throws Problem `forbidden`, `not-found` */
export async function openSentFile(
  ctx: AppContext,
  actor: StaffActor,
  dossierId: string,
  fileId: string,
): Promise<FollowFile> {
  const { sendings, messages } = await readFollowed(ctx, actor, dossierId);
  const shown =
    sendings.some(({ files }) => files.some(({ id }) => id === fileId)) ||
    messages.some(({ photoId }) => photoId === fileId);
  if (!shown) {
    throw new Problem('not-found', { detail: refusals('vi')('file-gone') });
  }
  return readFollowFile(ctx, actor, dossierId, fileId);
}

/** What the centre lets its citizens do. @throws Problem `forbidden` */
export async function followSettings(ctx: AppContext, actor: Actor): Promise<FollowSettings> {
  authorise(FOLLOW_POLICY, actor, 'see-settings', actor);
  return readOnly(ctx, actor, repo.findSettings);
}
