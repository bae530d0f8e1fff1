/** Presses the element whose `aria-keyshortcuts` names the combination, e.g. `Control+Enter`, `h`. */
function press(root: Document, combination: string): boolean {
  for (const element of root.querySelectorAll<HTMLElement>('[aria-keyshortcuts]')) {
    const keys = element.getAttribute('aria-keyshortcuts')?.split(' ') ?? [];
    if (keys.includes(combination) && !element.hasAttribute('disabled')) {
      element.click();
      return true;
    }
  }
  return false;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** Starts the officers' keyboard on the page. */
export function startKeys(root: Document): void {
  root.addEventListener('keydown', (event) => {
    const combination = [
      event.ctrlKey || event.metaKey ? 'Control' : '',
      event.altKey ? 'Alt' : '',
      event.key,
    ]
      .filter(Boolean)
      .join('+');
    if (isTyping(event.target) && !combination.includes('+')) {
      return;
    }
    if (press(root, combination)) {
      event.preventDefault();
    }
  });
}
