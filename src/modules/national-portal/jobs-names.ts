/** Tells the portal what is open and due of a centre. */
export const DELIVER = 'portal.deliver';
/** Finds what is due of all dossiers: after a rest, a kill, a restart. */
export const SWEEP = 'portal.sweep';
/** Compares both sides, every night. */
export const RECONCILE = 'portal.reconcile';
/** Tells the satisfaction of the month before, tried every day until it is told. */
export const RATINGS = 'portal.ratings';
/** Takes the kept posts of one national number in: files, then the dossier. */
export const ADMIT = 'portal.admit';
/** Every minute: what a kill left behind, files that are due, clocks that ran out, a relay that is asked. */
export const WATCH = 'portal.watch';
