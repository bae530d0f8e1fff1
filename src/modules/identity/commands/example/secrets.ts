import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '#platform/config.ts';
import { passwordFromBytes } from '../../rules/one-time-password.ts';

/** What only this installation knows about its example: one password for all example people, links of two devices. */
const ExampleSecrets = z.object({
  password: z.string().min(12),
  kiosk: z.string().optional(),
  board: z.string().optional(),
});
export type ExampleSecrets = z.output<typeof ExampleSecrets>;

function fileOf(config: Pick<Config, 'dataHome'>): string {
  return join(config.dataHome, 'example.json');
}

/** Reads the file; undefined when this installation has no example. @throws Error when the file is damaged */
export async function readExampleSecrets(
  config: Pick<Config, 'dataHome'>,
): Promise<ExampleSecrets | undefined> {
  const text = await readFile(fileOf(config), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : ExampleSecrets.parse(JSON.parse(text));
}

/** Writes the file, readable by its owner only, in one step. */
export async function writeExampleSecrets(
  config: Pick<Config, 'dataHome'>,
  secrets: ExampleSecrets,
): Promise<void> {
  const path = fileOf(config);
  await mkdir(config.dataHome, { recursive: true });
  await writeFile(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** A password for the example people of a new installation. */
export function newExamplePassword(): string {
  return passwordFromBytes(randomBytes(12));
}
