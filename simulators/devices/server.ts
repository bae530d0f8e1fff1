import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startScanner } from '../escl-scanner/server.ts';
import { startIppPrinter } from '../ipp-printer/server.ts';
import { startNetworkDevice } from '../network-device/server.ts';
import { startPrinter } from '../printer/server.ts';
import { type Controlled, startControl } from './control.ts';

/**
 * A machine of the hall as a process of its own, with a page to misbehave it:
 * `node --import ./src/platform/runtime/register.mjs simulators/devices/server.ts printer --port 9100 --control 8093`.
 * Kinds: printer (ESC/POS), ipp, escl (`--page photo.jpg`, repeatable), network (camera or Wi-Fi).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '0' },
    control: { type: 'string', default: '8093' },
    page: { type: 'string', multiple: true, default: [] },
  },
});

async function start(kind: string, port: number): Promise<Controlled & { readonly port: number }> {
  switch (kind) {
    case 'printer': {
      const machine = await startPrinter(port);
      return {
        ...machine,
        title: 'Ticket printer (ESC/POS)',
        facts: () => [`papers: ${machine.papers.length}`],
      };
    }
    case 'ipp': {
      const machine = await startIppPrinter(port);
      const facts = () =>
        machine.jobs.map(({ id, name, document }) => `job ${id}: ${name}, ${document.length} bytes`);
      return { ...machine, title: 'Office printer (IPP)', facts };
    }
    case 'escl': {
      const machine = await startScanner(port);
      const load = () => {
        machine.mend();
        machine.switches.pages.push(...values.page.map((path) => readFileSync(path)));
      };
      load();
      const facts = () => [`pages in the feeder: ${machine.switches.pages.length} (Mend fills it again)`];
      return { ...machine, mend: load, title: 'Scanner (eSCL)', facts };
    }
    case 'network': {
      const machine = await startNetworkDevice(port);
      return { ...machine, title: 'Camera or Wi-Fi box', facts: () => machine.asked };
    }
    default:
      throw new Error(`unknown kind "${kind}": printer, ipp, escl or network`);
  }
}

const machine = await start(positionals[0] ?? 'printer', Number(values.port));
const control = await startControl(machine, Number(values.control));
console.log(`${machine.title}: 127.0.0.1:${machine.port}, control page ${control.url}`);
