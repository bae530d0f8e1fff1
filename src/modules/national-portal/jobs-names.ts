/** Tells the portal what is open of one dossier. */
export const DELIVER = 'portal.deliver';
/** Finds what is due of all dossiers: after a rest, a kill, a restart. */
export const SWEEP = 'portal.sweep';
/** Compares both sides, every night. */
export const RECONCILE = 'portal.reconcile';
