/** Signs with the USB token: tells the signing program on this machine where the files are, one after the other. */

/** No answer to the opening within this time: the program is not there. In milliseconds. */
const OPEN_MS = 3_000;

interface DeskFile {
  readonly download: string;
  readonly upload: string;
}

/** One message out, one message in, as the program speaks. Fails when it is not there or the line breaks. */
function ask(agent: string, message: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${agent}/SignApproved`);
    const timer = setTimeout(() => socket.close(), OPEN_MS);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      socket.send(JSON.stringify(message));
    });
    socket.addEventListener('message', ({ data }) => {
      const answer: unknown = JSON.parse(String(data));
      const status =
        typeof answer === 'object' && answer !== null && 'Status' in answer ? answer.Status : null;
      resolve(Number(status ?? Number.NaN));
    });
    socket.addEventListener('close', () => reject(new Error('closed')));
    socket.addEventListener('error', () => reject(new Error('no program')));
  });
}

async function filesOf(session: string): Promise<readonly DeskFile[]> {
  const answer = await fetch(`/api/v1/signing/sessions/${session}/addresses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  const { files }: { files: readonly DeskFile[] } = await answer.json();
  return answer.ok ? files : [];
}

async function sign(place: HTMLElement, say: (text: string) => void): Promise<void> {
  const { session = '', agent = '', busy = '', missing = '', refused = '', done = '' } = place.dataset;
  say(busy);
  for (const { download, upload } of await filesOf(session)) {
    const message = {
      FileUploadHandler: upload,
      SessionId: '',
      JWTToken: '',
      FileName: download,
      MetaData: [],
    };
    const status = await ask(agent, message).catch(() => null);
    if (status !== 0) {
      say(status === null ? missing : refused);
      return;
    }
  }
  say(done);
  location.reload();
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('#ky-token button') : null;
  const place = button?.closest<HTMLElement>('#ky-token');
  const status = place?.querySelector<HTMLElement>('[role=status]');
  if (button instanceof HTMLButtonElement && place && status) {
    button.disabled = true;
    sign(place, (text) => {
      status.textContent = text;
    }).finally(() => {
      button.disabled = false;
    });
  }
});
