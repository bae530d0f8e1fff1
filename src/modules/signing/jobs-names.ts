/** Task that asks a remote service whether the person has confirmed. */
export const COLLECT = 'signing.collect';
/** Task that ends sessions whose time is over. */
export const SWEEP = 'signing.sweep';
