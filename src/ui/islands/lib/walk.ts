function rowsOf(root: ParentNode): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-walk] tbody tr, [data-walk] > li')];
}

function go(rows: readonly HTMLElement[], to: number): boolean {
  const target = rows[Math.min(rows.length - 1, Math.max(0, to))];
  if (target === undefined) {
    return false;
  }
  for (const row of rows) {
    row.removeAttribute('aria-current');
  }
  target.setAttribute('aria-current', 'true');
  target.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'nearest' });
  return true;
}

/** `j`, arrow down: next row; `k`, arrow up: the one before; `h`, `s`: open the current row at that action. */
export function walk(root: Document, combination: string): boolean {
  const rows = rowsOf(root);
  if (rows.length === 0) {
    return false;
  }
  const now = rows.findIndex((row) => row.getAttribute('aria-current') === 'true');
  switch (combination) {
    case 'j':
    case 'ArrowDown':
      return go(rows, now + 1);
    case 'k':
    case 'ArrowUp':
      return go(rows, now === -1 ? 0 : now - 1);
    case 'h':
    case 's': {
      const link = rows[now]?.querySelector<HTMLAnchorElement>('a[href]');
      const action =
        link?.closest<HTMLElement>('[data-walk]')?.dataset[combination === 'h' ? 'keyH' : 'keyS'];
      if (!link || !action) {
        return false;
      }
      root.location.assign(`${link.href}?lam=${action}`);
      return true;
    }
    default:
      return false;
  }
}

/** Puts the mark back on the row it was on, after the list was renewed. */
export function restoreWalk(root: ParentNode, key: string | undefined): void {
  if (key !== undefined) {
    root.querySelector(`[data-row="${CSS.escape(key)}"]`)?.setAttribute('aria-current', 'true');
  }
}
