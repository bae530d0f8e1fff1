import { parseArgs } from 'node:util';
import { BANK_FAULTS, tell } from './notices.ts';

/**
 * `node --import ./src/platform/runtime/register.mjs simulators/bank/server.ts --url … --secret … --account … --amount 8000 --content MC…`
 * tells the centre of one transfer as the notice service of a bank would; `--fault` (repeatable) misbehaves.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:8080/api/v1/bank-notices/sepay' },
    secret: { type: 'string', default: '' },
    account: { type: 'string', default: '' },
    amount: { type: 'string', default: '0' },
    content: { type: 'string', default: '' },
    id: { type: 'string' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});

const faults = BANK_FAULTS.filter((fault) => values.fault.includes(fault));
const now = Date.now();
const statuses = await tell(
  { url: values.url, secret: values.secret },
  {
    id: values.id === undefined ? now : Number(values.id),
    amountVnd: Number(values.amount),
    content: values.content,
    accountNo: values.account,
  },
  now,
  faults,
);
console.log(statuses.length === 0 ? 'nothing told' : `answers: ${statuses.join(', ')}`);
