/** The page without a line lists what this device has kept, and forgets it at a press. */
const list = document.querySelector<HTMLElement>('[data-kept-list]');

interface KeptPage {
  readonly path: string;
  readonly title: string;
  readonly at: number;
}

async function keptPages(): Promise<readonly KeptPage[]> {
  const cache = await caches.open('kept');
  const pages = await Promise.all(
    (await cache.keys()).map(async (request) => {
      const answer = await cache.match(request);
      const at = Number(answer?.headers.get('x-kept-at') ?? 0);
      if (answer === undefined || at === 0) {
        return [];
      }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      // The title ends with the centre's name, which stands above already.
      return [{ path: new URL(request.url).pathname, title: page.title.replace(/ · [^·]*$/, ''), at }];
    }),
  );
  return pages.flat().sort((a, b) => b.at - a.at);
}

async function show(into: HTMLElement): Promise<void> {
  const pages = await keptPages();
  into.hidden = pages.length === 0;
  into.querySelector('ul')?.replaceChildren(
    ...pages.map(({ path, title }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = path;
      link.textContent = title;
      item.append(link);
      return item;
    }),
  );
}

if (list !== null && 'caches' in window) {
  show(list).catch(() => undefined);
  list.querySelector('[data-forget]')?.addEventListener('click', async () => {
    const cache = await caches.open('kept');
    await Promise.all((await cache.keys()).map((request) => cache.delete(request)));
    await show(list);
  });
}
