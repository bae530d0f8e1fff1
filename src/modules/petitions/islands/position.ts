/** Where the sender stands, added at a press and taken out by another; without script the place is written in words. */

function start(line: HTMLElement): void {
  const form = line.closest('form');
  const button = line.querySelector('button');
  const note = line.querySelector<HTMLElement>('[role="status"]');
  const lat = form?.querySelector<HTMLInputElement>('input[name="lat"]');
  const lng = form?.querySelector<HTMLInputElement>('input[name="lng"]');
  if (button === null || note === null || !lat || !lng || !('geolocation' in navigator)) {
    return;
  }
  const set = (latitude: string, longitude: string, words: string): void => {
    lat.value = latitude;
    lng.value = longitude;
    button.setAttribute('aria-pressed', String(latitude !== ''));
    note.textContent = words;
  };
  button.addEventListener('click', () => {
    if (lat.value !== '') {
      set('', '', '');
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        set(coords.latitude.toFixed(5), coords.longitude.toFixed(5), line.dataset['added'] ?? ''),
      () => set('', '', line.dataset['failed'] ?? ''),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  });
  line.hidden = false;
}

for (const line of document.querySelectorAll<HTMLElement>('[data-position]')) {
  start(line);
}
