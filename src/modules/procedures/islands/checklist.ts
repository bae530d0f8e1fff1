/**
 * The tick list "Cần mang gì" stays on this device: which papers are ready, by procedure, until the ticks are taken away. Nothing is sent.
 * Without script the boxes can be ticked all the same, for as long as the page is open.
 */
const list = document.querySelector<HTMLElement>('[data-checklist]');
const key = `can-mang:${list?.dataset['checklist'] ?? ''}`;

/** What was kept; nothing where the browser keeps nothing or something else stands there. */
function kept(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function keep(ids: readonly string[]): void {
  try {
    if (ids.length === 0) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, JSON.stringify(ids));
    }
  } catch {
    // A browser that keeps nothing: the ticks last as long as the page.
  }
}

if (list !== null) {
  const boxes = [...list.querySelectorAll<HTMLInputElement>('input[data-paper]')];
  const before = new Set(kept());
  for (const box of boxes) {
    box.checked = before.has(box.dataset['paper'] ?? '');
    box.addEventListener('change', () =>
      keep(boxes.filter(({ checked }) => checked).map(({ dataset }) => dataset['paper'] ?? '')),
    );
  }
  const { stays } = list.dataset;
  const said = list.querySelector<HTMLElement>('[data-ticks]');
  if (said !== null && stays !== undefined) {
    said.textContent = stays;
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print-page]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
