import { parseArgs } from 'node:util';
import { startPortal } from './start.ts';

/**
 * The portal as a process of its own: `node --import ./src/platform/runtime/register.mjs simulators/national-portal/server.ts --port 8091 --faults 0.3`.
 * `/` shows what it holds and plays scenarios, as `scenario.ts` does from a command line. With `--app http://localhost:8080/api/v1/portal/dossiers --key KHÓA`
 * what citizens file in them is handed over there, else it waits for a relay that asks.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8091' },
    faults: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    profile: { type: 'string', default: 'documented' },
    app: { type: 'string' },
    key: { type: 'string', default: '' },
  },
});
const portal = await startPortal({
  port: Number(values.port),
  seed: Number(values.seed),
  profile: values.profile === 'lenient' || values.profile === 'strict' ? values.profile : 'documented',
});
portal.switches.faultRate = Number(values.faults);
if (values.app !== undefined) {
  portal.player.target = { url: values.app, secret: values.key, auth: 'key' };
}
console.log(`Cổng mô phỏng: ${portal.url}/`);
