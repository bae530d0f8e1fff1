/**
 * One person's stay at the kiosk. What must survive the way from page to page (and a reload) is in the session storage: a number of
 * the visit and the reason for priority that a card gave. Nothing of the person; all of it ends with the visit.
 */
const VISIT = 'kiosk.visit';
const PRIORITY = 'kiosk.priority';

function visit(): string {
  const known = sessionStorage.getItem(VISIT);
  if (known !== null) {
    return known;
  }
  const fresh = String(Date.now());
  sessionStorage.setItem(VISIT, fresh);
  return fresh;
}

/** Keeps the reason that a card gave, or forgets it. */
export function rememberPriority(reason: string | undefined): void {
  if (reason === undefined) {
    sessionStorage.removeItem(PRIORITY);
  } else {
    sessionStorage.setItem(PRIORITY, reason);
  }
}

/** Puts the reason that a card gave first among the answers. */
export function suggestPriority(): void {
  const list = document.querySelector<HTMLElement>('[data-suggested]');
  const reason = sessionStorage.getItem(PRIORITY);
  const row =
    reason === null ? null : list?.querySelector<HTMLElement>(`[data-reason="${CSS.escape(reason)}"]`);
  const button = row?.querySelector('button');
  if (!list || !row || !button) {
    return;
  }
  list.prepend(row);
  button.classList.add('answer-suggested');
  const hint = document.createElement('span');
  hint.className = 'answer-hint';
  hint.textContent = list.dataset['suggested'] ?? '';
  button.append(hint);
}

/** Ends the visit: nothing is kept, and pages of it are not shown again by going back. */
export function endVisit(home: string): void {
  sessionStorage.clear();
  speechSynthesis?.cancel();
  location.replace(home);
}

/** Marks this page as one of the running visit; a page of a visit that is over sends to the beginning. */
export function startVisit(home: string): void {
  const check = () => {
    const stamp: unknown = history.state;
    const of = typeof stamp === 'object' && stamp !== null && 'visit' in stamp ? stamp.visit : undefined;
    if (of !== undefined && of !== visit()) {
      location.replace(home);
      return;
    }
    history.replaceState({ visit: visit() }, '');
  };
  check();
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      check();
    }
  });
}
