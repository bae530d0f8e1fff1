/** The job that finds what a notice of the bank pays. */
export const MATCH_NOTICE = 'payments.match-notice';
/** The job that books what the payment platform told of. */
export const BOOK_PLATFORM = 'payments.book-platform';
/** Asks about payments whose call-back is missing, every minute. */
export const QUERY_PLATFORM = 'payments.query-platform';
