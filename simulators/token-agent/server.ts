/** Runs the desk's signing program by itself: `--port 8987 --holder "Nguyễn Văn Ví Dụ" --fault cancelled`. */
import { parseArgs } from 'node:util';
import { foundAuthority } from '../signing-service/authority.ts';
import { AGENT_FAULTS, startTokenAgent } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8987' },
    holder: { type: 'string', default: 'Nguyễn Văn Ví Dụ' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});
const authority = foundAuthority('CA mô phỏng Ví Dụ', Temporal.Now.instant().epochMilliseconds);
const token = authority.issue({ holder: values.holder });
const agent = await startTokenAgent(token, Number(values.port));
agent.switches.faults = AGENT_FAULTS.filter((fault) => values.fault.includes(fault));
const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----`;
console.log(
  `Chương trình ký tại bàn (mô phỏng): ${agent.url}\nChứng thư:\n${pem(token.certificate)}\nCA:\n${pem(authority.certificate)}`,
);
