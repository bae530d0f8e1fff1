/** Colours that the browser puts around our pages; each is a token of `css/tokens.css`, which a test compares. */
export const THEME = {
  citizen: '#9e1b32',
  contrast: '#7a0019',
  officerLight: '#9e1b32',
  officerDark: '#211f1c',
  ground: '#f7f4ee',
} as const;
