import { parseArgs } from 'node:util';
import { SMS_SECRET, startSmsGateway } from './start.ts';

/**
 * The SMS gateway as a process of its own: `node --import ./src/platform/runtime/register.mjs simulators/sms-gateway/server.ts --port 8095`.
 * `/` shows what it holds; `POST /dieu-khien` with `{"fault":"drop-after"}`, `{"code":"103"}` or `{"fate":"undelivered"}` misbehaves.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '8095' } } });
const gateway = await startSmsGateway(Number(values.port));
console.log(`Cổng SMS mô phỏng: ${gateway.url}/ (mật khẩu ${SMS_SECRET})`);
