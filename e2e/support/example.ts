import { readExampleSecrets } from '#modules/identity/commands/example/secrets.ts';
import type { Config } from '#platform/config.ts';

export type { ExampleUsername } from '#modules/identity/commands/example/commune.ts';

/** The one password of the example people of this installation. */
export async function readExamplePassword(config: Pick<Config, 'dataHome'>): Promise<string> {
  const secrets = await readExampleSecrets(config);
  if (secrets === undefined) {
    throw new Error('no example in this data folder');
  }
  return secrets.password;
}
