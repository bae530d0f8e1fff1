import type { Reply } from '../http.ts';
import { done, Loose, no, text } from './words.ts';

/** The longest title that Zalo takes. */
const MAX_TITLE = 150;

interface HeldArticle {
  readonly id: string;
  readonly title: string;
  readonly token: string;
  removed: boolean;
  /** How often somebody asked whether it is made. */
  asked: number;
}

/** Articles of the account: made a while after they were sent, listed, removed. */
export class ZaloArticles {
  readonly held: HeldArticle[] = [];

  #create(body: Loose): Reply {
    const title = text(body['title']);
    const cover = text(Loose.catch({}).parse(body['cover'])['photo_url']);
    if (title.length > MAX_TITLE || cover === '') {
      return no(-201, 'Title too long or cover missing');
    }
    const serial = this.held.length + 1;
    const token = `phieu-${serial}`;
    this.held.push({ id: `bai-${serial}`, title, token, removed: false, asked: 0 });
    return done({ token });
  }

  #verify(body: Loose, delay: number): Reply {
    const found = this.held.find(({ token }) => token === text(body['token']));
    if (found === undefined) {
      return no(-201, 'Token is invalid');
    }
    found.asked += 1;
    return found.asked <= delay ? no(-214, 'Article is processing') : done({ id: found.id });
  }

  #remove(body: Loose): Reply {
    const found = this.held.find(({ id }) => id === text(body['id']));
    if (found === undefined) {
      return no(-201, 'Article not found');
    }
    found.removed = true;
    return done();
  }

  /** Answers a call below `/v2.0/article/`; `delay`: how often an article is still being made when it is asked for. */
  answer(path: string, body: Loose, delay: number): Reply {
    switch (path.split('/').at(-1)) {
      case 'create':
        return this.#create(body);
      case 'verify':
        return this.#verify(body, delay);
      case 'remove':
        return this.#remove(body);
      default: {
        const kept = this.held.filter(({ removed }) => !removed).map(({ id, title }) => ({ id, title }));
        return done({ medias: kept, total: kept.length });
      }
    }
  }
}
