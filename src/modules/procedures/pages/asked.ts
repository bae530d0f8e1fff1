/** Which search a page was opened from. Pure. */

/** The words of our own search page in a `Referer`; null where one came from elsewhere. Sent by browsers within the site only. */
export function searchedBefore(referer: string | undefined, host: string): string | null {
  if (referer === undefined || !URL.canParse(referer)) {
    return null;
  }
  const { host: from, pathname, searchParams } = new URL(referer);
  const query = searchParams.get('q')?.normalize('NFC').trim() ?? '';
  return from === host && pathname === '/thu-tuc' && query !== '' ? query : null;
}
