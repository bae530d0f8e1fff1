/** Begins the nightly reading of each centre. */
export const FETCH = 'national-list-fetch';
/** Goes on with a reading. */
export const READ = 'national-list-read';
/** Wakes readings that a restart or a cut line stopped. */
export const WAKE = 'national-list-wake';
