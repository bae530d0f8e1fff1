import { rememberPriority } from './visit.ts';

/** Takes the reason for priority along when somebody proved on the phone who they are: the live region says it, nothing else is kept. */
export function startVneid(): void {
  const region = document.querySelector('[data-live-region="vneid"]');
  if (region === null) {
    return;
  }
  const take = () => {
    const reason = region.querySelector<HTMLElement>('[data-vneid-priority]')?.dataset['vneidPriority'];
    if (reason !== undefined) {
      rememberPriority(reason === '' ? undefined : reason);
    }
  };
  take();
  new MutationObserver(take).observe(region, { childList: true });
}
