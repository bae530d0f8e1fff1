/**
 * Answers that survive a lost line: what is sent stays on this device until the server has it. Without script the form
 * posts as any other.
 */
import { Resender } from './lib/unsent.ts';

type Kept = readonly (readonly [string, string])[];

const keyOf = (form: HTMLFormElement) => `chuan-bi ${new URL(form.action).pathname}`;

function entriesOf(form: HTMLFormElement): Kept {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
}

function isKept(value: unknown): value is Kept {
  return (
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.every((part) => typeof part === 'string'))
  );
}

function readKept(form: HTMLFormElement): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(form)) ?? 'null');
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function write(form: HTMLFormElement, kept: Kept | undefined): void {
  try {
    if (kept === undefined) {
      localStorage.removeItem(keyOf(form));
    } else {
      localStorage.setItem(keyOf(form), JSON.stringify(kept));
    }
  } catch {
    // No room, or not allowed: the form is still on the screen.
  }
}

function fill(form: HTMLFormElement, kept: Kept): void {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
      field.checked = kept.some(([name, value]) => name === field.name && value === field.value);
    } else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    ) {
      const found = kept.find(([name]) => name === field.name);
      if (found !== undefined && field.type !== 'hidden') {
        field.value = found[1];
      }
    }
  }
}

/** Sends what is kept. False: the line is broken. */
async function send(form: HTMLFormElement, kept: Kept): Promise<boolean> {
  let answer: Response;
  try {
    answer = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(kept.map(([name, value]) => [name, value])),
    });
  } catch {
    return false;
  }
  if (answer.status >= 500) {
    return false;
  }
  const body: unknown = answer.ok ? await answer.json().catch(() => null) : null;
  const next: unknown = Reflect.get(Object(body), 'next');
  write(form, undefined);
  if (typeof next === 'string' && next.startsWith('/')) {
    location.assign(next);
  } else {
    // Something is to be mended: the server shows it on its own page.
    form.submit();
  }
  return true;
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft], form.question-page')) {
  const resender = new Resender(form, () => send(form, readKept(form) ?? entriesOf(form)));
  form.addEventListener('submit', (event) => {
    const pressed = event.submitter;
    if (pressed instanceof HTMLButtonElement && pressed.name !== '') {
      return;
    }
    event.preventDefault();
    write(form, entriesOf(form));
    void resender.now();
  });
  const unsent = readKept(form);
  if (unsent !== undefined) {
    fill(form, unsent);
    void resender.now();
  }
}
