/** People ahead from which on somebody is told that it is nearly their turn. */
export const NEAR = 3;
