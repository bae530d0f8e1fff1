import { z } from 'zod';
import type { Reply } from '../http.ts';
import { done, Loose, no, text } from './words.ts';

/** A message as Zalo holds it. */
export interface SimulatedZaloMessage {
  readonly id: string;
  readonly kind: 'zns' | 'zns-user' | 'cs' | 'broadcast';
  readonly to: string;
  readonly templateId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly text: string;
  readonly trackingId: string;
  delivered: boolean;
}

/** Templates it knows, with their parameters. */
const TEMPLATES: Readonly<Record<string, readonly { readonly name: string; readonly maxLength: number }[]>> =
  {
    '500001': [
      { name: 'ma_ho_so', maxLength: 30 },
      { name: 'trang_thai', maxLength: 30 },
      { name: 'ngay', maxLength: 20 },
    ],
    '500002': [{ name: 'ma_ho_so', maxLength: 30 }],
  };

const Texts = z.record(z.string(), z.string());
/** Messages of templates that the account may send in a day. */
const DAILY_QUOTA = 500;
const MAX_CONSULT = 2_000;
const MAX_ARTICLES = 5;

/** Why the data does not fill the template; null when it does. */
function misfit(templateId: string, data: Readonly<Record<string, string>>): Reply | null {
  for (const { name, maxLength } of TEMPLATES[templateId] ?? []) {
    const value = data[name];
    if (value === undefined || value === '') {
      return no(-1122, `Parameter ${name} is missing`);
    }
    if (value.length > maxLength) {
      return no(-1121, `Parameter ${name} is too long`);
    }
  }
  return null;
}

/** What Zalo took: messages by template to phones and followers, consulting messages, broadcasts. */
export class ZaloMessages {
  readonly held: SimulatedZaloMessage[] = [];
  /** Phones without Zalo (-118). */
  readonly withoutZalo = new Set<string>();
  /** Followers by user id. */
  readonly followers = new Set(['8112233445566778899', '8112233445566778900']);
  readonly #delivers: () => boolean;

  /** `delivers`: whether a message that is taken now is delivered at once. */
  constructor(delivers: () => boolean) {
    this.#delivers = delivers;
  }

  #take(input: Partial<SimulatedZaloMessage> & Pick<SimulatedZaloMessage, 'kind' | 'to'>): string {
    // Beyond 2^53, as real ids are.
    const id = `9007199254740993${String(this.held.length + 1).padStart(4, '0')}`;
    this.held.push({
      templateId: '',
      data: {},
      text: '',
      trackingId: '',
      ...input,
      id,
      delivered: this.#delivers(),
    });
    return id;
  }

  #quota() {
    return { dailyQuota: String(DAILY_QUOTA), remainingQuota: String(DAILY_QUOTA - this.held.length) };
  }

  /** A message by template to a phone (ZNS). */
  toPhone(body: Loose): Reply {
    const phone = text(body['phone']);
    const templateId = text(body['template_id']);
    const data = Texts.safeParse(body['template_data']);
    if (!/^84[35789]\d{8}$/.test(phone)) {
      return no(-108, 'Phone number is invalid');
    }
    if (TEMPLATES[templateId] === undefined) {
      return no(-109, 'Template ID is invalid');
    }
    if (!data.success) {
      return no(-111, 'Template data is empty');
    }
    const wrong = misfit(templateId, data.data);
    if (wrong !== null) {
      return wrong;
    }
    if (this.withoutZalo.has(phone)) {
      return no(-118, 'Zalo account not existed');
    }
    const trackingId = text(body['tracking_id']);
    const id = this.#take({ kind: 'zns', to: phone, templateId, data: data.data, trackingId });
    return done({ msg_id: id, sent_time: '1795445254333', sending_mode: '1', quota: this.#quota() });
  }

  /** A message by template to a follower. */
  toFollower(body: Loose): Reply {
    const userId = text(body['user_id']);
    if (!this.followers.has(userId)) {
      return no(-213, 'User has not followed OA');
    }
    const data = Texts.catch({}).parse(body['template_data']);
    const id = this.#take({ kind: 'zns-user', to: userId, templateId: text(body['template_id']), data });
    return done({ message_id: id, user_id: userId });
  }

  /** A consulting message to a follower. */
  consult(body: Loose): Reply {
    const userId = text(Loose.catch({}).parse(body['recipient'])['user_id']);
    const said = text(Loose.catch({}).parse(body['message'])['text']);
    if (!this.followers.has(userId)) {
      return no(-213, 'User has not followed OA');
    }
    if (said.length > MAX_CONSULT) {
      return no(-210, 'Text is too long');
    }
    const id = this.#take({ kind: 'cs', to: userId, text: said });
    // As Zalo does: the id as a bare number that no double holds.
    return { body: `{"error":0,"message":"Success","data":{"message_id":${id},"user_id":"${userId}"}}` };
  }

  /** Articles to all followers. */
  broadcast(body: Loose): Reply {
    const ids = JSON.stringify(body).match(/"attachment_id":"([^"]+)"/g) ?? [];
    if (ids.length === 0 || ids.length > MAX_ARTICLES) {
      return no(-201, 'Articles from 1 to 5');
    }
    return done({ message_id: this.#take({ kind: 'broadcast', to: 'followers', text: ids.join(' ') }) });
  }

  /** What became of a message. */
  status(id: string | null): Reply {
    const found = this.held.find((one) => one.id === id);
    if (found === undefined) {
      return done({ status: -1, message: 'not found' });
    }
    return done(found.delivered ? { status: 1, delivery_time: '1795445254333' } : { status: 0 });
  }

  /** What may still be sent today. */
  quota(): Reply {
    return done(this.#quota());
  }

  /** What a template wants. */
  template(id: string): Reply {
    const params = TEMPLATES[id];
    return params === undefined
      ? no(-109, 'Template ID is invalid')
      : done({
          templateId: Number(id),
          templateName: 'Thông báo hồ sơ',
          status: 'ENABLE',
          price: '200',
          listParams: params.map((one) => ({ ...one, require: true, type: 'STRING', minLength: 0 })),
          previewUrl: 'https://account.zalo.cloud/preview',
        });
  }

  /** A page of the followers; `data` is JSON with the offset. */
  listFollowers(data: string): Reply {
    const { offset } = z.object({ offset: z.number() }).catch({ offset: 0 }).parse(JSON.parse(data));
    const users = [...this.followers].slice(offset, offset + 50).map((user_id) => ({ user_id }));
    return done({ total: this.followers.size, count: 50, offset, users });
  }
}
