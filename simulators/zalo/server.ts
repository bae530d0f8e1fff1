import { parseArgs } from 'node:util';
import { startZalo } from './start.ts';
import { ZALO_APP } from './tokens.ts';

/**
 * Zalo as a process of its own: `node --import ./src/platform/runtime/register.mjs simulators/zalo/server.ts --port 8096`.
 * `/` shows what it holds; `POST /dieu-khien` with `{"code":-118}`, `{"fault":"slow"}` or `{"tokenExpired":true}` misbehaves.
 */
const { values } = parseArgs({ options: { port: { type: 'string', default: '8096' } } });
const zalo = await startZalo(Number(values.port));
console.log(
  `Zalo mô phỏng: ${zalo.url}/ (app ${ZALO_APP.appId}, OA ${ZALO_APP.oaId}, app secret ${ZALO_APP.appSecret}, OA secret ${ZALO_APP.oaSecret}, refresh token ${zalo.tokens.refresh})`,
);
