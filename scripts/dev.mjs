/** `npm run dev`: the server with the example commune, started again when a source file changes. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { install, NODE_FLAGS, pinnedNode, ROOT } from './lib.mjs';

install();
const child = spawn(
  pinnedNode(),
  [
    '--watch',
    '--watch-path',
    join(ROOT, 'src'),
    '--watch-preserve-output',
    ...NODE_FLAGS,
    join(ROOT, 'src/cli/main.ts'),
    'start',
    '--example',
  ],
  { stdio: 'inherit', env: { LOG_LEVEL: 'info', ...process.env } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));
