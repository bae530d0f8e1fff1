import type { ZaloArticle, ZaloClient } from '#integrations/zalo/port.ts';
import type { OpenZalo } from '#modules/carriers/commands/open-carriers.ts';
import { newsMessages } from '../messages.ts';
import { shorten } from '../rules/propose.ts';
import type { LookUpOutcome, SendOutcome } from '../schema.ts';
import type { Carrier, Telling } from './carriers.ts';

/** Times that Zalo is asked whether the article is made, right after asking for it. */
const ASKED = 5;
const PENDING = 'token:';
/** Newest articles among which a lost one is looked for. */
const LOOKED_THROUGH = 100;

type Failed = Exclude<Awaited<ReturnType<ZaloClient['removeArticle']>>, { kind: 'done' }>;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function articleOf({ version, revision, centre, url }: Telling): ZaloArticle {
  const { picture } = revision.content;
  const cover = picture === null ? `${new URL(url).origin}/tin-tuc/anh-bia.jpg` : `${url}/anh.jpg`;
  return {
    title: version.title,
    author: Array.from(centre).slice(0, 50).join(''),
    description: shorten(version.text, 300),
    coverUrl: cover,
    body: version.text
      .split(/\n+/)
      .filter((part) => part.trim() !== '')
      .map((part) => ({ type: 'text' as const, content: `<p>${escaped(part)}</p>` })),
    visible: true,
  };
}

function failed(answer: Failed): SendOutcome {
  return answer;
}

/** The number of an article: of one that is still being made it is asked for. */
async function idOf(client: ZaloClient, reference: string): Promise<string | Failed | null> {
  if (!reference.startsWith(PENDING)) {
    return reference;
  }
  const answer = await client.articleOf(reference.slice(PENDING.length));
  return answer.kind === 'done' ? answer.data.articleId : answer;
}

async function remove(client: ZaloClient, reference: string): Promise<SendOutcome> {
  const id = await idOf(client, reference);
  if (id === null) {
    return { kind: 'unavailable', why: newsMessages('vi')('zalo-still-pending') };
  }
  if (typeof id !== 'string') {
    return failed(id);
  }
  const answer = await client.removeArticle(id);
  return answer.kind === 'done' ? { kind: 'accepted', reference: id, costVnd: null } : failed(answer);
}

async function create(client: ZaloClient, telling: Telling): Promise<SendOutcome> {
  const asked = await client.createArticle(articleOf(telling));
  if (asked.kind !== 'done') {
    return failed(asked);
  }
  const { token } = asked.data;
  for (let time = 0; time < ASKED; time += 1) {
    const made = await client.articleOf(token);
    if (made.kind === 'done' && made.data.articleId !== null) {
      return { kind: 'accepted', reference: made.data.articleId, costVnd: null };
    }
  }
  // Taken over; its number is asked for when it is needed.
  return { kind: 'accepted', reference: `${PENDING}${token}`, costVnd: null };
}

async function find(client: ZaloClient, { version, others }: Telling): Promise<LookUpOutcome> {
  const title = version.title.normalize('NFC');
  const seen = new Set<string>();
  for (;;) {
    const answer = await client.listArticles(seen.size);
    if (answer.kind !== 'done') {
      return { kind: 'silent', why: answer.kind === 'failed' ? answer.message : answer.why };
    }
    const found = answer.data.find(
      (article) => article.title.normalize('NFC') === title && !others.includes(article.articleId),
    );
    if (found !== undefined) {
      return { kind: 'delivered', reference: found.articleId, at: null };
    }
    const before = seen.size;
    for (const { articleId } of answer.data) {
      seen.add(articleId);
    }
    if (seen.size === before || seen.size >= LOOKED_THROUGH) {
      return { kind: 'absent' };
    }
  }
}

/**
 * Articles of the Official Account. A correction is a new article with "ĐÍNH CHÍNH" in its title, made after the wrong one is taken away; an article
 * that may have been made is looked for by its title among the newest before another is asked for.
 */
export function zaloCarrier(open: OpenZalo | null): Carrier {
  const client = open?.client ?? null;
  return {
    ...(open === null ? {} : { carrierId: open.carrier.id, rests: open.rests }),
    async send(telling) {
      if (client === null) {
        const message = newsMessages('vi')('not-connected');
        return {
          kind: 'failed',
          fault: 'needs-human',
          code: newsMessages('vi')('code-not-connected'),
          message,
        };
      }
      const { delivery, reference } = telling;
      if (delivery.action === 'withdraw') {
        return reference === null
          ? { kind: 'accepted', reference: null, costVnd: null }
          : remove(client, reference);
      }
      if (reference !== null) {
        const removed = await remove(client, reference);
        if (removed.kind !== 'accepted' && !(removed.kind === 'failed' && removed.fault === 'misfit')) {
          return removed;
        }
      }
      return create(client, telling);
    },
    async lookUp(telling) {
      if (client === null) {
        return { kind: 'silent', why: newsMessages('vi')('not-connected') };
      }
      return telling.delivery.action === 'withdraw' ? { kind: 'absent' } : find(client, telling);
    },
  };
}
