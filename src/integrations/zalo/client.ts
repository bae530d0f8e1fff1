import { z } from 'zod';
import { callZalo, type ZaloRequest } from './call.ts';
import type { ZaloClient, ZaloConnection, ZaloTokenSource } from './port.ts';

const Id = z.union([z.string().min(1), z.number().int().transform(String)]);
const Count = z.coerce.number().int().min(0);
const Nothing = z.unknown().transform(() => null);

const Message = z.looseObject({ message_id: Id }).transform(({ message_id }) => ({ messageId: message_id }));
const TemplateSent = z
  .looseObject({ msg_id: Id, quota: z.looseObject({ remainingQuota: Count.nullish() }).nullish() })
  .transform(({ msg_id, quota }) => ({ messageId: msg_id, remaining: quota?.remainingQuota ?? null }));

const Millis = z.coerce
  .number()
  .int()
  .positive()
  .transform((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
const TemplateState = z
  .looseObject({ status: z.coerce.number().int(), delivery_time: Millis.nullish().catch(null) })
  .transform(({ status, delivery_time }) => ({
    state:
      status === 1 ? ('delivered' as const) : status === 0 ? ('under-way' as const) : ('absent' as const),
    at: delivery_time ?? null,
  }));

const Flag = z.union([z.boolean(), z.stringbool()]).catch(false);
const Template = z
  .looseObject({
    templateId: Id,
    templateName: z.string().default(''),
    status: z.union([z.string(), z.number()]).transform(String).default(''),
    listParams: z
      .array(
        z
          .looseObject({
            name: z.string(),
            require: Flag,
            maxLength: Count.catch(100),
            minLength: Count.catch(0),
          })
          .transform(({ name, require, maxLength, minLength }) => ({
            name,
            required: require,
            maxLength,
            minLength,
          })),
      )
      .default([]),
    previewUrl: z.string().nullish(),
    price: z.coerce.number().nullish().catch(null),
  })
  .transform((read) => ({
    id: read.templateId,
    name: read.templateName,
    status: read.status,
    params: read.listParams,
    previewUrl: read.previewUrl ?? null,
    priceVnd: read.price ?? null,
  }));
const Quota = z
  .looseObject({ dailyQuota: Count, remainingQuota: Count })
  .transform(({ dailyQuota, remainingQuota }) => ({ daily: dailyQuota, remaining: remainingQuota }));

const Medias = z
  .looseObject({
    medias: z.array(z.looseObject({ id: Id, title: z.string().default('') })).optional(),
    articles: z.array(z.looseObject({ id: Id, title: z.string().default('') })).optional(),
  })
  .transform(({ medias, articles }) =>
    (medias ?? articles ?? []).map(({ id, title }) => ({ articleId: id, title })),
  );
const Followers = z
  .looseObject({ total: Count.default(0), users: z.array(z.looseObject({ user_id: Id })).default([]) })
  .transform(({ total, users }) => ({ total, userIds: users.map(({ user_id }) => user_id) }));
const Account = z
  .looseObject({ name: z.string(), is_verified: Flag, num_follower: Count.nullish() })
  .transform((read) => ({
    name: read.name,
    verified: read.is_verified,
    followers: read.num_follower ?? null,
  }));

/** Articles of one broadcast. */
const MOST_ARTICLES = 5;
/** Followers, and articles, of one page. */
const FOLLOWERS_PAGE = 50;
const ARTICLES_PAGE = 10;

function dataQuery(value: object): string {
  return new URLSearchParams({ data: JSON.stringify(value) }).toString();
}

function file(bytes: Uint8Array, name: string, type: string): FormData {
  const form = new FormData();
  form.append('file', new Blob([Buffer.from(bytes)], { type }), name);
  return form;
}

/** The client of an Official Account: OA interface v2/v3 and template messages by phone. */
export function zaloClient(connection: ZaloConnection, tokens: ZaloTokenSource): ZaloClient {
  const timeoutMs = connection.timeoutSeconds * 1_000;
  const { openApiUrl: oa, businessUrl: business } = connection;
  const call = <T>(request: ZaloRequest<T>) => callZalo(request, tokens, timeoutMs);
  return {
    consult: (userId, text, attachmentId) =>
      call({
        url: `${oa}/v3.0/oa/message/cs`,
        family: 'oa',
        body: {
          recipient: { user_id: userId },
          message: {
            text: text.normalize('NFC'),
            ...(attachmentId === undefined
              ? {}
              : {
                  attachment: {
                    type: 'template',
                    payload: {
                      template_type: 'media',
                      elements: [{ media_type: 'image', attachment_id: attachmentId }],
                    },
                  },
                }),
          },
        },
        data: Message,
      }),
    sendTemplate: ({ phone, templateId, data, trackingId, test }) =>
      call({
        url: `${business}/message/template`,
        family: 'zns',
        body: {
          phone,
          template_id: templateId,
          template_data: data,
          tracking_id: trackingId,
          sending_mode: '1',
          ...(test === true ? { mode: 'development' } : {}),
        },
        data: TemplateSent,
      }),
    sendTemplateTo: (userId, templateId, data) =>
      call({
        url: `${oa}/v3.0/oa/message/template`,
        family: 'oa',
        body: { user_id: userId, template_id: templateId, template_data: data },
        data: Message,
      }),
    templateState: (messageId) =>
      call({
        url: `${business}/message/status?${new URLSearchParams({ message_id: messageId })}`,
        family: 'zns',
        method: 'GET',
        data: TemplateState,
        reads: true,
      }),
    template: (templateId) =>
      call({
        url: `${business}/template/info/v2?${new URLSearchParams({ template_id: templateId })}`,
        family: 'zns',
        method: 'GET',
        data: Template,
        reads: true,
      }),
    templateQuota: () =>
      call({ url: `${business}/message/quota`, family: 'zns', method: 'GET', data: Quota, reads: true }),
    uploadImage: (bytes, type) =>
      call({
        url: `${oa}/v2.0/oa/upload/image`,
        family: 'oa',
        body: file(bytes, type === 'image/png' ? 'anh.png' : 'anh.jpg', type),
        data: z
          .looseObject({ attachment_id: Id })
          .transform((read) => ({ attachmentId: read.attachment_id })),
        reads: true,
      }),
    uploadFile: (bytes, name, type) =>
      call({
        url: `${oa}/v2.0/oa/upload/file`,
        family: 'oa',
        body: file(bytes, name, type),
        data: z.looseObject({ token: Id }).transform(({ token }) => ({ token })),
        reads: true,
      }),
    createArticle: (article) =>
      call({
        url: `${oa}/v2.0/article/create`,
        family: 'oa',
        body: {
          type: 'normal',
          title: article.title.normalize('NFC'),
          author: article.author.normalize('NFC'),
          description: article.description.normalize('NFC'),
          cover: { cover_type: 'photo', photo_url: article.coverUrl, status: 'show' },
          body: article.body,
          related_medias: [],
          status: article.visible ? 'show' : 'hide',
          comment: 'hide',
        },
        data: z.looseObject({ token: Id }).transform(({ token }) => ({ token })),
      }),
    async articleOf(token) {
      const answer = await call({
        url: `${oa}/v2.0/article/verify`,
        family: 'oa',
        body: { token },
        data: z.looseObject({ id: Id }).transform(({ id }) => ({ articleId: id })),
        reads: true,
      });
      return answer.kind === 'failed' && answer.code === '-214'
        ? { kind: 'done', data: { articleId: null } }
        : answer;
    },
    listArticles: (offset) =>
      call({
        url: `${oa}/v2.0/article/getslice?${dataQuery({ offset, limit: ARTICLES_PAGE, type: 'normal' })}`,
        family: 'oa',
        method: 'GET',
        data: Medias,
        reads: true,
      }),
    removeArticle: (articleId) =>
      call({ url: `${oa}/v2.0/article/remove`, family: 'oa', body: { id: articleId }, data: Nothing }),
    broadcast: (articleIds) =>
      call({
        url: `${oa}/v2.0/oa/message`,
        family: 'oa',
        body: {
          recipient: { target: {} },
          message: {
            attachment: {
              type: 'template',
              payload: {
                template_type: 'media',
                elements: articleIds
                  .slice(0, MOST_ARTICLES)
                  .map((id) => ({ media_type: 'article', attachment_id: id })),
              },
            },
          },
        },
        data: z
          .looseObject({ message_id: Id.nullish() })
          .nullish()
          .transform((read) => ({ messageId: read?.message_id ?? null })),
      }),
    followers: (offset) =>
      call({
        url: `${oa}/v3.0/oa/user/getlist?${dataQuery({ offset, count: FOLLOWERS_PAGE, tag_name: '', last_interaction_period: '', is_follower: 'true' })}`,
        family: 'oa',
        method: 'GET',
        data: Followers,
        reads: true,
      }),
    account: () =>
      call({ url: `${oa}/v2.0/oa/getoa`, family: 'oa', method: 'GET', data: Account, reads: true }),
  };
}
