/** Names of this module's jobs. */
export const SEND = 'notices.send';
export const SWEEP = 'notices.sweep';
