/**
 * On every citizens' page: the service worker that keeps pages for the time without a line, the way back when the line is there again,
 * keeping a draft at a press, and the offer to put our pages onto the first screen. Without script the pages are the same, online.
 */
import { backWithLine } from './lib/line-back.ts';

/** What some browsers say when our pages could stand on the first screen. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

const canKeep = 'serviceWorker' in navigator && 'caches' in window;

/** Tells the worker; whether it did it. */
async function tell(message: object): Promise<boolean> {
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    active?.postMessage(message, [port2]);
  });
}

/** The page that the worker could not see: at the first visit it comes when the page is there already. */
async function start(): Promise<void> {
  const seen = navigator.serviceWorker.controller !== null;
  await navigator.serviceWorker.register('/sw.js', { scope: '/' });
  const note = document.querySelector<HTMLElement>('[data-kept-note]');
  if (!seen && note !== null && note.dataset['keptNote'] !== 'draft') {
    await tell({ keep: [location.pathname] });
  }
}

async function offerToKeep(box: HTMLElement): Promise<void> {
  const paths = (box.dataset['keep'] ?? '').split(' ');
  const [root = ''] = paths;
  const on = box.querySelector<HTMLButtonElement>('[data-keep-on]');
  const off = box.querySelector<HTMLButtonElement>('[data-keep-off]');
  const said = box.querySelector<HTMLElement>('[data-keep-said]');
  const show = (kept: boolean, words: string | undefined) => {
    on?.toggleAttribute('hidden', kept);
    off?.toggleAttribute('hidden', !kept);
    if (said !== null) {
      said.textContent = words ?? '';
    }
  };
  on?.addEventListener('click', async () => {
    const done = await tell({ keep: paths });
    show(done, done ? said?.dataset['kept'] : said?.dataset['failed']);
  });
  off?.addEventListener('click', async () => {
    const gone = await tell({ forget: root });
    show(!gone, gone ? said?.dataset['gone'] : said?.dataset['failed']);
  });
  show((await caches.match(root, { cacheName: 'kept', ignoreVary: true })) !== undefined, '');
  box.hidden = false;
}

function offerToInstall(button: HTMLButtonElement): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    const isOffer = (one: Event): one is InstallOffer => 'prompt' in one;
    if (isOffer(event)) {
      button.hidden = false;
      button.onclick = () => event.prompt();
    }
  });
  addEventListener('appinstalled', () => {
    button.hidden = true;
  });
}

const install = document.querySelector<HTMLButtonElement>('[data-install]');
if (install !== null) {
  offerToInstall(install);
}
if (canKeep) {
  const draft = document.querySelector<HTMLElement>('[data-keep]');
  if (draft !== null) {
    offerToKeep(draft).catch(() => undefined);
  }
  if (document.readyState === 'complete') {
    start().catch(() => undefined);
  } else {
    // The page first, on a weak line.
    addEventListener('load', () => start().catch(() => undefined), { once: true });
  }
}
if (document.querySelector('[data-kept-note]:not([hidden]), [data-no-line]') !== null) {
  backWithLine(document.querySelector<HTMLElement>('[data-sent]:not([hidden])'));
}
