/** Erases what senders wrote about themselves, after the term that the centre keeps it. */
export const ERASE = 'petitions-erase';
