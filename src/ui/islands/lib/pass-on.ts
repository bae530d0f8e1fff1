/**
 * Passes a request on as the browser made it; undefined where there is no line, or no answer begins within `patienceMs` (null: the browser's own patience).
 *
 * Nothing is laid over the request, no signal either: a request made anew from one of another site would say that it comes from this worker, and
 * carry this site's cookies (Fetch §5.4), so that every other site could write in the name of whoever is signed in. And a signal would cut off
 * what is still being sent or loaded.
 */
export function passOn(request: Request, patienceMs: number | null): Promise<Response | undefined> {
  const answer = fetch(request).catch(() => undefined);
  if (patienceMs === null) {
    return answer;
  }
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, patienceMs);
  return Promise.race([answer.finally(() => clearTimeout(timer)), promise]);
}
