/** How long one announcement stands before the next. */
const SHOWN_MS = 12_000;

function localTime(): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date());
}

function minuteOfDay(time: string): number {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/**
 * Shows the announcements of this time of day one after another, and hands those that are spoken to `speak` at whole multiples of
 * their minutes, so that all boards of a hall say them at the same time.
 */
export function startNotices(root: Document, speak: (text: string) => void): void {
  let turn = 0;
  let lastMinute = '';
  const show = (time: string) => {
    const all = [...root.querySelectorAll<HTMLElement>('[data-notice]')];
    const running = all.filter(
      ({ dataset }) => (dataset['from'] ?? '') <= time && time < (dataset['to'] ?? ''),
    );
    const shown = running[turn % Math.max(1, running.length)];
    for (const notice of all) {
      notice.hidden = notice !== shown;
    }
    return running;
  };
  const tick = () => {
    const time = localTime();
    const running = show(time);
    if (time === lastMinute) {
      return;
    }
    lastMinute = time;
    for (const { dataset, textContent } of running) {
      const every = Number(dataset['every'] ?? 0);
      if (every > 0 && minuteOfDay(time) % every === 0) {
        speak(textContent ?? '');
      }
    }
  };
  tick();
  setInterval(tick, 1_000);
  setInterval(() => {
    turn += 1;
  }, SHOWN_MS);
}
