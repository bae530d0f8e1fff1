import type { FastifyInstance } from 'fastify';
import type { SystemActor } from './actor.ts';
import type { AppContext } from './context.ts';

/** Work that runs after commit, retried until it succeeds. The payload is validated by the task itself. */
export type TaskHandler = (ctx: AppContext, payload: unknown) => Promise<void>;

/** A task that runs by the clock. `cron` has five fields, in UTC. */
export interface CronEntry {
  readonly task: string;
  readonly cron: string;
}

/** A failure found by `motcua verify`: the first broken link of one kind. */
export interface Finding {
  readonly check: string;
  readonly what: string;
}

export interface HealthReport {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What a module offers to the application. `app.ts` mounts modules in the order of their floors. */
export interface Module {
  readonly name: string;
  readonly api?: (app: FastifyInstance, ctx: AppContext) => void;
  readonly pages?: (app: FastifyInstance, ctx: AppContext) => void;
  readonly tasks?: Readonly<Record<string, TaskHandler>>;
  readonly crons?: readonly CronEntry[];
  readonly subscribe?: (ctx: AppContext) => void;
  /**
   * Gives a new centre what this module starts with (calendar, catalogue, processes, lines of the hall), acting for the product in that centre.
   * Repeatable, and a centre that has something already keeps it.
   */
  readonly centre?: (ctx: AppContext, system: SystemActor) => Promise<void>;
  /** Sets up what only the example commune has (people, their duties); must be repeatable. */
  readonly example?: (ctx: AppContext) => Promise<void>;
  /** Proves the module's stored promises; empty when all hold. */
  readonly verify?: (ctx: AppContext) => Promise<readonly Finding[]>;
  readonly health?: (ctx: AppContext) => Promise<readonly HealthReport[]>;
}
