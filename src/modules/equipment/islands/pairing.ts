/** The waiting screen goes on by itself once an administrator has typed its code. Without script there is the button. */
const topic = document.querySelector<HTMLElement>('[data-pairing]')?.dataset['pairing'];
if (topic !== undefined) {
  const source = new EventSource(`/api/v1/live?topics=${encodeURIComponent(topic)}`);
  const go = () => {
    source.close();
    location.assign('/ghep-may');
  };
  source.addEventListener('change', go);
  source.addEventListener('reset', go);
  addEventListener('pagehide', () => source.close());
}
