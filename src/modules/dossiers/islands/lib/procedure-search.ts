const WAIT_MS = 120;

interface Hit {
  readonly code: string;
  readonly name: string;
  readonly field: string;
}

function readHits(body: unknown): readonly Hit[] {
  const list: unknown = Array.isArray(body) ? body : Reflect.get(Object(body), 'items');
  if (!Array.isArray(list)) {
    return [];
  }
  return list.flatMap((item: unknown) => {
    const read = (key: string): string => {
      const value: unknown = Reflect.get(Object(item), key);
      return typeof value === 'string' ? value : '';
    };
    return read('code') === ''
      ? []
      : [{ code: read('code'), name: read('plainName') || read('name'), field: read('field') }];
  });
}

function button(root: Document, hit: Hit): HTMLLIElement {
  const item = root.createElement('li');
  const press = root.createElement('button');
  press.type = 'submit';
  press.className = 'hit';
  press.name = 'choose';
  press.value = hit.code;
  press.formNoValidate = true;
  const name = root.createElement('span');
  name.textContent = hit.name;
  const code = root.createElement('span');
  code.className = 'soft small';
  code.textContent = [hit.code, hit.field].filter(Boolean).join(' · ');
  press.append(name, code);
  item.append(press);
  return item;
}

/** Procedures while typing; arrow down goes into the list, Enter takes the first. Without script the search button does it. */
export function startProcedureSearch(root: Document): void {
  const box = root.querySelector<HTMLInputElement>('[data-procedure-search]');
  const place = root.querySelector<HTMLElement>('[data-procedure-hits]');
  if (box === null || place === null) {
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  const ask = async () => {
    turn += 1;
    const mine = turn;
    const words = box.value.trim();
    const answer =
      words.length < 2
        ? undefined
        : await fetch(`/api/v1/procedures?limit=8&q=${encodeURIComponent(words)}`).catch(() => undefined);
    const hits = answer?.ok === true ? readHits(await answer.json()) : [];
    if (mine === turn) {
      const list = root.createElement('ul');
      list.className = 'hits';
      list.append(...hits.map((hit) => button(root, hit)));
      place.replaceChildren(list);
    }
  };
  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  box.addEventListener('keydown', (event) => {
    const first = place.querySelector<HTMLButtonElement>('.hit');
    if (first === null || event.isComposing) {
      return;
    }
    if (event.key === 'Enter' && !event.ctrlKey) {
      event.preventDefault();
      first.click();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      first.focus();
    }
  });
  place.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const all: readonly (Element | null)[] = [...place.querySelectorAll('.hit')];
    const now = all.indexOf(root.activeElement);
    if (step !== 0 && now !== -1) {
      event.preventDefault();
      const next = all[now + step];
      (next instanceof HTMLElement ? next : box).focus();
    }
  });
}
