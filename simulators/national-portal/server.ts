import { parseArgs } from 'node:util';
import { startPortal } from './start.ts';

/**
 * The portal as a process of its own: `node --import ./src/platform/runtime/register.mjs simulators/national-portal/server.ts --port 8091 --faults 0.3`.
 * `/` shows what it holds.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8091' },
    faults: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    profile: { type: 'string', default: 'documented' },
  },
});
const portal = await startPortal({
  port: Number(values.port),
  seed: Number(values.seed),
  profile: values.profile === 'lenient' || values.profile === 'strict' ? values.profile : 'documented',
});
portal.switches.faultRate = Number(values.faults);
console.log(`Cổng mô phỏng: ${portal.url}/`);
