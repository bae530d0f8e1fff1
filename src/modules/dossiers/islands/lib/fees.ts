const WAIT_MS = 150;
const CHANNELS: Readonly<Record<string, string>> = {
  direct: 'in-person',
  online: 'online',
  postal: 'postal',
};

/** What the list makes of one fee; undefined when the answer says nothing of it. */
function listSum(body: unknown): number | undefined {
  const sum: unknown = Reflect.get(Object(body), 'totalVnd');
  return typeof sum === 'number' ? sum : undefined;
}

function boxes(root: Element, part: string): readonly HTMLInputElement[] {
  return [...root.querySelectorAll<HTMLInputElement>(`input[name$=".${part}"]`)];
}

/** What was counted: rows without a number are none. */
function quantities(root: Element): readonly object[] {
  return boxes(root, 'units').flatMap((box) => {
    const units = Number(box.value);
    const times = box.closest('.pair')?.querySelector<HTMLInputElement>('input[name$=".times"]');
    const copies = Number(times?.value || '1');
    return Number.isInteger(units) && units > 0 && Number.isInteger(copies) && copies > 0
      ? [{ units, times: copies }]
      : [];
  });
}

/** Keeps the amount at what the list says for the quantities, unless the officer wrote another one. */
function show(root: Element, sum: number): void {
  const amount = boxes(root, 'amount')[0];
  const proposed = boxes(root, 'proposed')[0];
  if (amount === undefined || proposed === undefined) {
    return;
  }
  const text = sum.toLocaleString('vi-VN');
  if (amount.value === '' || amount.value === proposed.value) {
    amount.value = text;
  }
  const line = root.querySelector('[data-fee-list]');
  if (line !== null) {
    line.textContent = (line.textContent ?? '').replace(proposed.value, text);
  }
  proposed.value = text;
  openReason(root);
}

/** A changed sum asks for its reason at once. */
function openReason(root: Element): void {
  const reason = root.querySelector('details');
  const digits = (box: HTMLInputElement | undefined) => box?.value.replaceAll('.', '');
  if (reason !== null && digits(boxes(root, 'amount')[0]) !== digits(boxes(root, 'proposed')[0])) {
    reason.open = true;
  }
}

/** The charges follow what is counted while it is typed; without script the button works them out. */
export function startFees(root: Document): void {
  const all = root.querySelector('[data-fees]');
  if (all === null) {
    return;
  }
  const again = all.querySelector<HTMLButtonElement>('button[value="refresh"]');
  if (again !== null) {
    again.hidden = true;
  }
  const code = root.querySelector<HTMLInputElement>('input[name="procedureCode"]')?.value ?? '';
  const channel = () =>
    CHANNELS[root.querySelector<HTMLInputElement>('input[name="channel"]:checked')?.value ?? ''] ??
    'in-person';
  for (const fee of all.querySelectorAll<HTMLElement>('[data-fee]')) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    const ask = async () => {
      turn += 1;
      const mine = turn;
      const relief = fee.querySelector<HTMLSelectElement>('select[name$=".exemption"]')?.value ?? '';
      const choice = {
        fee: Number(fee.dataset['fee']),
        quantities: quantities(fee),
        exemptions: relief === '' ? [] : [Number(relief)],
      };
      const answer = await fetch('/api/v1/fees/quote', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ procedureCode: code, channel: channel(), choices: [choice] }),
      }).catch(() => undefined);
      const sum = answer?.ok === true ? listSum(await answer.json()) : undefined;
      if (mine === turn && sum !== undefined) {
        show(fee, sum);
      }
    };
    fee.addEventListener('input', (event) => {
      const name = event.target instanceof Element ? (event.target.getAttribute('name') ?? '') : '';
      if (/\.(units|times|exemption)$/.test(name)) {
        clearTimeout(timer);
        timer = setTimeout(ask, WAIT_MS);
      } else if (name.endsWith('.amount')) {
        openReason(fee);
      }
    });
  }
}
