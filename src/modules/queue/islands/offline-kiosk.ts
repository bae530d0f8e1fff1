/** The kiosk without a line: gives out leased numbers, shows and prints them, and goes back to the usual page when the server answers. */
import QRCode from 'qrcode';
import { startClock } from './lib/clock.ts';
import { tryUntilDone } from './lib/offline-kept.ts';
import { type GivenNumber, giveNumber, keepNumbers, keptKiosk } from './lib/offline-kiosk.ts';

/** After so long without a touch the number leaves the screen. */
const SHOWN_MS = 45_000;
const root = document.querySelector<HTMLElement>('[data-offline-kiosk]');
let reset: ReturnType<typeof setTimeout> | undefined;

function step(name: string): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-step]')) {
    part.hidden = part.dataset['step'] !== name;
  }
  clearTimeout(reset);
  if (name !== 'groups') {
    reset = setTimeout(() => step('groups'), SHOWN_MS);
  }
  document.querySelector<HTMLElement>(`[data-step="${name}"] h1`)?.focus();
}

function write(name: string, text: string): void {
  for (const place of document.querySelectorAll(`[data-write="${name}"]`)) {
    place.textContent = text;
  }
}

/** The code as bars of dark squares; the markup is ours. */
function drawCode(text: string): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const side = modules.size + 8;
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      path += modules.get(row, column) === 1 ? `M${column + 4} ${row + 4}h1v1h-1z` : '';
    }
  }
  const place = document.querySelector('[data-code]');
  const code = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${path}"/></svg>`,
    'image/svg+xml',
  );
  place?.replaceChildren(document.importNode(code.documentElement, true));
}

function show(given: GivenNumber): void {
  write('number', given.number);
  write('group', given.group);
  const time = new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
  });
  write('time', time.format(given.at));
  drawCode(`${root?.dataset['address'] ?? location.origin}/phieu/${given.token}`);
  step('ticket');
}

async function take(groupId: string, priority: boolean): Promise<void> {
  const given = await giveNumber(groupId, priority);
  if (given === undefined) {
    step('none');
  } else {
    show(given);
  }
}

async function start(): Promise<void> {
  const kept = await keptKiosk();
  const list = document.querySelector('[data-groups]');
  let chosen = '';
  for (const group of kept?.groups ?? []) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn answer';
    const name = document.createElement('strong');
    name.textContent = `${group.letter} · ${group.name}`;
    const hint = document.createElement('span');
    hint.className = 'answer-hint';
    hint.textContent = group.hint;
    const words = document.createElement('span');
    words.append(name, hint);
    button.append(words);
    button.addEventListener('click', () => {
      chosen = group.id;
      step('priority');
    });
    const row = document.createElement('li');
    row.append(button);
    list?.append(row);
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-take]')) {
    button.addEventListener('click', () =>
      take(chosen, button.dataset['take'] === '1').catch(() => step('none')),
    );
  }
  document.querySelector('[data-print]')?.addEventListener('click', () => window.print());
  for (const button of document.querySelectorAll('[data-restart]')) {
    button.addEventListener('click', () => step('groups'));
  }
  step((kept?.groups.length ?? 0) === 0 ? 'none' : 'groups');
}

startClock(document);
start().catch(() => step('none'));
tryUntilDone(async () => {
  const talked = await keepNumbers();
  // Nobody is led away from a number on the screen.
  const resting = document.querySelector<HTMLElement>('[data-step="ticket"]')?.hidden !== false;
  if (talked === 'gone' || !resting) {
    return false;
  }
  location.replace('/kiosk?lang=vi');
  return true;
});
