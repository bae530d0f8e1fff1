/** Reads what is new of the provincial system, or looks into the folder. */
export const FOLLOW = 'mirror-follow';
