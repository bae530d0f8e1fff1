/**
 * Small courtesies of officers' forms: an error summary takes the focus, a form is sent once however often its button is
 * pressed (the request id makes a repeat harmless anyway), and unsent typing is not lost by accident.
 */
export function startForms(root: Document): void {
  root.getElementById('error-summary')?.focus();
  let dirty = false;
  root.addEventListener('input', (event) => {
    const form = event.target instanceof HTMLInputElement ? event.target.form : null;
    dirty ||= form?.hasAttribute('data-guard') ?? false;
  });
  root.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post') {
      return;
    }
    if (form.dataset['sent'] !== undefined) {
      event.preventDefault();
      return;
    }
    form.dataset['sent'] = '';
    dirty = false;
    addEventListener('pageshow', () => delete form.dataset['sent'], { once: true });
  });
  addEventListener('beforeunload', (event) => {
    if (dirty) {
      event.preventDefault();
    }
  });
}
