import { withoutMarks } from '#platform/vietnamese.ts';
import { paletteMessages } from '../../palette-messages.ts';

const t = paletteMessages('vi');

/** One thing to go to. */
interface Hit {
  readonly group: string;
  readonly label: string;
  readonly hint: string;
  readonly href: string;
}

const WAIT_MS = 140;

function isHit(value: unknown): value is Hit {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['group', 'label', 'hint', 'href'].every(
      (key) => key in value && typeof Reflect.get(value, key) === 'string',
    )
  );
}

function fold(text: string): string {
  return withoutMarks(text).toLowerCase();
}

/** Links and buttons of the page itself that fit the words: places first, then what may be done here. */
function onThisPage(root: Document, words: string): readonly Hit[] {
  const wanted = fold(words);
  const links = [...root.querySelectorAll<HTMLAnchorElement>('.desk-nav a')].map((a) => ({
    group: t('place'),
    label: a.firstChild?.textContent ?? '',
    hint: '',
    href: a.href,
  }));
  const actions = [...root.querySelectorAll<HTMLElement>('[data-action][id]')].map((element) => ({
    group: t('act'),
    label: element.dataset['action'] ?? '',
    hint: '',
    href: `#${element.id}`,
  }));
  return [...actions, ...links].filter((hit) => fold(hit.label).includes(wanted));
}

class Palette {
  readonly #root: Document;
  readonly #dialog: HTMLDialogElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(root: Document) {
    this.#root = root;
    this.#dialog = root.createElement('dialog');
    this.#dialog.className = 'dialog palette';
    this.#dialog.setAttribute('aria-label', t('name'));
    this.#input = root.createElement('input');
    this.#input.className = 'input';
    this.#input.type = 'search';
    this.#input.placeholder = t('hint');
    this.#input.setAttribute('role', 'combobox');
    this.#input.setAttribute('aria-label', this.#input.placeholder);
    this.#input.setAttribute('aria-expanded', 'true');
    this.#input.setAttribute('aria-controls', 'palette-list');
    this.#input.autocomplete = 'off';
    this.#list = root.createElement('ul');
    this.#list.id = 'palette-list';
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', t('results'));
    this.#dialog.append(this.#input, this.#list);
    root.body.append(this.#dialog);
    this.#input.addEventListener('input', () => this.#ask());
    this.#dialog.addEventListener('keydown', (event) => this.#key(event));
  }

  open(): void {
    if (!this.#dialog.open) {
      this.#dialog.showModal();
    }
    this.#input.value = '';
    this.#show(onThisPage(this.#root, ''));
    this.#input.focus();
  }

  #ask(): void {
    const words = this.#input.value.trim();
    const here = onThisPage(this.#root, words);
    this.#show(here);
    clearTimeout(this.#timer);
    if (words.length < 2) {
      return;
    }
    this.#asked += 1;
    const turn = this.#asked;
    this.#timer = setTimeout(async () => {
      const answer = await fetch(`/can-bo/tim-nhanh?q=${encodeURIComponent(words)}`).catch(() => undefined);
      const body: unknown = answer?.ok ? await answer.json() : [];
      if (turn === this.#asked && Array.isArray(body)) {
        this.#show([...here, ...body.filter(isHit)]);
      }
    }, WAIT_MS);
  }

  #show(hits: readonly Hit[]): void {
    this.#list.replaceChildren(
      ...hits.slice(0, 20).map((hit, index) => {
        const item = this.#root.createElement('li');
        item.setAttribute('role', 'presentation');
        const link = this.#root.createElement('a');
        link.href = hit.href;
        link.id = `palette-${index}`;
        link.setAttribute('role', 'option');
        link.tabIndex = -1;
        link.setAttribute('aria-selected', String(index === 0));
        const label = this.#root.createElement('span');
        label.textContent = hit.label;
        const hint = this.#root.createElement('span');
        hint.className = 'soft small';
        hint.textContent = [hit.hint, hit.group].filter(Boolean).join(' · ');
        link.append(label, hint);
        link.addEventListener('click', () => this.#dialog.close());
        item.append(link);
        return item;
      }),
    );
    this.#input.setAttribute('aria-activedescendant', hits.length > 0 ? 'palette-0' : '');
  }

  #key(event: KeyboardEvent): void {
    const options = [...this.#list.querySelectorAll<HTMLAnchorElement>('[role="option"]')];
    const now = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    if (event.key === 'Enter') {
      event.preventDefault();
      options[now]?.click();
      return;
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || options.length === 0) {
      return;
    }
    event.preventDefault();
    const next = (now + step + options.length) % options.length;
    options[now]?.setAttribute('aria-selected', 'false');
    options[next]?.setAttribute('aria-selected', 'true');
    options[next]?.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', options[next]?.id ?? '');
  }
}

/** Ctrl K (or ⌘ K): one box for dossiers, people, procedures, places and what may be done on this page. */
export function startPalette(root: Document): void {
  let palette: Palette | undefined;
  root.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      palette ??= new Palette(root);
      palette.open();
    }
  });
}
