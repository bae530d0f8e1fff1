/** Finds out that the line is back: at once when the browser says so, else by asking at growing distances. */
const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/**
 * Loads the page anew when the server answers again. Where something was sent that may not have arrived (`sent`), nothing is sent
 * again by itself: the notice's way back is shown instead.
 */
export function backWithLine(sent: HTMLElement | null): void {
  let wait = FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    clearTimeout(timer);
    const answer = await fetch('/readyz', { cache: 'no-store' }).catch(() => undefined);
    if (answer?.ok !== true) {
      timer = setTimeout(ask, wait);
      wait = Math.min(wait * 1.5, LONGEST_MS);
      return;
    }
    if (sent === null) {
      location.replace(location.pathname === '/ngoai-tuyen' ? '/' : location.href);
      return;
    }
    const back = sent.querySelector<HTMLButtonElement>('[data-back]');
    if (back !== null) {
      back.hidden = false;
      back.onclick = () => history.back();
    }
  };
  addEventListener('online', ask);
  timer = setTimeout(ask, wait);
}
