/** The officers' list of appointments: N checks in the row that j and k walked to, else the first that may come now. */

document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
  if (event.key.toLowerCase() !== 'n' || typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const button =
    document.querySelector<HTMLButtonElement>('[data-row][aria-current="true"] [data-row-action]') ??
    document.querySelector<HTMLButtonElement>('[data-row][data-due] [data-row-action]');
  if (button !== null) {
    event.preventDefault();
    button.click();
  }
});
