/** The phone ticket: renews itself live; tells by title, buzz and sound when it is nearly the holder's turn and when the number is called. */
import { startLive } from '#ui/islands/lib/live.ts';
import { startPushOffer } from './lib/push.ts';

const title = document.title;
const NEAR_BUZZ = [200];
const CALL_BUZZ = [300, 150, 300, 150, 300];
const NOTE_SECONDS = 0.25;

let sound: AudioContext | undefined;

/** Browsers let a page sound only after it was touched. */
function allowSound(): void {
  const allow = () => {
    sound ??= new AudioContext();
    document.querySelector('[data-sound-note]')?.setAttribute('hidden', '');
  };
  // Not when the finger goes down: the note would vanish and what is touched would move away under it.
  addEventListener('click', allow, { once: true });
  addEventListener('keydown', allow, { once: true });
  document.querySelector('[data-sound-note]')?.removeAttribute('hidden');
}

function play(notes: readonly number[]): void {
  if (sound === undefined) {
    return;
  }
  for (const [index, frequency] of notes.entries()) {
    const at = sound.currentTime + index * NOTE_SECONDS;
    const tone = sound.createOscillator();
    const loudness = sound.createGain();
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0.3, at);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
    tone.connect(loudness).connect(sound.destination);
    tone.start(at);
    tone.stop(at + NOTE_SECONDS);
  }
}

/** What the ticket on the page says: its state, and whether it is nearly the holder's turn. */
function stage(): string {
  const slip = document.querySelector<HTMLElement>('[data-ticket-state]');
  const state = slip?.dataset['ticketState'] ?? '';
  return state === 'waiting' && document.querySelector('[data-near]') !== null ? 'near' : state;
}

function showLive(): void {
  for (const note of document.querySelectorAll<HTMLElement>('[data-when-live]')) {
    note.hidden = false;
    note.previousElementSibling?.toggleAttribute('hidden', true);
  }
}

let before = stage();

function tell(): void {
  showLive();
  const now = stage();
  document.title = now === 'called' ? `● ${title}` : title;
  if (now === before) {
    return;
  }
  before = now;
  if (now === 'called') {
    navigator.vibrate?.(CALL_BUZZ);
    play([660, 880, 660, 880]);
  } else if (now === 'near') {
    navigator.vibrate?.(NEAR_BUZZ);
    play([660, 880]);
  }
}

startLive();
showLive();
allowSound();
startPushOffer().catch(() => undefined);
const region = document.querySelector('[data-live-region="ticket"]');
if (region !== null) {
  new MutationObserver(tell).observe(region, { childList: true });
}
