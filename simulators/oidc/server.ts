import { parseArgs } from 'node:util';
import { OIDC_FAULTS } from './faults.ts';
import { startProvider } from './start.ts';

/**
 * A provider of OpenID Connect as a process of its own:
 * `node --import ./src/platform/runtime/register.mjs simulators/oidc/server.ts --port 8093 --app http://localhost:8080`; `--fault` (repeatable) misbehaves.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8093' },
    app: { type: 'string', default: 'http://localhost:8080' },
    fault: { type: 'string', multiple: true, default: [] },
  },
});
const { app } = values;
const provider = await startProvider({
  port: Number(values.port),
  redirectUris: [`${app}/dang-nhap/tai-khoan-tinh/ve`, `${app}/cong-dan/dang-nhap/ve`],
  postLogoutRedirectUris: [`${app}/dang-nhap/tai-khoan-tinh/ra`, `${app}/cong-dan/dang-xuat/xong`],
});
for (const fault of OIDC_FAULTS.filter((name) => values.fault.includes(name))) {
  provider.faults.add(fault);
}
console.log(
  `issuer ${provider.issuer}, client id ${provider.clientId}, client secret ${provider.clientSecret}`,
);
