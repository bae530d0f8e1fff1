import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { record } from '#modules/audit/commands/record.ts';
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { currentSettings } from '#modules/dossiers/queries.ts';
import { openSecret } from '#modules/identity/commands/secret-box.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { sameSecret } from '#platform/same-secret.ts';
import { ADMIT } from '../jobs-names.ts';
import { inboxMessages } from '../messages-inbox.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import * as repo from '../repo-inbox.ts';
import { ALERT_HOURS, numberIn } from '../rules/arrival.ts';
import { FiledPost, type PostAnswer } from '../schema-inbox.ts';

/** How long a signed post is good for, in seconds either way. */
const SIGNED_SECONDS = 300;
const t = inboxMessages('vi');

/** A post as it came over the line. */
export interface RawPost {
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

function header(post: RawPost, name: string): string {
  const value = post.headers[name];
  return typeof value === 'string' ? value : '';
}

function signed(post: RawPost, secret: string, now: Temporal.Instant): boolean {
  const stamp = header(post, 'x-portal-timestamp');
  const age = Math.abs(now.epochMilliseconds / 1000 - Number(stamp));
  const mac = createHmac('sha256', secret).update(`${stamp}.`).update(post.body).digest('hex');
  return (
    /^\d{1,12}$/.test(stamp) &&
    age <= SIGNED_SECONDS &&
    sameSecret(header(post, 'x-portal-signature'), `sha256=${mac}`)
  );
}

/** Whether the post is from who holds the centre's secret. */
async function genuine(ctx: AppContext, actor: Actor, post: RawPost): Promise<boolean> {
  const found = await readOnly(ctx, actor, repo.findInboxSettings);
  if (found === null || found.settings.auth === 'off' || found.secretBox === null) {
    return false;
  }
  const secret = await openSecret(ctx.config, found.version, found.secretBox);
  return found.settings.auth === 'key'
    ? sameSecret(header(post, 'x-portal-key'), secret)
    : signed(post, secret, ctx.clock.now());
}

function bodyOf(bytes: Uint8Array): unknown {
  const text = Buffer.from(bytes).toString('utf8');
  try {
    return JSON.parse(text);
  } catch {
    return text.replaceAll('\u0000', '').slice(0, 20_000);
  }
}

/** When the answer is due: 8 working hours of the centre from the arrival here (Đ17 k.2c); null where the calendar ends before. */
async function respondBy(
  tx: Tx,
  centreId: string,
  from: Temporal.Instant,
  hours: number,
): Promise<Temporal.Instant | null> {
  const calendar = await getCalendar(tx, centreId, from);
  try {
    return addTerm(from, { unit: 'working-hour', amount: hours }, calendar.compiled).due;
  } catch {
    return null;
  }
}

/** The product's own hand for a centre: what comes in is written by it, whoever posted. */
function keeper(actor: Actor): Actor {
  return systemActor(actor.centreId, 'national-portal');
}

interface Clocks {
  readonly at: Temporal.Instant;
  readonly hours: number;
}

async function keepUnfit(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  body: unknown,
  why: string,
  { at, hours }: Clocks,
): Promise<void> {
  const id = newId();
  const number = numberIn(body);
  const fresh = await repo.addArrival(tx, actor.centreId, {
    id,
    number,
    version: 0,
    body,
    arrivedAt: at,
    alertBy: at.add({ hours: ALERT_HOURS }),
    respondBy: await respondBy(tx, actor.centreId, at, hours),
    state: 'quarantined',
    why,
    sha256: sha256(canonicalJson(toJson(body))),
  });
  if (fresh) {
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'quarantined' });
    await record(
      tx,
      actor,
      { action: 'portal.quarantine', subjectType: 'portal-arrival', subjectId: id, detail: { number, why } },
      at,
    );
  }
}

/** Keeps a post that fits; true when it was new. In the caller's transaction, which holds the number. */
export async function keepFiled(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  post: FiledPost,
  { at, hours }: Clocks,
): Promise<boolean> {
  const { data } = post;
  await repo.lockNumber(tx, actor.centreId, data.MaHoSo);
  const before = (await repo.listVersions(tx, data.MaHoSo)).filter(({ version }) => version > 0);
  const digest = sha256(canonicalJson(toJson(data)));
  const known = before.some(({ sha256: earlier }) => Buffer.compare(earlier, digest) === 0);
  // A first filing comes once, whatever it says; an update counts when it says something that was not said before.
  if (known || (before.length > 0 && post.isUpdating === 'False')) {
    return false;
  }
  const id = newId();
  await repo.addArrival(tx, actor.centreId, {
    id,
    number: data.MaHoSo,
    version: (before.at(-1)?.version ?? 0) + 1,
    body: data,
    arrivedAt: at,
    alertBy: at.add({ hours: ALERT_HOURS }),
    respondBy: await respondBy(tx, actor.centreId, at, hours),
    state: 'kept',
    why: null,
    sha256: digest,
  });
  const files = data.TaiLieuNop.filter(({ IsDeleted }) => IsDeleted === 'False').map((file, place) => ({
    id: newId(),
    inboxId: id,
    place,
    outsideId: file.TepDinhKemId,
    name: file.TenTepDinhKem,
    paperKey: file.MaThanhPhanHoSo,
    url: file.DuongDanTaiTepTin,
    nextAt: at,
  }));
  await repo.addFiles(tx, actor.centreId, files);
  await askToAdmit(tx, actor.centreId, data.MaHoSo);
  // The officer is alerted here, with the arrival itself: far within the 2 hours of Đ17 k.2.
  await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'arrived' });
  await record(
    tx,
    actor,
    {
      action: 'portal.arrival',
      subjectType: 'portal-arrival',
      subjectId: id,
      detail: { number: data.MaHoSo, files: files.length, digest: Buffer.from(digest).toString('hex') },
    },
    at,
  );
  return true;
}

/** Has a number's kept posts and files worked off after commit. */
export async function askToAdmit(tx: Tx, centreId: string, number: string): Promise<void> {
  await enqueue(tx, ADMIT, { centreId, number }, { jobKey: `portal-in ${centreId} ${number}` });
}

/** Working hours for the answer, as the centre set them. */
async function clocksOf(ctx: AppContext, actor: Actor): Promise<Clocks> {
  return { at: ctx.clock.now(), hours: (await currentSettings(ctx, actor)).responseHours };
}

/**
 * Keeps one post whose sender is known: a post that fits is kept with its files to be fetched, one that does not is put into quarantine. The answer is made after
 * the commit, so what is acknowledged is never lost; the same again changes nothing.
 * @throws Problem `forbidden`
 */
export async function keepPost(ctx: AppContext, actor: Actor, body: unknown): Promise<PostAnswer> {
  authorise(INBOX_POLICY, actor, 'tell', { centreId: actor.centreId });
  const own = keeper(actor);
  const clocks = await clocksOf(ctx, own);
  const read = FiledPost.safeParse(body);
  if (!read.success) {
    const why = read.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.') || 'nội dung'}: ${issue.message}`)
      .join('; ');
    await inTransaction(ctx, own, (tx) => keepUnfit(ctx, tx, own, body, why, clocks));
    return { error_code: '-1', message: t('post-unfit', { why }) };
  }
  const fresh = await inTransaction(ctx, own, (tx) => keepFiled(ctx, tx, own, read.data, clocks));
  const number = read.data.data.MaHoSo;
  return fresh
    ? { error_code: '0', message: t('post-taken', { number }) }
    : { error_code: '1', message: t('post-known', { number }) };
}

/**
 * Takes what was posted to us. Only who holds the centre's secret is heard; null for anybody else, and nothing is kept of that. A centre's layer takes nothing,
 * whoever posts: what was filed belongs to the provincial system.
 * @throws Problem `forbidden`, `not-allowed-now` where this is a centre's layer
 */
export async function takePost(ctx: AppContext, actor: Actor, post: RawPost): Promise<PostAnswer | null> {
  authorise(INBOX_POLICY, actor, 'tell', { centreId: actor.centreId });
  if (ctx.config.role === 'centre-layer') {
    throw new Problem('not-allowed-now', { detail: t('post-layer') });
  }
  if (!(await genuine(ctx, actor, post))) {
    ctx.log.warn({ centreId: actor.centreId }, 'a post of the portal did not prove itself');
    return null;
  }
  return keepPost(ctx, actor, bodyOf(post.body));
}
