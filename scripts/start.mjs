import { install, motcua } from './lib.mjs';

install();
motcua(['start', '--example', ...process.argv.slice(2)]);
