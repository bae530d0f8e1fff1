import { startKeys } from './lib/keys.ts';

startKeys(document);
