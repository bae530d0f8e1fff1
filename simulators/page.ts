import type { Reply } from './http.ts';

const harmless = (text: string) => text.replace(/[<>&]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** A page of a simulator; `body` is HTML. */
export function pageOf(title: string, body: string, status = 200): Reply {
  return {
    status,
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body><main><h1>${title}</h1>${body}</main></body></html>`,
  };
}

/** A table of what a simulator holds, as HTML. */
export function tableOf(rows: readonly (readonly (string | number)[])[]): string {
  const lines = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${harmless(String(cell))}</td>`).join('')}</tr>`,
  );
  return `<table border="1">${lines.join('')}</table>`;
}
