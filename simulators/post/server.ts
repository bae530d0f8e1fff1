import { parseArgs } from 'node:util';
import { CALL_FAULTS, JOURNEYS, type Journey } from './memory.ts';
import { startPost } from './start.ts';

/**
 * The public post as a process of its own: `node --import ./src/platform/runtime/register.mjs simulators/post/server.ts --port 8096 --token … --key …
 * --call-back http://localhost:8080/api/v1/post/tracking --journey delivered`. Every ten seconds parcels that stand still make the journey
 * (delivered, failed-once, returned, lost) and are told of. `--fault` (repeatable) spoils the next calls in order. `/` shows what it holds.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8096' },
    token: { type: 'string', default: 'vi-du' },
    key: { type: 'string', default: '' },
    'call-back': { type: 'string', default: '' },
    journey: { type: 'string', default: 'delivered' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});
const post = await startPost({
  port: Number(values.port),
  token: values.token,
  callBackKey: values.key,
  callBackUrl: values['call-back'],
});
post.faults.push(...CALL_FAULTS.filter((fault) => values.fault.includes(fault)));
const journey = Object.keys(JOURNEYS).find((name): name is Journey => name === values.journey) ?? 'delivered';
setInterval(async () => {
  for (const item of post.memory.items.filter(({ events }) => events.length === 0)) {
    const told = post.memory.travel(item, journey, Temporal.Now.instant(), item.order.ReceiverName);
    if (values['call-back'] !== '') {
      await post.tell(told).catch((error: unknown) => console.error(String(error)));
    }
  }
}, 10_000);
console.log(`Bưu điện mô phỏng: ${post.url}/`);
