/** Photographs on the phone: straightened and made smaller before they are sent, kept here until the server has them. */
import { straighten } from './lib/editor.ts';
import { forget, keep, type Waiting, waitingFor } from './lib/outbox.ts';
import { Resender } from './lib/unsent.ts';

function start(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"]');
  const place = form.querySelector<HTMLElement>('[data-photo-place]');
  const press = form.querySelector<HTMLButtonElement>('button:not([type="button"])');
  if (input === null || place === null || press === null) {
    return;
  }
  const action = new URL(form.action).pathname;
  press.hidden = true;

  /** What the server did not take stands below the box, in its words. */
  const refuse = (detail: string): void => {
    const words = document.createElement('p');
    words.className = 'question-error';
    words.setAttribute('role', 'alert');
    words.textContent = detail;
    place.append(words);
  };

  const sendOne = async (one: Waiting): Promise<boolean> => {
    const body = new FormData();
    body.append('requestId', one.id);
    body.append('file', one.blob, one.name);
    let answer: Response;
    try {
      answer = await fetch(one.action, { method: 'POST', headers: { accept: 'application/json' }, body });
    } catch {
      return false;
    }
    if (answer.status >= 500 || answer.status === 429) {
      return false;
    }
    await forget(one.id);
    if (!answer.ok) {
      const problem: unknown = await answer.json().catch(() => null);
      const detail: unknown = Reflect.get(Object(problem), 'detail');
      refuse(typeof detail === 'string' ? detail : one.name);
    }
    return true;
  };

  const sendAll = async (): Promise<boolean> => {
    place.setAttribute('aria-busy', 'true');
    const waiting = await waitingFor(action);
    for (const one of waiting) {
      if (!(await sendOne(one))) {
        place.removeAttribute('aria-busy');
        return false;
      }
    }
    place.removeAttribute('aria-busy');
    if (waiting.length > 0 && place.querySelector('[role="alert"]') === null) {
      location.reload();
    }
    return true;
  };
  const resender = new Resender(form, sendAll);

  input.addEventListener('change', async () => {
    const files = [...(input.files ?? [])];
    input.value = '';
    place.replaceChildren();
    for (const file of files) {
      const blob = file.type.startsWith('image/') ? await straighten(place, file).catch(() => file) : file;
      if (blob !== null) {
        const id = crypto.randomUUID?.() ?? madeId();
        await keep({ id, action, name: file.name, blob });
      }
    }
    await resender.now();
  });
  void resender.now();
}

/** A UUID where the browser gives none: it does so only to pages over https. */
function madeId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const set = (at: number, keep: number, mark: number) => {
    bytes[at] = ((bytes[at] ?? 0) & keep) | mark;
  };
  set(6, 0x0f, 0x40);
  set(8, 0x3f, 0x80);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-photo]')) {
  start(form);
}
