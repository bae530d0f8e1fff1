import { MailError } from '#integrations/mail/port.ts';
import { smtpMail } from '#integrations/mail/smtp.ts';
import type { LookUpOutcome, SendOutcome } from '#integrations/messaging.ts';
import type { SmsMessage } from '#integrations/sms/port.ts';
import type { OpenCarriers } from '#modules/carriers/commands/open-carriers.ts';
import type { AppContext } from '#platform/context.ts';
import { noticeMessages } from '../messages.ts';
import type { Route } from '../rules/next-move.ts';
import { mailOf, smsOf, textsOf, znsData } from '../rules/text.ts';
import type { NoticeRow, NoticeSettings, NoticeTry } from '../schema.ts';
import { choiceLink } from './choice-link.ts';
import { confirmLink } from './confirm-email.ts';

/** A notice as it goes by one route: ready to be written down and then sent. */
export interface Prepared {
  readonly provider: string;
  readonly content: string;
  readonly parts: number;
  readonly costVnd: number;
  send(requestId: string): Promise<SendOutcome>;
}

type Work = {
  readonly ctx: AppContext;
  readonly centreId: string;
  readonly settings: NoticeSettings;
  readonly carriers: OpenCarriers;
};

async function prepareMail({ ctx, centreId, settings }: Work, notice: NoticeRow): Promise<Prepared | null> {
  const { mail } = ctx.config;
  if (mail === undefined || notice.email === null) {
    return null;
  }
  const values =
    notice.event === 'confirm-email'
      ? { ...notice.values, tra_cuu: await confirmLink(ctx, centreId, notice.id) }
      : notice.values;
  const { subject, body } = mailOf(textsOf(settings, notice.event).email, values);
  const link = await choiceLink(ctx, centreId, notice.id);
  const content = `${subject}\n\n${body}\n\n--\n${link}`;
  const to = [notice.email];
  return {
    provider: 'email',
    content,
    parts: 1,
    costVnd: 0,
    async send() {
      try {
        const text = content.slice(subject.length).trim();
        // The same id each time: what a cut line delivered after all is dropped as a repeat.
        await smtpMail(mail).send({ to, subject, text, id: `${notice.id}.${notice.round}` });
        return { kind: 'accepted', reference: null, costVnd: null };
      } catch (error) {
        if (!(error instanceof MailError)) {
          throw error;
        }
        return error.temporary
          ? { kind: 'unknown', why: error.message }
          : { kind: 'failed', fault: 'unreachable', code: 'smtp', message: error.message };
      }
    },
  };
}

function smsMessage(
  { settings, carriers }: Work,
  notice: NoticeRow,
  carrierId: string | null,
  requestId: string,
) {
  const found = carriers.sms.find(({ carrier }) => carrier.id === carrierId);
  if (found === undefined || notice.phone === null) {
    return null;
  }
  const texts = textsOf(settings, notice.event);
  const { text, measure } = smsOf(texts.sms, notice.values, found.carrier.connection.unicode);
  const message: SmsMessage = {
    to: notice.phone,
    text,
    requestId,
    ...(texts.vnpt === ''
      ? {}
      : { template: { id: texts.vnpt, params: texts.vnptParams.map((name) => notice.values[name] ?? '') } }),
  };
  return { found, message, measure };
}

/** Makes a notice ready for a route; null when the account is gone. */
export async function prepare(
  work: Work,
  notice: NoticeRow,
  route: Pick<Route, 'channel' | 'carrierId'>,
): Promise<Prepared | null> {
  switch (route.channel) {
    case 'email':
      return prepareMail(work, notice);
    case 'sms': {
      const made = smsMessage(work, notice, route.carrierId, '');
      if (made === null) {
        return null;
      }
      const { found, message, measure } = made;
      return {
        provider: found.gateway.provider,
        content: message.text,
        parts: measure.parts,
        costVnd: measure.parts * found.carrier.priceVnd,
        send: (requestId) => found.gateway.send({ ...message, requestId }),
      };
    }
    case 'zalo': {
      const { zalo } = work.carriers;
      const { phone } = notice;
      if (zalo === null || phone === null) {
        return null;
      }
      const texts = textsOf(work.settings, notice.event);
      const data = znsData(texts, notice.values);
      return {
        provider: 'zalo',
        content: Object.entries(data)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n'),
        parts: 1,
        costVnd: zalo.carrier.priceVnd,
        async send(requestId) {
          const answer = await zalo.client.sendTemplate({
            phone,
            templateId: texts.zns,
            data,
            trackingId: requestId,
          });
          return answer.kind === 'done'
            ? { kind: 'accepted', reference: answer.data.messageId, costVnd: null }
            : answer;
        },
      };
    }
    default:
      return route.channel satisfies never;
  }
}

/** Asks a carrier what became of a try. */
export async function ask(work: Work, notice: NoticeRow, one: NoticeTry): Promise<LookUpOutcome> {
  if (one.channel === 'zalo') {
    const { zalo } = work.carriers;
    if (zalo === null || one.reference === null) {
      return { kind: 'cannot-say' };
    }
    const answer = await zalo.client.templateState(one.reference);
    switch (answer.kind) {
      case 'done':
        return answer.data.state === 'delivered'
          ? { kind: 'delivered', reference: one.reference, at: answer.data.at }
          : answer.data.state === 'under-way'
            ? { kind: 'under-way', reference: one.reference }
            : { kind: 'silent', why: noticeMessages('vi')('zalo-not-yet') };
      case 'failed':
        return { kind: 'silent', why: `${answer.message} (${answer.code})` };
      case 'unavailable':
      case 'unknown':
        return { kind: 'silent', why: answer.why };
      default:
        return answer satisfies never;
    }
  }
  const made = one.channel === 'sms' ? smsMessage(work, notice, one.carrierId, one.id) : null;
  return made === null
    ? { kind: 'cannot-say' }
    : made.found.gateway.lookUp({ message: made.message, reference: one.reference });
}
