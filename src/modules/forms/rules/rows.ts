import type { DraftRow, FormDraft, RowEdit } from '../schema-draft.ts';

/** An empty row of a kind, as the builder adds it. */
export function emptyRow(kind: string): DraftRow {
  return {
    kind,
    key: '',
    label: '',
    hint: '',
    example: '',
    optional: '',
    when: '',
    checks: '',
    options: '',
    prefill: '',
    extra: '',
    inGroup: '',
  };
}

/** How many rows move with one: a page with its fields, a group with its own, else the row alone. */
function span(rows: readonly DraftRow[], at: number): number {
  const kind = rows[at]?.kind;
  if (kind !== 'page' && kind !== 'group') {
    return 1;
  }
  const stays = (row: DraftRow) => (kind === 'page' ? row.kind !== 'page' : row.inGroup === 'on');
  let length = 1;
  for (let row = rows[at + length]; row !== undefined && stays(row); row = rows[at + length]) {
    length += 1;
  }
  return length;
}

/** Where a row that moves up begins again: before the row, group or page above. */
function above(rows: readonly DraftRow[], at: number): number {
  const row = rows[at];
  let to = at - 1;
  const passes = (one: DraftRow | undefined) =>
    one !== undefined &&
    (row?.kind === 'page' ? one.kind !== 'page' : one.inGroup === 'on' && row?.inGroup !== 'on');
  while (to > 0 && passes(rows[to])) {
    to -= 1;
  }
  return to;
}

/** Adds, removes or moves rows; a page takes its fields along. */
export function editRows(draft: FormDraft, edit: RowEdit): FormDraft {
  const { rows } = draft;
  if (edit.what === 'none') {
    return draft;
  }
  const { at } = edit;
  const moved = [...rows];
  switch (edit.what) {
    case 'add-page':
      moved.splice(rows.length === 0 ? 0 : at + span(rows, at), 0, emptyRow('page'), emptyRow('text'));
      break;
    case 'add-field':
      moved.splice(at + 1, 0, { ...emptyRow('text'), inGroup: rows[at]?.inGroup ?? '' });
      break;
    case 'remove':
      moved.splice(at, span(rows, at));
      break;
    case 'up':
    case 'down': {
      const from = edit.what === 'up' ? at : at + span(rows, at);
      const to = edit.what === 'up' ? above(rows, at) : at;
      if (to >= 0 && from < rows.length) {
        moved.splice(to, 0, ...moved.splice(from, edit.what === 'up' ? span(rows, at) : span(rows, from)));
      }
      break;
    }
    default:
      return edit satisfies never;
  }
  return { ...draft, rows: moved };
}
