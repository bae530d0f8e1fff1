import type { Exhibit } from './exhibit.ts';
import { forms } from './forms.tsx';
import { lists } from './lists.tsx';
import { pictures } from './pictures.tsx';
import { words } from './words.tsx';

/** Every piece in every state: what the browser tests photograph. */
export const EXHIBITS: readonly Exhibit[] = [...words, ...lists, ...forms, ...pictures];
