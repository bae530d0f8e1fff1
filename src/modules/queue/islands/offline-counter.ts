/** The counter's console without a line: calls from its list by the usual keys, and goes back when the server answers. */
import { startKeys } from '#ui/islands/lib/keys.ts';
import { parseTicketNumber, ticketNumber } from '../rules/numbers.ts';
import { type OfflinePress, pressOffline } from '../rules/offline-desk.ts';
import { doubtPress, type KeptCounter, keepShare, keptCounter, storeCounter } from './lib/offline-counter.ts';
import { tryUntilDone } from './lib/offline-kept.ts';

const place = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`);

function write(name: string, text: string): void {
  const part = place(name);
  if (part !== null) {
    part.textContent = text;
  }
}

function show(name: string, visible: boolean): void {
  const part = place(name);
  if (part !== null) {
    part.hidden = !visible;
  }
}

function lapsed({ until }: KeptCounter): boolean {
  return Date.now() > until;
}

function draw(kept: KeptCounter | undefined): void {
  show('nothing', kept === undefined);
  show('desk', kept !== undefined);
  if (kept === undefined) {
    return;
  }
  write('counter', String(kept.counter));
  write('number', kept.current?.number ?? '—');
  show('with', kept.current !== null);
  show('serve', kept.current?.serving === false);
  show('absent', kept.current?.serving === false);
  const list = lapsed(kept) ? [] : kept.list;
  show('lapsed', lapsed(kept));
  write('left', String(list.length));
  write('done', String(kept.log.length));
  const rows = list.map(({ number, priority }) => {
    const row = document.createElement('li');
    row.textContent = priority ? `${number} · ${place('list')?.dataset['priority'] ?? ''}` : number;
    return row;
  });
  place('list')?.replaceChildren(...rows);
  write('open', kept.open.join(', '));
  show('opens', kept.open.length > 0);
}

/** Presses follow one another: each is on the disk before the next begins. */
let last: Promise<void> = Promise.resolve();
function press(what: OfflinePress): void {
  last = last.then(async () => {
    const kept = await keptCounter();
    if (kept === undefined || (what.kind === 'next' && lapsed(kept))) {
      return;
    }
    const at = Date.now() + kept.ahead;
    const desk = pressOffline(kept, what, { at, newId: () => crypto.randomUUID() });
    const after = { ...kept, ...desk };
    if (desk !== kept) {
      await storeCounter(after);
    }
    show('nobody', what.kind === 'next' && desk === kept);
    draw(after);
  });
}

function startPresses(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-press]')) {
    button.addEventListener('click', () => {
      const kind = button.dataset['press'];
      if (kind === 'next' || kind === 'serve' || kind === 'finish' || kind === 'no-show') {
        press({ kind });
      }
    });
  }
  const form = document.querySelector<HTMLFormElement>('[data-given]');
  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const field = form.querySelector('input');
    const typed = parseTicketNumber(field?.value ?? '');
    show('wrong', typed === undefined);
    if (typed !== undefined && field !== null) {
      press({ kind: 'number', number: ticketNumber(typed.letter, typed.sequence) });
      field.value = '';
      field.blur();
    }
  });
}

async function start(): Promise<void> {
  if (new URLSearchParams(location.search).has('cho')) {
    await doubtPress();
    history.replaceState(null, '', location.pathname);
  }
  draw(await keptCounter());
  startPresses();
  startKeys(document);
}

last = start();
tryUntilDone(async () => {
  await last;
  const kept = await keptCounter();
  const talked = kept === undefined ? 'done' : await keepShare(kept.counterId);
  if (talked === 'gone') {
    return false;
  }
  if (talked === 'refused') {
    show('sign-in', true);
    return false;
  }
  location.replace(kept === undefined ? '/can-bo/quay' : `/can-bo/quay?quay=${kept.counterId}`);
  return true;
});
