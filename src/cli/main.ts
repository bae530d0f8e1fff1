import { Command } from 'commander';

/** Each command is loaded only when it is called: `motcua deadline` must not wait for a web server's code. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).startCommand(),
  deadline: async () => (await import('./deadline.ts')).deadlineCommand(),
  elapsed: async () => (await import('./elapsed.ts')).elapsedCommand(),
  calendar: async () => (await import('./calendar.ts')).calendarCommand(),
  search: async () => (await import('./search.ts')).searchCommand(),
  catalogue: async () => (await import('./catalogue.ts')).catalogueCommand(),
  commune: async () => (await import('./commune.ts')).communeCommand(),
  user: async () => (await import('./user.ts')).userCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  simulate: async () => (await import('./simulate.ts')).simulateCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  restore: async () => (await import('./restore.ts')).restoreCommand(),
};

async function main(): Promise<void> {
  const program = new Command('motcua')
    .description('Một Cửa: hệ thống một cửa điện tử của Trung tâm Phục vụ hành chính công cấp xã')
    .showHelpAfterError();
  const load = COMMANDS[process.argv[2] ?? ''];
  const loaders = load === undefined ? Object.values(COMMANDS) : [load];
  for (const make of loaders) {
    program.addCommand(await make());
  }
  await program.parseAsync();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
