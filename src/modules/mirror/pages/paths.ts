/** Where officers see the mirrored dossiers. */
export const MIRROR_HOME = '/can-bo/quan-tri/doi-chieu';
/** Where an administrator says from where they come. */
export const MIRROR_SETTINGS = `${MIRROR_HOME}/cai-dat`;
/** One mirrored dossier: `/<official code>` behind it. */
export const MIRROR_DOSSIER = `${MIRROR_HOME}/ho-so`;
