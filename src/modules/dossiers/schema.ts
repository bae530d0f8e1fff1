/** Types and schemas of the dossier, in one place for other modules. */
export * from './schema/basics.ts';
export * from './schema/clock.ts';
export * from './schema/commands.ts';
export * from './schema/dossier.ts';
export * from './schema/events.ts';
export * from './schema/moment.ts';
export * from './schema/papers.ts';
export * from './schema/people.ts';
export * from './schema/settings.ts';
export * from './schema/status.ts';
export * from './schema/strands.ts';
