import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { bytesOf, json, jsonIn, type Reply } from '../http.ts';
import { type FiledBox, handOver, type Target } from './filed.ts';
import type { PortalMemory } from './portal.ts';
import { findScenario, SCENARIOS, type Scenario, type ScenarioStep, WELL } from './scenarios.ts';
import type { PortalSwitches } from './start.ts';

/** What a scenario plays on. */
export interface Stage {
  readonly switches: PortalSwitches;
  readonly memory: PortalMemory;
  readonly box: FiledBox;
  forgetSessions(): void;
}

/** What the page shows of the scenario under way, or of the last one. */
export interface Playing {
  readonly title: string;
  readonly watch: string;
  /** Steps that were taken, each with what came of a filing. */
  readonly told: readonly string[];
  readonly left: number;
}

const Wish = z.object({
  name: z.string(),
  /** How many times faster than a clock: 1440 plays a day in a minute. */
  speed: z.coerce.number().positive().max(1_000_000).default(1),
});

const byTheClock = (ms: number, signal: AbortSignal) => sleep<void>(ms, undefined, { signal, ref: false });

/** Plays one scenario at a time: a new one ends the one under way, and each begins and ends with a portal that is well. */
export class ScenarioPlayer {
  readonly #stage: Stage;
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Where filings are handed over; left for those who ask while nobody is named. */
  target: Target | undefined;
  #playing: Playing | undefined;
  #ends = new AbortController();

  /** @param wait how the time between steps passes; tests let it pass at once */
  constructor(stage: Stage, wait: (ms: number, signal: AbortSignal) => Promise<void> = byTheClock) {
    this.#stage = stage;
    this.#wait = wait;
  }

  get playing(): Playing | undefined {
    return this.#playing;
  }

  /** Ends what is under way and makes the portal well. */
  stop(): void {
    this.#ends.abort();
    Object.assign(this.#stage.switches, WELL);
  }

  /** Plays to the end; ended early when another begins. @param base address of this simulator, where files lie */
  async play(scenario: Scenario, base: string, speed = 1): Promise<void> {
    this.stop();
    const ends = new AbortController();
    this.#ends = ends;
    const { title, watch, steps } = scenario;
    const told: string[] = [];
    const show = () => {
      this.#playing = { title, watch, told: [...told], left: steps.length - told.length };
    };
    show();
    for (const step of steps) {
      await this.#wait((step.after * 1000) / speed, ends.signal).catch(() => undefined);
      if (ends.signal.aborted) {
        return;
      }
      const came = await this.#take(step, base);
      if (ends.signal.aborted) {
        return;
      }
      told.push(came === '' ? step.says : `${step.says}: ${came}`);
      show();
    }
    Object.assign(this.#stage.switches, WELL);
  }

  async #take({ set, does, files }: ScenarioStep, base: string): Promise<string> {
    const { switches, memory, forgetSessions } = this.#stage;
    Object.assign(switches, set);
    if (does === 'forget-sessions') {
      forgetSessions();
    }
    if (does === 'drop-procedures') {
      switches.unknownProcedures = [
        ...new Set([...memory.held.values()].map(({ dossier }) => dossier.MaTTHC)),
      ];
    }
    return files === undefined ? '' : this.#file(files, base);
  }

  async #file({ times = 1, ...filing }: NonNullable<ScenarioStep['files']>, base: string): Promise<string> {
    const post = this.#stage.box.file(base, filing);
    if (this.target === undefined) {
      this.#stage.box.leave(filing.number, post);
      return `${filing.number} chờ người đến hỏi`;
    }
    const codes: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const answer = await handOver(this.target, post).catch(() => undefined);
      const read = z.looseObject({ error_code: z.coerce.string() }).safeParse(answer?.body);
      codes.push(read.success ? read.data.error_code : 'không trả lời');
    }
    return `${filing.number}, hệ thống trả lời ${codes.join(', ')}`;
  }

  /** `GET /kich-ban`: the names; `POST`: plays the one that is named, from a form or as JSON. */
  async serve(request: IncomingMessage, base: string): Promise<Reply & { readonly location?: string }> {
    if (request.method !== 'POST') {
      return json(SCENARIOS.map(({ name, title, watch }) => ({ name, title, watch })));
    }
    const bytes = await bytesOf(request);
    const typed = jsonIn(bytes);
    const form = typed === undefined;
    const wish = Wish.safeParse(typed ?? Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))));
    const scenario = wish.success ? findScenario(wish.data.name) : undefined;
    if (!wish.success || scenario === undefined) {
      return json(
        { message: `Không có kịch bản này. Có: ${SCENARIOS.map(({ name }) => name).join(', ')}` },
        404,
      );
    }
    void this.play(scenario, base, wish.data.speed);
    const { title, watch } = scenario;
    return { ...json({ title, watch }, form ? 303 : 200), ...(form ? { location: '/' } : {}) };
  }
}
