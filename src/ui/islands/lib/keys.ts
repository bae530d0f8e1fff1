import { walk } from './walk.ts';

/** Where single letters are text and no commands. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** `Control+Enter`, `j`, `/`: the form that `aria-keyshortcuts` uses. The Mac's command key counts as Control. */
function combinationOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return [event.ctrlKey || event.metaKey ? 'Control' : '', event.altKey ? 'Alt' : '', key]
    .filter(Boolean)
    .join('+');
}

function visible(element: HTMLElement): boolean {
  return element.getClientRects().length > 0 && !element.hasAttribute('disabled');
}

/** A field named by a key takes the cursor; anything else is pressed. */
function activate(element: HTMLElement): void {
  if (isTyping(element)) {
    element.focus();
  } else {
    element.click();
  }
}

/** Presses the first visible element whose `aria-keyshortcuts` names the combination. In an open dialog, only there. */
function press(root: Document, combination: string): boolean {
  const scope: ParentNode = root.querySelector('dialog[open]') ?? root;
  for (const element of scope.querySelectorAll<HTMLElement>('[aria-keyshortcuts]')) {
    const keys = (element.getAttribute('aria-keyshortcuts') ?? '').split(' ');
    if (keys.includes(combination) && visible(element)) {
      activate(element);
      return true;
    }
  }
  return false;
}

function focusSearch(root: Document): boolean {
  const box = root.querySelector<HTMLInputElement>('input[data-search], input[type="search"]');
  box?.focus();
  box?.select();
  return box !== null;
}

/**
 * The officers' keyboard: `j` `k` walk the rows of `[data-walk]` tables, Enter opens, `/` searches, and whatever
 * `aria-keyshortcuts` names is pressed. Letters do nothing while somebody types.
 */
export function startKeys(root: Document): void {
  root.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) {
      return;
    }
    const combination = combinationOf(event);
    const typing = isTyping(event.target);
    if (typing && !combination.includes('+')) {
      if (event.key === 'Escape' && event.target instanceof HTMLElement) {
        event.target.blur();
      }
      return;
    }
    const done =
      press(root, combination) ||
      (!root.querySelector('dialog[open]') && walk(root, combination)) ||
      (combination === '/' && focusSearch(root));
    if (done) {
      event.preventDefault();
    }
  });
}
