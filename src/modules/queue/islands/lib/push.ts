/** Asking the browser to be told by web push. Everything here may be missing or refused; the page says so and goes on without it. */

const JSON_HEADERS = { 'content-type': 'application/json' };

interface Offer {
  readonly root: HTMLElement;
  readonly url: string;
}

function say({ root }: Offer, word: string): void {
  const note = root.querySelector('[data-push-note]');
  const words = root.querySelector<HTMLTemplateElement>('template[data-push-words]');
  if (note !== null) {
    note.textContent = words?.content.querySelector(`[data-word="${word}"]`)?.textContent ?? '';
  }
}

function showState(offer: Offer, on: boolean): void {
  offer.root.querySelector('[data-push-on]')?.toggleAttribute('hidden', on);
  offer.root.querySelector('[data-push-off]')?.toggleAttribute('hidden', !on);
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify(body) });
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }
}

/** base64url to bytes, as `applicationServerKey` wants them in all browsers. */
function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

async function serverKey(): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch('/api/v1/push/key');
  const body: unknown = await answer.json();
  const key: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'key') : undefined;
  if (typeof key !== 'string') {
    throw new Error('no key');
  }
  return bytesOf(key);
}

async function turnOn(offer: Offer, worker: ServiceWorkerRegistration): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') {
    say(offer, 'denied');
    return;
  }
  try {
    const subscription = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: await serverKey(),
    });
    const { endpoint, keys } = subscription.toJSON();
    await post(offer.url, { endpoint, keys });
    localStorage.setItem(offer.url, '1');
    showState(offer, true);
    say(offer, 'on');
  } catch {
    say(offer, 'failed');
  }
}

async function turnOff(offer: Offer, worker: ServiceWorkerRegistration): Promise<void> {
  try {
    const subscription = await worker.pushManager.getSubscription();
    if (subscription !== null) {
      await post(`${offer.url}/stop`, { endpoint: subscription.endpoint });
    }
    localStorage.removeItem(offer.url);
    showState(offer, false);
    say(offer, 'is-off');
  } catch {
    say(offer, 'failed');
  }
}

/** Shows the page's offer to be told where the browser can do it. */
export async function startPushOffer(): Promise<void> {
  const root = document.querySelector<HTMLElement>('[data-push]');
  const url = root?.dataset['push'];
  if (!root || !url || !('serviceWorker' in navigator) || !('PushManager' in window)) {
    return;
  }
  const offer = { root, url };
  const worker = await navigator.serviceWorker.register('/sw.js', { scope: '/' });
  const known = (await worker.pushManager.getSubscription()) !== null && localStorage.getItem(url) === '1';
  showState(offer, known);
  root.hidden = false;
  root.querySelector('[data-push-on]')?.addEventListener('click', () => turnOn(offer, worker));
  root.querySelector('[data-push-off]')?.addEventListener('click', () => turnOff(offer, worker));
  if (known) {
    say(offer, 'on');
  }
}
