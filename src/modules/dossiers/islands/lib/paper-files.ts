function readFile(body: unknown): { id: string; name: string } | undefined {
  const id: unknown = Reflect.get(Object(body), 'id');
  const name: unknown = Reflect.get(Object(body), 'name');
  return typeof id === 'string' && typeof name === 'string' ? { id, name } : undefined;
}

async function upload(file: File): Promise<{ id: string; name: string }> {
  const form = new FormData();
  form.append('file', file);
  const answer = await fetch('/api/v1/files?purpose=component', {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: form,
  });
  const body: unknown = await answer.json();
  const stored = answer.ok ? readFile(body) : undefined;
  if (stored === undefined) {
    const detail: unknown = Reflect.get(Object(body), 'detail');
    throw new Error(typeof detail === 'string' ? detail : 'Chưa gửi được tệp. Xin thử lại.');
  }
  return stored;
}

function keep(root: Document, place: Element, name: string, file: { id: string; name: string }): void {
  const line = root.createElement('span');
  line.className = 'small paper-fact';
  const link = root.createElement('a');
  link.href = `/tep/${file.id}`;
  link.target = '_blank';
  link.textContent = file.name;
  const hidden = root.createElement('input');
  hidden.type = 'hidden';
  hidden.name = name;
  hidden.value = file.id;
  line.append(link, hidden);
  place.append(line);
}

/** Scans and photos beside each paper: sent at once, kept with the form. Without script they are added on the dossier's page. */
export function startPaperFiles(root: Document): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[data-paper-file]')) {
    const place = input.closest('td')?.querySelector('[data-paper-files]');
    const label = input.closest('label');
    const note = input.closest('td')?.querySelector<HTMLElement>('[data-paper-note]');
    if (!place || !label || !note) {
      continue;
    }
    label.hidden = false;
    input.addEventListener('change', async () => {
      const name = input.dataset['paperFile'] ?? '';
      for (const file of input.files ?? []) {
        note.textContent = `Đang gửi ${file.name}…`;
        try {
          keep(root, place, name, await upload(file));
          note.textContent = '';
        } catch (error) {
          note.textContent = error instanceof Error ? error.message : 'Chưa gửi được tệp. Xin thử lại.';
        }
      }
      input.value = '';
    });
  }
}
