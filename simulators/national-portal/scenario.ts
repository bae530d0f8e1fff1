import { parseArgs } from 'node:util';
import { z } from 'zod';

/**
 * Plays a scenario on the simulator that runs: `node --import ./src/platform/runtime/register.mjs simulators/national-portal/scenario.ts cong-chet-24-gio --speed 1440`.
 * Without a name it lists them.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    at: { type: 'string', default: 'http://127.0.0.1:8091' },
    speed: { type: 'string', default: '1' },
  },
});
const url = `${values.at}/kich-ban`;
const [name] = positionals;
if (name === undefined) {
  const listed = z.array(z.object({ name: z.string(), title: z.string(), watch: z.string() }));
  for (const one of listed.parse(await (await fetch(url)).json())) {
    console.log(`${one.name}: ${one.title}. ${one.watch}`);
  }
} else {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ name, speed: values.speed }) });
  const said = z.object({ title: z.string(), watch: z.string() }).or(z.object({ message: z.string() }));
  const read = said.parse(await answer.json());
  console.log('message' in read ? read.message : `${read.title}. ${read.watch} Diễn biến: ${values.at}/`);
  process.exitCode = answer.ok ? 0 : 1;
}
