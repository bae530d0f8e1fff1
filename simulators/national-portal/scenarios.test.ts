import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS, WELL } from './scenarios.ts';
import { type SimulatedPortal, startPortal } from './start.ts';

/** What passes between two steps; nothing until a test wants it. */
let between: (ms: number, signal: AbortSignal) => Promise<void> = async () => undefined;
let portal: SimulatedPortal;
beforeAll(async () => {
  portal = await startPortal({ pass: (ms, signal) => between(ms, signal) });
});
afterAll(() => portal.stop());

const ask = (body: string | undefined) =>
  fetch(`${portal.url}/kich-ban`, {
    ...(body === undefined ? {} : { method: 'POST', body }),
    redirect: 'manual',
  });

it.each(SCENARIOS)('$name plays to its end and leaves a portal that is well', async (scenario) => {
  const waited: number[] = [];
  between = async (ms) => {
    waited.push(ms);
  };
  await portal.player.play(scenario, portal.url, 60);
  expect(waited).toEqual(scenario.steps.map(({ after }) => (after * 1000) / 60));
  expect(portal.player.playing).toMatchObject({ title: scenario.title, left: 0 });
  expect(portal.player.playing?.told).toHaveLength(scenario.steps.length);
  expect(portal.switches).toMatchObject(WELL);
});

describe('on the running process', () => {
  it('lists the scenarios, plays the one that is named and shows it; a name that it does not know is answered with those it has', async () => {
    expect(await (await ask(undefined)).json()).toHaveLength(SCENARIOS.length);
    const unknown = await ask(JSON.stringify({ name: 'khong-co' }));
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain('cong-chet-24-gio');
    const { promise: never } = Promise.withResolvers<void>();
    between = (ms) => (ms === 0 ? Promise.resolve() : never);
    expect((await ask(JSON.stringify({ name: 'cong-chet-24-gio', speed: '1440' }))).status).toBe(200);
    await expect.poll(() => portal.switches.dead).toBe(true);
    const page = await (await fetch(portal.url)).text();
    expect(page).toContain('<b>Cổng chết 24 giờ</b>: còn 1 bước');
    expect(page).toContain('<li>Cổng không nhận kết nối</li>');
  });

  it('from its page: another scenario ends the one under way', async () => {
    const gates: (() => void)[] = [];
    between = () => new Promise((resolve) => gates.push(resolve));
    const sent = await ask('name=tra-html&speed=60');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/']);
    expect(portal.switches.dead).toBe(false);
    await expect.poll(() => gates.length).toBe(1);
    const other = portal.player.play({ name: 'khac', title: 'Khác', watch: '', steps: [] }, portal.url);
    for (const open of gates) {
      open();
    }
    await other;
    expect(portal.switches).toMatchObject(WELL);
    expect(portal.player.playing).toMatchObject({ title: 'Khác', told: [] });
  });
});
