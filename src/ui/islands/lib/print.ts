/** A direct printer takes the paper; where there is none the browser's own dialogue opens on it. */
async function toPrinter(documentId: string): Promise<boolean> {
  const answer = await fetch('/api/v1/print-jobs', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ what: { kind: 'document', documentId } }),
  });
  const job: unknown = answer.ok ? await answer.json() : undefined;
  return Reflect.get(Object(job), 'state') === 'queued';
}

function toDialogue(root: Document, href: string): void {
  const frame = root.createElement('iframe');
  frame.className = 'sr-only';
  frame.title = 'In';
  frame.src = href;
  frame.addEventListener('load', () => {
    frame.contentWindow?.focus();
    frame.contentWindow?.print();
  });
  root.body.append(frame);
}

/**
 * Prints the paper that the last press made (`data-print-id`, `data-print-href`), once: the address loses its mark, so
 * that loading the page again prints nothing. Without script the link beside it opens the paper.
 */
export function startPrint(root: Document): void {
  const paper = root.querySelector<HTMLElement>('[data-print-id]');
  const { printId, printHref } = paper?.dataset ?? {};
  if (printId === undefined || printHref === undefined) {
    return;
  }
  const url = new URL(location.href);
  url.searchParams.delete('xong');
  history.replaceState(null, '', url);
  toPrinter(printId)
    .catch(() => false)
    .then((direct) => {
      if (!direct) {
        toDialogue(root, printHref);
      }
    });
}
