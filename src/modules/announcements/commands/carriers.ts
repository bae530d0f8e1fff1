import type { Bulletin } from '#integrations/loudspeaker/port.ts';
import type { MailPort } from '#integrations/mail/port.ts';
import { MailError } from '#integrations/mail/port.ts';
import { smtpMail } from '#integrations/mail/smtp.ts';
import { plainSms } from '#integrations/sms/text.ts';
import { makePushSender } from '#integrations/web-push/client.ts';
import type { PushKeys, PushSender } from '#integrations/web-push/port.ts';
import { type OpenGateway, openCarriers } from '#modules/carriers/commands/open-carriers.ts';
import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { toLocal } from '#platform/time.ts';
import { newsMessages } from '../messages.ts';
import { deleteListener, findContact, findListener, listSpeakers } from '../repo/audience.ts';
import { isFor } from '../rules/schedule.ts';
import type {
  Approval,
  Audio,
  Delivery,
  LookUpOutcome,
  News,
  Revision,
  SendOutcome,
  Version,
} from '../schema.ts';
import type { Line } from '../schema-channels.ts';
import { connectFacebook, connectLoudspeakers } from './connect.ts';
import { zaloCarrier } from './zalo-carrier.ts';

/** Everything that a channel needs to tell one delivery. */
export interface Telling {
  readonly delivery: Delivery;
  readonly news: News;
  readonly revision: Revision;
  readonly version: Version;
  readonly url: string;
  readonly centre: string;
  /** What the channel gave for the same news before; null when nothing stands there. */
  readonly reference: string | null;
  /** Whether an earlier message of the same news may stand there though its number is not known. */
  readonly doubt: boolean;
  /** References of other news on the channel, which are not this one. */
  readonly others: readonly string[];
  readonly audio: Audio | undefined;
  readonly spoken: string;
  readonly approvals: readonly Approval[];
}

/** One channel. `lookUp` is asked where an earlier try is in doubt; `gone` ends a delivery whose recipient has left. */
export interface Carrier {
  /** The line whose circuit rests it. */
  readonly line?: Line;
  /** The gateway or Official Account among the centre's carriers that is told; its circuit is kept there. */
  readonly carrierId?: string;
  /** It rests after failures: nothing is asked of it now. */
  readonly rests?: boolean;
  send(telling: Telling): Promise<SendOutcome | { readonly kind: 'gone'; readonly why: string }>;
  lookUp(telling: Telling): Promise<LookUpOutcome>;
}

/** Ways to the outside; tests hand in their own. */
export interface Ways {
  readonly push: PushSender;
  mail(ctx: AppContext): MailPort | null;
}

/** The ways of a running product. */
export const WAYS: Ways = {
  push: makePushSender(),
  mail: (ctx) => (ctx.config.mail === undefined ? null : smtpMail(ctx.config.mail)),
};

/**
 * The gateway that a message goes through: one that rests gives way to the next. Where an earlier try may have arrived, only the gateway that had
 * it can say so, hence it is that one or none.
 */
async function gatewayFor(
  ctx: AppContext,
  actor: SystemActor,
  { unsure, carrierId }: Delivery,
): Promise<OpenGateway | null> {
  const { sms } = await openCarriers(ctx, actor);
  const found =
    unsure && carrierId !== null
      ? sms.find(({ carrier }) => carrier.id === carrierId)
      : (sms.find(({ rests }) => !rests) ?? sms[0]);
  return found ?? null;
}

/** The keys by which browsers know the site. */
async function keysOf(ctx: AppContext, actor: SystemActor): Promise<PushKeys | null> {
  const found: { keys: PushKeys | null } = { keys: null };
  const asked = {
    givePushKeys: (keys: PushKeys) => {
      found.keys = keys;
    },
  };
  await readOnly(ctx, actor, (tx) =>
    ctx.events.emit('announcements.connections', asked, { tx, actor, at: ctx.clock.now() }),
  );
  return found.keys;
}

const accepted = (reference: string | null): SendOutcome => ({ kind: 'accepted', reference, costVnd: null });

/** What a channel that is not connected answers. */
function notConnected(): SendOutcome {
  return {
    kind: 'failed',
    fault: 'needs-human',
    code: newsMessages('vi')('code-not-connected'),
    message: newsMessages('vi')('not-connected'),
  };
}

/** Our own pages and boards show what holds by themselves: they are told by reading the same rows. */
const OWN: Carrier = {
  send: async ({ url }) => accepted(url),
  lookUp: async () => ({ kind: 'absent' }),
};

/** The text with the address of the article, by which a lost post is found. */
function marked(text: string, url: string): string {
  return text.includes(url) ? text : `${text}\n\n${url}`;
}

function facebookCarrier(ctx: AppContext, actor: SystemActor): Carrier {
  return {
    line: 'facebook',
    async send({ delivery, revision, version, url, reference: known, doubt }) {
      const page = await connectFacebook(ctx, actor.centreId);
      if (page === null) {
        return notConnected();
      }
      const found = known === null && doubt ? await page.find(url) : null;
      if (found !== null && found.kind !== 'delivered' && found.kind !== 'absent') {
        return { kind: 'unavailable', why: found.kind === 'silent' ? found.why : found.kind };
      }
      const reference = found?.kind === 'delivered' ? found.reference : known;
      if (delivery.action === 'withdraw') {
        return reference === null ? accepted(null) : page.remove(reference);
      }
      const message = marked(version.text, url);
      if (reference !== null) {
        return page.edit(reference, message);
      }
      const { picture } = revision.content;
      const bytes = picture === null ? undefined : await ctx.storage.get(picture.key);
      return page.publish({
        message,
        mark: url,
        ...(bytes === undefined ? {} : { picture: { bytes, type: 'image/jpeg' } }),
      });
    },
    async lookUp({ delivery, url, reference }) {
      const page = await connectFacebook(ctx, actor.centreId);
      if (page === null) {
        return { kind: 'silent', why: newsMessages('vi')('not-connected') };
      }
      // Editing and removing twice is doing it once: only a first post can be told twice.
      return delivery.action === 'withdraw' || reference !== null ? { kind: 'absent' } : page.find(url);
    },
  };
}

const SOUND_TYPES = { wav: 'audio/wav', mp3: 'audio/mpeg', opus: 'audio/ogg' } as const;
const WIRE = { normal: 'thuong', priority: 'uu_tien', urgent: 'khan_cap' } as const;

/** A bulletin as loudspeakers get it. */
export function bulletinOf(
  telling: Pick<Telling, 'news' | 'revision' | 'spoken' | 'approvals'>,
  audio: Audio,
  clusters: readonly string[],
): Bulletin {
  const { content } = telling.revision;
  const iso = (at: Temporal.Instant) => toLocal(at).toString({ timeZoneName: 'never' });
  return {
    id: telling.news.id,
    revision: telling.revision.revision,
    title: content.title,
    priority: WIRE[content.priority],
    text: telling.spoken,
    durationS: Math.round(audio.durationMs / 100) / 10,
    sha256: audio.sha256,
    repeat: content.airRepeat,
    times: [...content.airTimes],
    clusters: [...clusters],
    validFrom: iso(content.validFrom),
    validTo: iso(content.validTo),
    approvedBy: telling.approvals.map(({ name, position }) => `${name}, ${position}`).join('; '),
  };
}

function loudspeakerCarrier(ctx: AppContext, actor: SystemActor): Carrier {
  return {
    line: 'loudspeaker',
    async send(telling) {
      const { connection, server } = await connectLoudspeakers(ctx, actor.centreId);
      if (connection.mode === 'off') {
        return notConnected();
      }
      if (server === null) {
        // Devices fetch: it stands on their list, or is off it, from this moment.
        return accepted(telling.news.id);
      }
      if (telling.delivery.action === 'withdraw') {
        return server.remove(telling.news.id);
      }
      const { audio } = telling;
      if (audio === undefined) {
        const message = newsMessages('vi')('obstacle-audio-missing', { channel: '' });
        return { kind: 'failed', fault: 'misfit', code: newsMessages('vi')('code-no-audio'), message };
      }
      const speakers = await readOnly(ctx, actor, listSpeakers);
      const clusters = speakers
        .filter((speaker) => speaker.active && isFor(telling.revision.content.villages, speaker))
        .map(({ name }) => name);
      const bytes = await ctx.storage.get(audio.storeKey);
      return server.put(bulletinOf(telling, audio, clusters), { bytes, type: SOUND_TYPES[audio.kind] });
    },
    async lookUp({ delivery, news, revision }) {
      const { server } = await connectLoudspeakers(ctx, actor.centreId);
      return server === null || delivery.action === 'withdraw'
        ? { kind: 'absent' }
        : server.find(news.id, revision.revision);
    },
  };
}

function mailCarrier(ctx: AppContext, actor: SystemActor, ways: Ways): Carrier {
  return {
    async send({ delivery, version, url }) {
      const mail = ways.mail(ctx);
      if (mail === null) {
        return notConnected();
      }
      const contact = await readOnly(ctx, actor, (tx) => findContact(tx, { id: delivery.recipient }));
      if (contact === undefined) {
        return { kind: 'gone', why: newsMessages('vi')('recipient-gone') };
      }
      const end = `${new URL(url).origin}/tin-tuc/thoi-nhan/${contact.token}`;
      const text = `${version.text}\n\n--\n${newsMessages('vi')('mail-end', { end })}\n`;
      try {
        await mail.send({ to: [contact.address], subject: version.title, text, id: delivery.id });
        return accepted(delivery.id);
      } catch (error) {
        if (!(error instanceof MailError)) {
          throw error;
        }
        // The same Message-ID goes again: a server that has it already drops the repeat.
        return error.temporary
          ? {
              kind: 'unavailable',
              why: newsMessages('vi')('mail-server', { why: error.message.slice(0, 200) }),
            }
          : {
              kind: 'failed',
              fault: 'unreachable',
              code: 'SMTP',
              message: newsMessages('vi')('mail-refused', { why: error.message.slice(0, 200) }),
            };
      }
    },
    lookUp: async () => ({ kind: 'absent' }),
  };
}

function smsCarrier(ctx: AppContext, actor: SystemActor, open: OpenGateway | null): Carrier {
  const gateway = open?.gateway ?? null;
  const messageOf = async ({ delivery, version }: Telling) => {
    const contact = await readOnly(ctx, actor, (tx) => findContact(tx, { id: delivery.recipient }));
    return (
      contact && {
        to: `84${contact.address.slice(1)}`,
        text: plainSms(version.text),
        requestId: delivery.id,
      }
    );
  };
  return {
    ...(open === null ? {} : { carrierId: open.carrier.id, rests: open.rests }),
    async send(telling) {
      if (gateway === null) {
        return notConnected();
      }
      const message = await messageOf(telling);
      return message === undefined
        ? { kind: 'gone', why: newsMessages('vi')('recipient-gone') }
        : gateway.send(message);
    },
    async lookUp(telling) {
      if (gateway === null) {
        // The gateway that had it is no longer set up: nobody can be asked.
        return { kind: telling.delivery.carrierId === null ? 'absent' : 'cannot-say' };
      }
      const message = await messageOf(telling);
      if (message === undefined) {
        return { kind: 'absent' };
      }
      const found = await gateway.lookUp({ message, reference: telling.delivery.reference });
      // A gateway that refuses the same id again may simply be told again.
      return found.kind === 'cannot-say' && gateway.dedupes ? { kind: 'absent' } : found;
    },
  };
}

/** Seconds that a notice of news is worth delivering. */
const PUSH_SECONDS = 24 * 3600;

function pushCarrier(ctx: AppContext, actor: SystemActor, ways: Ways, keys: PushKeys | null): Carrier {
  return {
    async send({ delivery, news, revision, version, url }) {
      if (keys === null) {
        return notConnected();
      }
      const listener = await readOnly(ctx, actor, (tx) => findListener(tx, delivery.recipient));
      if (listener === undefined) {
        return { kind: 'gone', why: newsMessages('vi')('recipient-gone') };
      }
      const message = {
        title: version.title,
        text: version.text,
        path: new URL(url).pathname,
        // The same news replaces itself on the device, so a repeat is not seen twice.
        tag: `tin-${news.id.slice(-12)}`,
      };
      const urgent = revision.content.priority === 'urgent';
      const outcome = await ways.push(keys, listener, message, { ttl: PUSH_SECONDS, urgent });
      switch (outcome.kind) {
        case 'accepted':
          return accepted(null);
        case 'gone':
          await inTransaction(ctx, actor, (tx) => deleteListener(tx, { id: listener.id }));
          return { kind: 'gone', why: newsMessages('vi')('recipient-gone') };
        case 'later':
          return { kind: 'unavailable', why: outcome.why };
        case 'refused':
          return { kind: 'failed', fault: 'unreachable', code: 'web push', message: outcome.why };
        default:
          return outcome satisfies never;
      }
    },
    lookUp: async () => ({ kind: 'absent' }),
  };
}

/** The carrier of a delivery's channel. */
export async function carrierOf(
  ctx: AppContext,
  actor: SystemActor,
  delivery: Delivery,
  ways: Ways,
): Promise<Carrier> {
  const { channel } = delivery;
  switch (channel) {
    case 'web':
    case 'board':
    case 'group':
      return OWN;
    case 'facebook':
      return facebookCarrier(ctx, actor);
    case 'loudspeaker':
      return loudspeakerCarrier(ctx, actor);
    case 'email':
      return mailCarrier(ctx, actor, ways);
    case 'zalo':
      return zaloCarrier((await openCarriers(ctx, actor)).zalo);
    case 'sms':
      return smsCarrier(ctx, actor, await gatewayFor(ctx, actor, delivery));
    case 'push':
      return pushCarrier(ctx, actor, ways, await keysOf(ctx, actor));
    default:
      return channel satisfies never;
  }
}
