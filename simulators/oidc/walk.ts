/** Cookies of one browser at the provider, by name. */
type Jar = Map<string, string>;

async function step(url: URL, jar: Jar, form?: URLSearchParams): Promise<Response> {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(form === undefined ? {} : { method: 'POST', body: form }),
  });
  for (const line of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    jar.set(name, value);
  }
  return answer;
}

/**
 * Does at the provider what a person would: goes there, signs in as `user`, and is sent back.
 * @param user the `sub` of one of the simulated people; empty cancels
 * @returns the address of ours that the provider sends the browser to
 * @throws Error when the provider shows anything else
 */
export async function signOnAt(authorizeUrl: string, user: string): Promise<URL> {
  const jar: Jar = new Map();
  const start = new URL(authorizeUrl);
  let url = start;
  let form: URLSearchParams | undefined;
  for (let hops = 0; hops < 8; hops += 1) {
    const answer = await step(url, jar, form);
    form = undefined;
    const location = answer.headers.get('location');
    if (location !== null) {
      url = new URL(location, url);
      if (url.host !== start.host) {
        return url;
      }
    } else if (url.pathname.startsWith('/interaction/')) {
      form = new URLSearchParams({ user });
    } else {
      throw new Error(`the provider answered ${answer.status} at ${url.pathname}: ${await answer.text()}`);
    }
  }
  throw new Error('the provider goes round in circles');
}
