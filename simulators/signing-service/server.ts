/** Runs the signing service by itself: `--port 8791 --decision wait --fault slow`, people by `--person ID=name`. */
import { parseArgs } from 'node:util';
import { DECISIONS, SIGNING_FAULTS } from './faults.ts';
import { startSigningService } from './start.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8791' },
    decision: { type: 'string', default: 'wait' },
    fault: { type: 'string', multiple: true, default: [] },
    person: { type: 'string', multiple: true, default: ['038000000001=Nguyễn Văn Ví Dụ'] },
  },
});
const service = await startSigningService({ port: Number(values.port) });
service.switches.decision = DECISIONS.find((decision) => decision === values.decision) ?? 'wait';
service.switches.faults = SIGNING_FAULTS.filter((fault) => values.fault.includes(fault));
for (const person of values.person) {
  const [id = '', name = ''] = person.split('=');
  service.enrol(id, name);
}
console.log(
  `Dịch vụ ký số mô phỏng: ${service.url} (SmartCA: ${service.url}/sca/sp769, TSA: ${service.url}/tsa)`,
);
console.log(
  `Chứng thư gốc:\n-----BEGIN CERTIFICATE-----\n${service.authority.certificate.toString('base64')}\n-----END CERTIFICATE-----`,
);
