/** Keeps every `[data-clock]` at the wall clock of Viet Nam, whatever zone the device is set to. */
export function startClock(root: Document): void {
  const format = new Intl.DateTimeFormat('vi-VN', {
    timeZone: 'Asia/Ho_Chi_Minh',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const tick = () => {
    const now = format.format(new Date());
    for (const clock of root.querySelectorAll('[data-clock]')) {
      if (clock.textContent !== now) {
        clock.textContent = now;
      }
    }
  };
  tick();
  setInterval(tick, 1_000);
}
