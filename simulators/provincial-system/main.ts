/**
 * A provincial system to try a centre's layer against by hand: `node --import ./src/platform/runtime/register.mjs simulators/provincial-system/main.ts [port] [dossiers]`.
 * Every half minute the state of one dossier goes on. Token: client credentials `vi-du` / `bi-mat-vi-du`.
 */
import { ProvincialSimulator } from './start.ts';

const [port = '8095', count = '40'] = process.argv.slice(2);
const STATES = ['2', '4', '4', '9', '10'];
const MOVE_EVERY_MS = 30_000;

const province = await new ProvincialSimulator(Number(port)).start(Number(port));
province.fill(Number(count), Temporal.Now.instant().subtract({ hours: 72 }));
let moves = 0;
setInterval(() => {
  const numbers = [...province.rows.keys()];
  const number = numbers[moves % numbers.length];
  if (number !== undefined) {
    province.change(number, STATES[moves % STATES.length] ?? '4', Temporal.Now.instant());
    moves += 1;
  }
}, MOVE_EVERY_MS);
process.stdout.write(`provincial system at ${province.url}, ${province.rows.size} dossiers\n`);
