/**
 * What newer browsers do by themselves, for those that do not yet: buttons with `command="show-modal"`, and a dialog or
 * fold named by the address (`#ban-giao`) that opens on arrival.
 */
export function startDialogs(root: Document): void {
  if (!('command' in HTMLButtonElement.prototype)) {
    root.addEventListener('click', (event) => {
      const button = event.target instanceof Element ? event.target.closest('button[commandfor]') : null;
      const dialog = root.getElementById(button?.getAttribute('commandfor') ?? '');
      if (button?.getAttribute('command') === 'show-modal' && dialog instanceof HTMLDialogElement) {
        dialog.showModal();
      }
    });
  }
  const openNamed = () => {
    const named = root.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named instanceof HTMLDialogElement && !named.open) {
      named.showModal();
    } else if (named instanceof HTMLDetailsElement) {
      named.open = true;
      named.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select, button')?.focus();
      named.scrollIntoView({ block: 'nearest' });
    }
  };
  openNamed();
  addEventListener('hashchange', openNamed);
}
