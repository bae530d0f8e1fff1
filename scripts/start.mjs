import { buildAssets, install, motcua } from './lib.mjs';

install();
buildAssets();
motcua(['start', '--example', ...process.argv.slice(2)]);
