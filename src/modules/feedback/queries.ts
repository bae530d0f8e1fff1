import { listCountersIn } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { type Facets, handleOf, opener, readFacets } from './commands/secrecy.ts';
import { messages } from './messages.ts';
import { FEEDBACK_POLICY } from './policy.ts';
import { listSealed, listWords, procedureNames, type SealedRating } from './repo/analysis.ts';
import { countAnswers, listAnswered } from './repo/answers.ts';
import { hasContact } from './repo/contacts.ts';
import { settingsOn } from './repo/settings.ts';
import { countLevels, countReasons, findInvitation, findRating } from './repo.ts';
import { groupsOf, type WordGroup } from './rules/groups.ts';
import { type Interval, wilson } from './rules/interval.ts';
import { maskWords } from './rules/mask.ts';
import {
  type Cell,
  closedMonths,
  type FacetRow,
  facetRows,
  monthsBetween,
  type TrendPoint,
  trendOf,
} from './rules/months.ts';
import { type OldIndicator, oldScale } from './rules/old-scale.ts';
import { type ShownRatings, SMALLEST_SAMPLE, shown } from './rules.ts';
import type { FeedbackSettings } from './schema/settings.ts';
import { type Answer, type Content, SURVEY } from './schema/survey.ts';
import type { InvitationView, Period } from './schema.ts';

/** How the rating behind an address stands. @throws Problem `forbidden`, `not-found` */
export async function getInvitation(ctx: AppContext, actor: Actor, token: string): Promise<InvitationView> {
  authorise(FEEDBACK_POLICY, actor, 'rating.give', actor);
  const handle = await handleOf(ctx.config, 'rating', token);
  const once = await handleOf(ctx.config, 'contact', token);
  return readOnly(ctx, actor, async (tx) => {
    const found = await findInvitation(tx, token);
    if (found === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('unknown') });
    }
    const rating = await findRating(tx, handle);
    return {
      token: found.token,
      about: found.about,
      level: rating?.level,
      explained: rating?.explained ?? false,
      closed: found.closed,
      answered: rating === undefined ? [] : await listAnswered(tx, handle),
      contacted: rating !== undefined && (await hasContact(tx, once)),
      followUpDays: (await settingsOn(tx, localDay(ctx.clock.now()))).followUpDays,
    };
  });
}

/** What ratings are counted by. */
export const FACETS = ['procedure', 'counter', 'channel', 'topic'] as const;
export type Facet = (typeof FACETS)[number];

/** Answers to one content, in the order in which they are offered; undefined while there are too few. */
export interface SurveyRow {
  readonly content: Content;
  readonly sample: number;
  readonly answers: readonly { readonly answer: Answer; readonly count: number }[] | undefined;
}

/** What citizens wrote about one thing, masked; in no order that tells when. */
export interface WordsOfGroup {
  readonly group: WordGroup;
  readonly texts: readonly string[];
}

/** Ratings as the centre's leaders see them: figures of enough ratings, with samples and intervals. */
export interface RatingFigures {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly all: ShownRatings;
  readonly interval: Interval | undefined;
  /** Closed months inside the period: what the rows of `facets` rest on. */
  readonly months: readonly string[];
  readonly facets: Readonly<Record<Facet, readonly FacetRow[]>>;
  readonly trend: readonly TrendPoint[];
  /** What those named who were not satisfied. Empty while there are too few ratings. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly survey: readonly SurveyRow[];
  /** Undefined where the old internal scale is off. */
  readonly oldScale: readonly OldIndicator[] | undefined;
  /** Undefined for those who may not read words; empty while there are too few. */
  readonly words: readonly WordsOfGroup[] | undefined;
  readonly settings: FeedbackSettings;
}

interface OpenRating {
  readonly month: string;
  readonly level: SealedRating['level'];
  readonly facets: Facets;
}

function cellsBy(ratings: readonly OpenRating[], key: (rating: OpenRating) => string): readonly Cell[] {
  const cells = new Map<
    string,
    { value: string; month: string; counts: { 1: number; 2: number; 3: number } }
  >();
  for (const rating of ratings) {
    const value = key(rating);
    const name = `${rating.month} ${value}`;
    const cell = cells.get(name) ?? { value, month: rating.month, counts: { 1: 0, 2: 0, 3: 0 } };
    cell.counts[rating.level] += 1;
    cells.set(name, cell);
  }
  return [...cells.values()];
}

/** Names for what the facets hold: counters by number, procedures by code and name. */
async function namer(
  tx: Tx,
  ratings: readonly OpenRating[],
): Promise<Record<Facet, (value: string) => string>> {
  const t = messages('vi');
  const codes = [...new Set(ratings.map(({ facets }) => facets.procedure).filter((code) => code !== ''))];
  const procedures = await procedureNames(tx, codes);
  const counters = new Map((await listCountersIn(tx)).map((counter) => [counter.id, counter.name]));
  const unknown = t('figures.unknown');
  return {
    procedure: (code) => (code === '' ? unknown : `${procedures.get(code) ?? code} (${code})`),
    counter: (id) => counters.get(id) ?? unknown,
    channel: (channel) =>
      channel === 'kiosk' || channel === 'ticket' || channel === 'look-up'
        ? t(`channel.${channel}`)
        : unknown,
    topic: (topic) => (topic === '' ? t('figures.other') : topic),
  };
}

function surveyRow(
  { content, answers }: (typeof SURVEY)[number],
  counted: Awaited<ReturnType<typeof countAnswers>>,
): SurveyRow {
  const counts = counted.get(content) ?? {};
  const rows = answers.map((answer) => ({ answer, count: counts[answer] ?? 0 }));
  const sample = rows.reduce((sum, { count }) => sum + count, 0);
  return { content, sample, answers: sample < SMALLEST_SAMPLE ? undefined : rows };
}

/** Words read at once, at most. */
const MOST_WORDS = 500;

async function wordsIn(
  ctx: AppContext,
  tx: Tx,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): Promise<readonly WordsOfGroup[]> {
  const open = await opener(ctx.config);
  const texts = (await listWords(tx, from, to, MOST_WORDS)).flatMap(({ handle, words, reasons }) => {
    const text = open(handle, words);
    return text === undefined
      ? []
      : groupsOf(text, reasons).map((group) => ({ group, text: maskWords(text) }));
  });
  return [...Map.groupBy(texts, ({ group }) => group)]
    .map(([group, all]) => ({ group, texts: all.map(({ text }) => text) }))
    .sort((a, b) => b.texts.length - a.texts.length || a.group.localeCompare(b.group));
}

/**
 * Figures of a period, by default the running month and the five before. Sums of all ratings are by days; what is told
 * apart (procedure, counter, channel, group) rests on whole months that are over. @throws Problem `forbidden`
 */
export async function ratingFigures(ctx: AppContext, actor: Actor, period: Period): Promise<RatingFigures> {
  authorise(FEEDBACK_POLICY, actor, 'rating.read-figures', actor);
  const today = localDay(ctx.clock.now());
  const to = period.to === undefined ? today : Temporal.PlainDate.from(period.to);
  const from =
    period.from === undefined
      ? to.subtract({ months: 5 }).with({ day: 1 })
      : Temporal.PlainDate.from(period.from);
  const open = await opener(ctx.config);
  return readOnly(ctx, actor, async (tx) => {
    const settings = await settingsOn(tx, today);
    const counts = await countLevels(tx, from, to);
    const all = shown(counts);
    const enough = all.sample >= SMALLEST_SAMPLE;
    const months = closedMonths(from, to, today);
    const ratings = (await listSealed(tx, from, to)).map(
      ({ handle, day, level, facets }): OpenRating => ({
        month: day.toPlainYearMonth().toString(),
        level,
        facets: readFacets(open(handle, facets)),
      }),
    );
    const closed = ratings.filter(({ month }) => months.includes(month));
    const name = await namer(tx, closed);
    const rowsBy = (facet: Facet) =>
      facetRows(
        cellsBy(closed, ({ facets }) => name[facet](facets[facet])),
        settings.compareFrom,
      );
    const counted = await countAnswers(tx, from, to);
    const mayRead = can(FEEDBACK_POLICY, actor, 'rating.read-words', actor);
    return {
      from,
      to,
      all,
      interval: enough ? wilson(counts.counts[2] + counts.counts[3], all.sample) : undefined,
      months,
      facets: {
        procedure: rowsBy('procedure'),
        counter: rowsBy('counter'),
        channel: rowsBy('channel'),
        topic: rowsBy('topic'),
      },
      trend: trendOf(
        cellsBy(ratings, () => ''),
        monthsBetween(from, to),
      ),
      reasons: enough ? await countReasons(tx, from, to, 1) : [],
      survey: SURVEY.filter(({ content }) => content !== 'i').map((question) => surveyRow(question, counted)),
      oldScale: settings.oldScale ? oldScale(counted, SMALLEST_SAMPLE) : undefined,
      words: mayRead ? (enough ? await wordsIn(ctx, tx, from, to) : []) : undefined,
      settings,
    };
  });
}
