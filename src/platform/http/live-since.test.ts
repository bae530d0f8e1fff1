import { expect, it } from 'vitest';
import { inTransaction } from '../db/tx.ts';
import { newId } from '../id.ts';
import { testApp } from '../testing/app.ts';

const t = await testApp({ modules: [] });

it('sends what happened between the making of a page and its first connection', async () => {
  const url = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const topic = `ticket:${newId()}`;
  const since = t.ctx.live.lastId();
  await inTransaction(t.ctx, { centreId: newId() }, (tx) => t.ctx.live.publish(tx, topic, { kind: 'slip' }));
  await expect.poll(() => t.ctx.live.lastId()).not.toBe(since);
  const stop = new AbortController();
  const answer = await fetch(`${url}/api/v1/live?topics=${topic}&since=${since}`, { signal: stop.signal });
  const reader = answer.body?.getReader();
  let text = '';
  while (!text.includes('slip')) {
    const part = await reader?.read();
    text += new TextDecoder().decode(part?.value);
  }
  expect(text).toContain('event: change');
  stop.abort();
});
