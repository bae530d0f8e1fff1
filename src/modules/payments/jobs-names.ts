/** The job that finds what a notice of the bank pays. */
export const MATCH_NOTICE = 'payments.match-notice';
