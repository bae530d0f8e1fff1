import { findCentreFace, listUnitsIn } from '#modules/agencies/queries.ts';
import { logAccess } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { slug } from '#platform/vietnamese.ts';
import { heldIn, isAlone, RIGHT, secretOf, TELLING } from './commands/act.ts';
import { codeFor, sameCode, tokenFor } from './commands/secret.ts';
import { refusals } from './messages.ts';
import { PETITION_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { findSettings } from './repo-keep.ts';
import { countPetitions, type Looking, listPetitions as listView } from './repo-lists.ts';
import { TERMS, termOf } from './rules/clocks.ts';
import { possible } from './rules/decide.ts';
import { figuresOf } from './rules/figures.ts';
import type { View } from './rules/views.ts';
import {
  type Field,
  type HistoryLine,
  KEEP,
  type OfficerCommand,
  type Petition,
  type Photo,
  type SettingsInput,
} from './schema.ts';
import { photoKey } from './store-keys.ts';

const t = refusals('vi');
const LISTED = 200;

/** Units that a petition may be given to, the centre first. */
export type Units = readonly { readonly id: string; readonly name: string }[];

async function unitsIn(ctx: AppContext, tx: Tx, centreId: string): Promise<Units> {
  const centre = { id: centreId, name: (await findCentreFace(ctx, centreId))?.name ?? '' };
  const units = await listUnitsIn(tx, centreId);
  return [centre, ...units.filter(({ id }) => id !== centreId).map(({ id, name }) => ({ id, name }))];
}

/** A petition as its sender sees it. */
export interface HeldPetition {
  readonly petition: Petition;
  readonly code: string;
  readonly photos: readonly Photo[];
  /** What concerns the sender; drafts and what heads wrote about them stay inside. */
  readonly history: readonly HistoryLine[];
  readonly unitName: string;
  readonly overdue: boolean;
}

const INSIDE: ReadonlySet<HistoryLine['type']> = new Set(['draft', 'return']);

/** What the sender's address opens. @throws Problem `gone`, `forbidden` */
export async function getHeldPetition(ctx: AppContext, actor: Actor, token: string): Promise<HeldPetition> {
  const secret = secretOf(actor, token);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const petition = await heldIn(tx, secret);
    const history = await repo.listHistory(tx, petition.id);
    const units = await unitsIn(ctx, tx, petition.centreId);
    return {
      petition,
      code: await codeFor(ctx, petition.centreId, petition.requestId),
      photos: await repo.listPhotos(tx, petition.id),
      history: history.filter(({ type }) => !INSIDE.has(type)),
      unitName: units.find(({ id }) => id === petition.unitId)?.name ?? '',
      overdue: petition.dueAt !== null && Temporal.Instant.compare(petition.dueAt, now) < 0,
    };
  });
}

/** The secret address of a petition by its number and code. @throws Problem `validation`, `forbidden` */
export async function lookUpPetition(
  ctx: AppContext,
  actor: Actor,
  given: { readonly number: string; readonly code: string },
): Promise<string> {
  authorise(PETITION_POLICY, actor, 'follow', { centreId: actor.centreId });
  const number = given.number.trim().toUpperCase();
  const found = await readOnly(ctx, actor, (tx) => repo.findPetition(tx, { number }));
  const right = found === undefined ? null : await codeFor(ctx, actor.centreId, found.requestId);
  if (found === undefined || found.erasedAt !== null || right === null || !sameCode(right, given.code)) {
    const message = t('wrong-code');
    throw new Problem('validation', { detail: message, fields: [{ path: 'code', message }] });
  }
  return (await tokenFor(ctx, actor.centreId, found.requestId)).text;
}

async function bytesOf(ctx: AppContext, petition: Petition, photos: readonly Photo[], id: string) {
  const known = photos.some((photo) => photo.id === id);
  const key = photoKey(petition.centreId, petition.id, id);
  const bytes = known ? await ctx.storage.get(key).catch(() => undefined) : undefined;
  if (bytes === undefined) {
    throw new Problem('not-found', { detail: t('unknown') });
  }
  return bytes;
}

/** A photograph for the sender. @throws Problem `gone`, `forbidden`, `not-found` */
export async function openHeldPhoto(
  ctx: AppContext,
  actor: Actor,
  token: string,
  id: string,
): Promise<Uint8Array> {
  const { petition, photos } = await getHeldPetition(ctx, actor, token);
  return bytesOf(ctx, petition, photos, id);
}

/** One line of the officers' list. */
export interface PetitionLine {
  readonly petition: Petition;
  readonly unitName: string;
  readonly overdue: boolean;
}

/** What an actor may see of petitions: all of the centre, or those of the own unit. @throws Problem `forbidden` */
function reachOf(actor: StaffActor): string | null {
  const { centreId, unitId } = actor;
  if (can(PETITION_POLICY, actor, 'see', { centreId })) {
    return null;
  }
  authorise(PETITION_POLICY, actor, 'see', { centreId, unitId });
  return unitId;
}

/** What the officer looks at now. @throws Problem `forbidden` */
function lookingOf(actor: StaffActor, now: Temporal.Instant): Looking {
  const { centreId, unitId: own } = actor;
  return {
    unitId: reachOf(actor),
    own,
    takesOn: can(PETITION_POLICY, actor, 'triage', { centreId }),
    now,
    soon: fromLocal(localDay(now).add({ days: 2 }), '00:00'),
  };
}

/** Petitions that the officer may see, by their due moment. @throws Problem `forbidden` */
export async function listPetitions(
  ctx: AppContext,
  actor: StaffActor,
  filter: { readonly view: View },
): Promise<readonly PetitionLine[]> {
  const now = ctx.clock.now();
  const looking = lookingOf(actor, now);
  return readOnly(ctx, actor, async (tx) => {
    const units = new Map((await unitsIn(ctx, tx, actor.centreId)).map(({ id, name }) => [id, name]));
    return (await listView(tx, looking, filter.view, LISTED)).map((petition) => ({
      petition,
      unitName: units.get(petition.unitId ?? '') ?? '',
      overdue: petition.dueAt !== null && Temporal.Instant.compare(petition.dueAt, now) < 0,
    }));
  });
}

/** How many petitions each list of the officer holds. @throws Problem `forbidden` */
export async function countsOf(ctx: AppContext, actor: StaffActor): Promise<Readonly<Record<View, number>>> {
  const looking = lookingOf(actor, ctx.clock.now());
  return readOnly(ctx, actor, (tx) => countPetitions(tx, looking));
}

/** A petition as an officer sees it. */
export interface PetitionView extends PetitionLine {
  readonly photos: readonly Photo[];
  readonly history: readonly HistoryLine[];
  /** Acts that state and rights let this officer do. */
  readonly acts: readonly OfficerCommand['type'][];
  readonly units: Units;
  /** Nobody else of the centre may let out the answer that this officer wrote. */
  readonly alone: boolean;
  /** This officer wrote the answer, so somebody else has to let it out. */
  readonly waitsForOther: boolean;
  /** The terms of the acts that are still possible, with where each comes from. */
  readonly terms: readonly Term[];
}

/** One term: by when an act has to be done, in how many working days, by which source. */
export interface Term {
  readonly act: (typeof TIMED)[number];
  readonly at: Temporal.Instant;
  readonly days: number;
  readonly source: (typeof TERMS)[(typeof TIMED)[number]]['source'];
}

const TIMED = ['refuse', 'ask', 'forward', 'approve', 'publish'] as const;
const isOfficerAct = (type: string): type is OfficerCommand['type'] => type in RIGHT;

/** One petition; that it was read is noted (Luật 91/2025/QH15). @throws Problem `forbidden`, `not-found` */
export async function getPetition(ctx: AppContext, actor: StaffActor, id: string): Promise<PetitionView> {
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const petition = await repo.findPetition(tx, { id });
    if (petition === undefined) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    const { centreId, unitId } = petition;
    authorise(PETITION_POLICY, actor, 'see', { centreId, unitId });
    await logAccess(tx, actor, { what: 'petition.view', subjectType: 'petition', subjectId: id }, at);
    const units = await unitsIn(ctx, tx, centreId);
    const { compiled } = await getCalendar(tx, centreId);
    const own = petition.draftedBy === actor.accountId;
    const alone = own && (await isAlone(tx, petition, 'publish', actor.accountId));
    const acts = possible(petition)
      .filter(isOfficerAct)
      .filter((type) => can(PETITION_POLICY, actor, RIGHT[type], { centreId, unitId }))
      .filter((type) => !own || alone || !TELLING.some((one) => one === type));
    const terms = TIMED.flatMap((act) => {
      const due = possible(petition).includes(act === 'approve' ? 'draft' : act)
        ? termOf(act, petition, compiled)
        : null;
      const { days, source } = TERMS[act];
      return due === null ? [] : [{ act, at: due, days, source }];
    });
    return {
      petition,
      unitName: units.find((unit) => unit.id === unitId)?.name ?? '',
      overdue: petition.dueAt !== null && Temporal.Instant.compare(petition.dueAt, at) < 0,
      photos: await repo.listPhotos(tx, id),
      history: await repo.listHistory(tx, id),
      acts,
      alone,
      waitsForOther: own && !alone && (petition.state === 'proposed' || petition.state === 'answered'),
      units,
      terms,
    };
  });
}

/** A photograph for an officer who may see the petition. @throws Problem `forbidden`, `not-found` */
export async function openPetitionPhoto(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
  photoId: string,
): Promise<Uint8Array> {
  const { petition, photos } = await getPetition(ctx, actor, id);
  return bytesOf(ctx, petition, photos, photoId);
}

/** What the public reads of one petition. */
export interface PublishedPetition {
  readonly number: string;
  readonly kind: Petition['kind'];
  readonly field: Field | null;
  readonly publication: NonNullable<Petition['publication']>;
  readonly publishedAt: Temporal.Instant;
}

function published({
  number,
  kind,
  field,
  publication,
  publishedAt,
}: Petition): readonly PublishedPetition[] {
  return publication === null || publishedAt === null
    ? []
    : [{ number, kind, field, publication, publishedAt }];
}

/** Published answers, newest first, narrowed by words and field. @throws Problem `forbidden` */
export async function listPublished(
  ctx: AppContext,
  actor: Actor,
  filter: {
    readonly q: string;
    readonly field: Field | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<readonly PublishedPetition[]> {
  authorise(PETITION_POLICY, actor, 'read', { centreId: actor.centreId });
  const plain = slug(filter.q, ' ')
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8);
  const { limit, offset } = filter;
  return readOnly(ctx, actor, async (tx) =>
    (await repo.listPublished(tx, { plain, field: filter.field }, { limit, offset })).flatMap(published),
  );
}

/** One published answer by its number. @throws Problem `not-found`, `forbidden` */
export async function getPublished(
  ctx: AppContext,
  actor: Actor,
  number: string,
): Promise<PublishedPetition> {
  authorise(PETITION_POLICY, actor, 'read', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, (tx) => repo.findPetition(tx, { number }));
  const [shown] = found === undefined ? [] : published(found);
  if (shown === undefined) {
    throw new Problem('not-found', { detail: t('not-published') });
  }
  return shown;
}

/** Where complaints and denunciations are led, and how long personal data is kept; what nobody set is the centre's own address and telephone. */
export async function getReception(ctx: AppContext, actor: Pick<Actor, 'centreId'>): Promise<SettingsInput> {
  const set = await readOnly(ctx, actor, findSettings);
  const face = await findCentreFace(ctx, actor.centreId);
  const { address, name = '', phone = '' } = face ?? {};
  return set ?? { place: address ?? name, hours: '', phone, keepDays: KEEP.usual };
}

/** As {@link getReception} for those who set it. @throws Problem `forbidden` */
export async function receptionSettings(ctx: AppContext, actor: StaffActor): Promise<SettingsInput> {
  authorise(PETITION_POLICY, actor, 'see-settings', { centreId: actor.centreId });
  return getReception(ctx, actor);
}

/** A period of local days, both ends included. */
export interface Period {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** Sums of the petitions received in a period, by default the running year. @throws Problem `forbidden` */
export async function petitionFigures(ctx: AppContext, actor: Actor, given: Partial<Period>) {
  authorise(PETITION_POLICY, actor, 'figures', { centreId: actor.centreId });
  const now = ctx.clock.now();
  const to = given.to ?? localDay(now);
  const from = given.from ?? to.with({ month: 1, day: 1 });
  const rows = await readOnly(ctx, actor, (tx) =>
    repo.listReceived(tx, fromLocal(from, '00:00'), fromLocal(to.add({ days: 1 }), '00:00')),
  );
  return { from, to, ...figuresOf(rows, now) };
}
