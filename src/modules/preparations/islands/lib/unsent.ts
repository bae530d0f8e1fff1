/** Says that something is only on this device, and sends it again: when the line is back, at a press, after a while. */

import { islandMessages } from '../../messages-islands.ts';

const FIRST_MS = 4_000;
const LONGEST_MS = 60_000;

function texts(): ReturnType<typeof islandMessages> {
  return islandMessages(document.documentElement.lang === 'en' ? 'en' : 'vi');
}

/** The notice above a form, made when it is first needed. */
function noticeAbove(form: HTMLFormElement): HTMLElement {
  const before = form.previousElementSibling;
  if (before instanceof HTMLElement && before.dataset['unsent'] !== undefined) {
    return before;
  }
  const box = document.createElement('div');
  box.className = 'notice notice-soon stack-s';
  box.dataset['unsent'] = '';
  box.setAttribute('role', 'status');
  form.before(box);
  return box;
}

/** Tries until it succeeds. `send` gives false where the line is broken; what is refused is its own matter. */
export class Resender {
  readonly #form: HTMLFormElement;
  readonly #send: () => Promise<boolean>;
  #wait = FIRST_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(form: HTMLFormElement, send: () => Promise<boolean>) {
    this.#form = form;
    this.#send = send;
    addEventListener('online', () => void this.now());
  }

  /** Shows that it is only on this device. */
  #say(): void {
    const t = texts();
    const words = document.createElement('p');
    words.textContent = t('local-only');
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'btn';
    again.textContent = t('local-again');
    again.addEventListener('click', () => void this.now());
    noticeAbove(this.#form).replaceChildren(words, again);
  }

  async now(): Promise<void> {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    clearTimeout(this.#timer);
    const sent = await this.#send();
    this.#busy = false;
    if (sent) {
      return;
    }
    this.#say();
    this.#timer = setTimeout(() => void this.now(), this.#wait);
    this.#wait = Math.min(LONGEST_MS, this.#wait * 2);
  }
}
