/**
 * While one edits a process: checks and picture follow what is typed. The server makes them; without script the button
 * "Kiểm tra" does the same.
 */

const form = document.querySelector<HTMLFormElement>('form[data-process]');
let waiting: number | undefined;
let running: AbortController | undefined;

function fieldsOf(source: HTMLFormElement): URLSearchParams {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(source)) {
    if (typeof value === 'string') {
      data.append(name, value);
    }
  }
  data.set('viec', 'check');
  return data;
}

async function refresh(source: HTMLFormElement): Promise<void> {
  running?.abort();
  running = new AbortController();
  const answer = await fetch(source.action, {
    method: 'POST',
    body: fieldsOf(source),
    signal: running.signal,
    headers: { accept: 'text/html' },
  });
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('#xem-truoc');
  const here = document.querySelector('#xem-truoc');
  if (answer.ok && next !== null && here !== null) {
    here.replaceChildren(...next.childNodes);
  }
}

form?.addEventListener('input', () => {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    // A check that another one overtook, or no network: what stands there stays, and the button works on.
    refresh(form).catch(() => undefined);
  }, 400);
});
