import { parseArgs } from 'node:util';
import { CALL_FAULTS, TELL_FAULTS } from './memory.ts';
import { startPlatform } from './start.ts';

/**
 * The payment platform as a process of its own: `node --import ./src/platform/runtime/register.mjs simulators/payment-platform/server.ts --port 8093 --partner VIDU --secret …
 * --confirm http://localhost:8080/api/v1/payment-platform/dpnhankqthanhtoanhs`. `--tell lost` (or repeated, wrong-amount, wrong-hash, out-of-order) spoils its call-backs,
 * `--fault` (repeatable) the next calls in order; `--fault slow --slow-ms 30000` answers late. `/` shows what it holds.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8093' },
    partner: { type: 'string', default: 'VIDU' },
    secret: { type: 'string', default: '' },
    confirm: { type: 'string', default: '' },
    tell: { type: 'string', default: 'well' },
    relay: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    'slow-ms': { type: 'string', default: '5000' },
  },
});
const platform = await startPlatform({
  port: Number(values.port),
  partner: values.partner,
  secret: values.secret,
  confirmUrl: values.confirm,
  relay: values.relay,
});
platform.switches.tell = TELL_FAULTS.find((fault) => fault === values.tell) ?? 'well';
platform.switches.slowMs = Number(values['slow-ms']);
platform.faults.push(...CALL_FAULTS.filter((fault) => values.fault.includes(fault)));
console.log(`Nền tảng thanh toán mô phỏng: ${platform.url}/`);
