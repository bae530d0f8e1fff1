import { type BoardSlide, boardSlidesIn } from '#modules/announcements/queries.ts';
import { listEquipmentIn, nearestPrinterIn } from '#modules/equipment/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { authorise } from '#platform/policy.ts';
import { formatIso, formatTime, localDay, toLocal } from '#platform/time.ts';
import { dayWords, hallDayAt } from './day.ts';
import { messages } from './messages.ts';
import { screenMessages } from './messages-screens.ts';
import { SCREEN_POLICY } from './policy-screens.ts';
import { hallState } from './queries.ts';
import { findOwnClip, listOwnClips } from './repo/clips.ts';
import { listGroups } from './repo/groups.ts';
import { countersAtWork, shownCalls } from './repo/hall.ts';
import { findOpenCall, hasKiosk, identifiedSince, listCalls } from './repo/help.ts';
import { findSettings, listBoards, listNotices } from './repo/screens.ts';
import { findSlip, lastSlip } from './repo/slips.ts';
import { findTicketByToken } from './repo/tickets.ts';
import { ofBoard } from './rules/board-view.ts';
import type { FunctionState, KioskFacts, KioskFunction } from './rules/kiosk-functions.ts';
import { kioskFunctions } from './rules/kiosk-functions.ts';
import { runsAt, runsOn } from './rules/notices.ts';
import type { HallState } from './schema.ts';
import type { Board, HallNotice, HallSettings, HelpCall, OwnClip, Slip } from './schema-screens.ts';

/** All counters called at the same moment still fit. */
const CALLS = 99;
const LISTED = 50;
/** A card reader that read nothing for so long counts as not connected. */
const CARD_DAYS = 30;

/** Wi-Fi and portal of the hall's screens. @throws Problem `forbidden` */
export async function getHallSettings(ctx: AppContext, actor: Actor): Promise<HallSettings> {
  authorise(SCREEN_POLICY, actor, 'screens.see', actor);
  return readOnly(ctx, actor, findSettings);
}

/** Boards and running announcements, for their administration. @throws Problem `forbidden` */
export async function reviewScreens(
  ctx: AppContext,
  actor: Actor,
): Promise<{ readonly boards: readonly Board[]; readonly notices: readonly HallNotice[] }> {
  authorise(SCREEN_POLICY, actor, 'screens.review', actor);
  return readOnly(ctx, actor, async (tx) => ({
    boards: await listBoards(tx),
    notices: await listNotices(tx),
  }));
}

/** An announcement of today, and whether its time is now. */
export interface NoticeNow extends HallNotice {
  readonly now: boolean;
}

/** What one board shows. */
export interface BoardState {
  readonly hall: HallState;
  readonly board: Pick<Board, 'voice' | 'repeats'> & { readonly name: string | undefined };
  readonly notices: readonly NoticeNow[];
  /** News that runs between calls. */
  readonly slides: readonly BoardSlide[];
  /** What the hall's day has to say now (closing, lunch, last numbers); undefined in the middle of a day. */
  readonly day: string | undefined;
}

const WHOLE_HALL: Omit<Board, 'id' | 'name'> & { readonly name: undefined } = {
  name: undefined,
  groups: [],
  counters: [],
  voice: true,
  repeats: 2,
  notices: true,
  active: true,
};

/**
 * A board as it stands: the one of this id, or the whole hall without one. @throws Problem `not-found`, `forbidden`
 */
export async function boardState(ctx: AppContext, actor: Actor, id: string | undefined): Promise<BoardState> {
  authorise(SCREEN_POLICY, actor, 'screens.see', actor);
  const hall = await hallState(ctx, actor);
  const now = toLocal(ctx.clock.now());
  return readOnly(ctx, actor, async (tx) => {
    const found = id === undefined ? WHOLE_HALL : (await listBoards(tx)).find((board) => board.id === id);
    if (found === undefined || !found.active) {
      throw new Problem('not-found', { detail: screenMessages('vi')('board.unknown') });
    }
    const groups = await listGroups(tx);
    const counters = await countersAtWork(tx);
    const calls = (await shownCalls(tx, now.toPlainDate(), CALLS)).map((call) => ({
      ...call,
      id: `${call.id}-${call.at.epochMilliseconds}`,
      at: formatIso(call.at),
    }));
    const choice = {
      letters: new Set<string>(
        groups.filter((group) => found.groups.includes(group.id)).map(({ letter }) => letter),
      ),
      counters: new Set(
        counters.filter((one) => found.counters.includes(one.id)).map(({ number }) => number),
      ),
    };
    const day = now.toPlainDate().toString();
    const time = formatTime(now);
    const notices = found.notices ? await listNotices(tx) : [];
    return {
      hall: ofBoard({ ...hall, calls }, choice),
      board: { name: found.name, voice: found.voice, repeats: found.repeats },
      slides: found.notices ? await boardSlidesIn(ctx, tx, actor.centreId) : [],
      day: dayWords(await hallDayAt(tx, actor.centreId, ctx.clock.now()), 'vi'),
      notices: notices
        .filter((notice) => runsOn(notice, day))
        .map((notice) => ({ ...notice, now: runsAt(notice, time) })),
    };
  });
}

/** The hall's day as its visitors are told of it. */
export interface DayTold {
  /** Undefined while it simply works. */
  readonly words: string | undefined;
  /** Whether visitors get numbers now. */
  readonly givesNumbers: boolean;
}

/** The hall's day now, for kiosk and phone. @throws Problem `forbidden` */
export async function hallDayTold(ctx: AppContext, actor: Actor, lang: Lang): Promise<DayTold> {
  authorise(SCREEN_POLICY, actor, 'screens.see', actor);
  return readOnly(ctx, actor, async (tx) => {
    const day = await hallDayAt(tx, actor.centreId, ctx.clock.now());
    return { words: dayWords(day, lang), givesNumbers: day.givesNumbers };
  });
}

/** How the paper of a ticket stands; undefined when none was asked for. @throws Problem `forbidden`, `not-found` */
export async function findSlipOf(ctx: AppContext, actor: Actor, token: string): Promise<Slip | undefined> {
  authorise(SCREEN_POLICY, actor, 'screens.see', actor);
  return readOnly(ctx, actor, async (tx) => {
    const ticket = await findTicketByToken(tx, token);
    if (ticket === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('ticket.unknown') });
    }
    return findSlip(tx, ticket.id);
  });
}

/** The open call for help of the kiosk that asks; undefined for every other machine. */
export async function findOwnHelpCall(ctx: AppContext, actor: Actor): Promise<HelpCall | undefined> {
  return actor.kind === 'device' ? readOnly(ctx, actor, (tx) => findOpenCall(tx, actor.deviceId)) : undefined;
}

/** Calls for help: open ones first, then those of today. @throws Problem `forbidden` */
export async function listHelpCalls(ctx: AppContext, actor: Actor): Promise<readonly HelpCall[]> {
  authorise(SCREEN_POLICY, actor, 'help.see', actor);
  const today = localDay(ctx.clock.now()).toZonedDateTime('Asia/Ho_Chi_Minh').toInstant();
  return readOnly(ctx, actor, (tx) => listCalls(tx, today, LISTED));
}

/** The commune's own recordings. @throws Problem `forbidden` */
export async function listClips(ctx: AppContext, actor: Actor): Promise<readonly OwnClip[]> {
  authorise(SCREEN_POLICY, actor, 'screens.see', actor);
  return readOnly(ctx, actor, listOwnClips);
}

/** The own recording of a word, to be played. @throws Problem `not-found`, `forbidden` */
export async function getOwnClip(ctx: AppContext, actor: Actor, clip: string): Promise<OwnClip> {
  authorise(SCREEN_POLICY, actor, 'screens.see', actor);
  const own = await readOnly(ctx, actor, (tx) => findOwnClip(tx, clip.normalize('NFC')));
  if (own === undefined) {
    throw new Problem('not-found', { detail: messages('vi')('clip.unknown') });
  }
  return own;
}

/** The machines behind a kiosk: the printer that its papers go to, and a card reader, broken ones first. */
async function machinesOf(tx: Tx, actor: Actor): Promise<Pick<KioskFacts, 'printer' | 'reader'>> {
  const machines = (await listEquipmentIn(tx)).filter(({ active }) => active);
  const printer =
    (await nearestPrinterIn(tx, actor, 'ticket')) ??
    machines.find(({ kind, connection }) => kind === 'ticket-printer' && connection !== null);
  const readers = machines.filter(({ kind }) => kind === 'card-reader');
  const reader = readers.find(({ state }) => state === 'down') ?? readers[0];
  return { printer: printer?.state, reader: reader?.state };
}

/** Every function of the kiosk that asks, or of the centre's kiosks for its officers, with its real state. @throws Problem `forbidden` */
export async function listKioskFunctions(
  ctx: AppContext,
  actor: Actor,
): Promise<ReturnType<typeof kioskFunctions>> {
  authorise(SCREEN_POLICY, actor, 'screens.see', actor);
  const at = ctx.clock.now();
  const announced: Partial<Record<KioskFunction, FunctionState>> = {};
  return readOnly(ctx, actor, async (tx) => {
    const add = (kind: KioskFunction, state: FunctionState) => {
      announced[kind] = state;
    };
    await ctx.events.emit('queue.kiosk-functions', { add }, { tx, actor, at });
    const facts: KioskFacts = {
      openGroups: (await listGroups(tx)).filter(({ active }) => active).length,
      enrolled:
        actor.kind === 'device' ? actor.purpose === 'kiosk' : actor.kind === 'staff' && (await hasKiosk(tx)),
      ...(await machinesOf(tx, actor)),
      lastSlip: await lastSlip(tx),
      cardRead: await identifiedSince(tx, 'card', at.subtract({ hours: CARD_DAYS * 24 })),
      announced,
      officers: (await countersAtWork(tx)).filter(({ openedAt }) => openedAt !== null).length,
    };
    return kioskFunctions(facts);
  });
}
