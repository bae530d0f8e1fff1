import { randomUUID } from 'node:crypto';
import { addTerm } from '#modules/calendar/rules/term.ts';
import { apologyLimit } from '#modules/calendar/rules/workdays.ts';
import { execute, type Target } from '#modules/dossiers/commands/execute.ts';
import { currentRun } from '#modules/dossiers/rules/clock.ts';
import { currentStep, pendingHandOver } from '#modules/dossiers/rules/holding.ts';
import { Command, type Dossier, STATUS } from '#modules/dossiers/schema.ts';
import { computeFees } from '#modules/procedures/rules/fees.ts';
import { FeeChoice } from '#modules/procedures/schema/fee-choice.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { makeRandom, type Random } from '#platform/random.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { type ActWords, actsUntilEnd, nextAct } from './next-act.ts';
import { momentOf, workingDayAfter } from './office-time.ts';
import { type PlannedDossier, type PlannedVisit, targetOf } from './plan.ts';
import type { SimEvent } from './scheduler.ts';
import type { World } from './world.ts';

const { compare } = Temporal.Instant;

/** The context with a clock of its own, so that acts at different simulated moments can run side by side. */
export function at(ctx: AppContext, now: Temporal.Instant): AppContext {
  return { ...ctx, clock: { now: () => now } };
}

/** One dossier of the plan, from its receipt to the returned result, through the real commands. */
export class DossierLife {
  readonly #ctx: AppContext;
  readonly #world: World;
  readonly #visit: PlannedVisit;
  readonly #plan: PlannedDossier;
  readonly #random: Random;
  readonly #end: Temporal.Instant;
  readonly #procedure: Procedure;
  #dossier: Dossier | null = null;
  /** When processing shall end; worked out anew for each run of the term. */
  #target: { readonly runNo: number; readonly at: Temporal.Instant } | null = null;
  #sentBack = false;
  #apologised = false;

  constructor(
    ctx: AppContext,
    world: World,
    visit: PlannedVisit,
    plan: PlannedDossier,
    seed: string,
    end: Temporal.Instant,
  ) {
    const procedure = world.procedures.get(plan.procedureCode);
    if (procedure === undefined) {
      throw new Error(`no procedure ${plan.procedureCode}`);
    }
    this.#ctx = ctx;
    this.#world = world;
    this.#visit = visit;
    this.#plan = plan;
    this.#end = end;
    this.#procedure = procedure.body;
    this.#random = makeRandom(`${seed} dossier ${visit.no}`);
  }

  async #execute(
    now: Temporal.Instant,
    actor: StaffActor,
    input: { readonly type: Command['type'] } & Record<string, unknown>,
  ): Promise<Dossier> {
    const target: Target = this.#dossier === null ? 'new' : { id: this.#dossier.id };
    const { dossier } = await execute(at(this.#ctx, now), actor, target, Command.parse(input), randomUUID());
    this.#dossier = dossier;
    return dossier;
  }

  #fee(now: Temporal.Instant): {
    readonly lines: object[];
    readonly paid: object | null;
    readonly pages: number;
  } {
    const channel = { direct: 'in-person', online: 'online', postal: 'postal' } as const;
    const pages = this.#random.int(1, 6);
    const choices = this.#procedure.fees.flatMap((fee, i) =>
      fee.amountVnd === null || fee.amountVnd === 0 || fee.condition !== undefined
        ? []
        : [FeeChoice.parse({ fee: i, quantities: [{ units: fee.unit === 'page' ? pages : 1 }] })],
    );
    const result = computeFees(
      this.#procedure.fees,
      choices.slice(0, 1),
      channel[this.#plan.channel],
      localDay(now),
    );
    const lines = result.ok ? result.lines.map((line) => ({ name: line.name, amount: line.amountVnd })) : [];
    const method = { direct: 'cash', online: 'portal', postal: 'transfer' }[this.#plan.channel];
    return { lines, paid: lines.length === 0 ? null : { method }, pages };
  }

  #intake(now: Temporal.Instant, ticketId: string | null, missing: number): Record<string, unknown> {
    const { person } = this.#visit;
    const papers = this.#world.procedures.get(this.#plan.procedureCode)?.papers ?? [];
    const { lines, paid } = this.#fee(now);
    const how = { direct: 'counter', online: 'electronic', postal: 'post' }[this.#plan.channel];
    return {
      procedureCode: this.#plan.procedureCode,
      channel: this.#plan.channel,
      parties: {
        applicant: { ...person, idKind: 'personal-id' },
        contact: { phone: person.phone, by: ['sms'] },
      },
      papers: papers
        .slice(0, papers.length - missing)
        .map(({ key }) => ({ key, originals: 1, satisfied: { how: 'original' } })),
      delivery: { how, address: how === 'post' ? person.address : '' },
      fee: { lines, paid },
      ticketId,
    };
  }

  #words(): ActWords {
    const pages = 1 + (this.#visit.no % 5);
    return {
      documents: [{ name: this.#procedure.results[0]?.name.slice(0, 280) ?? 'Giấy tờ', pages }],
      receiverName: this.#visit.person.name,
    };
  }

  /**
   * The person is at the counter, or the filing has come. @returns what happens next
   */
  async receive(
    now: Temporal.Instant,
    officer: StaffActor,
    ticketId: string | null,
  ): Promise<readonly SimEvent[]> {
    const papers = this.#world.procedures.get(this.#plan.procedureCode)?.papers.length ?? 0;
    if (this.#plan.supplement === 'reception' && papers > 0) {
      await this.#execute(now, officer, {
        type: 'request-supplement',
        intake: this.#intake(now, ticketId, 1),
        items: [{ content: 'Giấy tờ còn thiếu theo thành phần hồ sơ', reason: 'Chưa mang theo' }],
      });
      const back = momentOf(
        workingDayAfter(localDay(now).add({ days: 1 }), this.#random.int(0, 3), this.#world.calendar),
        0.1 + 0.7 * this.#random.next(),
        this.#world.calendar,
      );
      return [
        {
          at: back,
          run: async (later) => {
            await this.#execute(later, officer, { type: 'receive', intake: this.#intake(later, null, 0) });
            return this.#next(later);
          },
        },
      ];
    }
    await this.#execute(now, officer, { type: 'receive', intake: this.#intake(now, ticketId, 0) });
    return this.#next(now);
  }

  /** A filing online is kept as it comes and received within the hours that Điều 17 khoản 2c gives. */
  async file(now: Temporal.Instant): Promise<readonly SimEvent[]> {
    const officer = this.#world.staff({
      accountId: null,
      unitId: this.#world.centreId,
      role: 'receptionist',
    });
    await this.#execute(now, officer, { type: 'keep-draft', intake: this.#intake(now, null, 0) });
    const lastDay = compare(fromLocal(localDay(now).add({ days: 1 }), '00:00'), this.#end) > 0;
    const later = this.#later(now, this.#random.int(10, lastDay ? 30 : 180));
    return [
      {
        at: later,
        run: async (moment) => {
          await this.#execute(moment, officer, { type: 'receive' });
          return this.#next(moment);
        },
      },
    ];
  }

  /** Office time after a moment. */
  #later(now: Temporal.Instant, minutes: number): Temporal.Instant {
    return addTerm(now, { unit: 'working-hour', amount: minutes / 60 }, this.#world.calendar).due;
  }

  #targetFor(dossier: Dossier, now: Temporal.Instant): Temporal.Instant {
    const run = currentRun(dossier);
    if (run === null) {
      return this.#later(now, 60);
    }
    if (this.#target?.runNo !== run.no) {
      const moment = targetOf(this.#plan.fate, now, run.due, this.#end, this.#world.calendar, this.#random);
      this.#target = { runNo: run.no, at: moment };
    }
    return this.#target.at;
  }

  /** When the next act of the usual way happens: early hand-overs at once, the rest shared over the time left. */
  #pace(dossier: Dossier, now: Temporal.Instant, ends: boolean): Temporal.Instant {
    if (dossier.status === STATUS.finished) {
      const collected = pendingHandOver(dossier) === null && dossier.delivery.how === 'counter';
      return collected
        ? momentOf(
            workingDayAfter(
              localDay(this.#later(now, 30)),
              this.#plan.collectAfterDays,
              this.#world.calendar,
            ),
            0.15 + 0.75 * this.#random.next(),
            this.#world.calendar,
          )
        : this.#later(now, this.#random.int(5, 30));
    }
    const target = this.#targetFor(dossier, now);
    if (ends && compare(target, now) > 0) {
      return target;
    }
    const acts = Math.max(1, actsUntilEnd(dossier));
    const span = Math.max(0, target.epochMilliseconds - now.epochMilliseconds) / 60_000;
    const handedOver = dossier.handOvers.length > 0 && pendingHandOver(dossier) === null;
    const share = (span / (acts + 1)) * (0.5 + this.#random.next());
    const minutes = handedOver ? Math.min(share, span / 2) : Math.min(share, this.#random.int(4, 40));
    const moment = now.add({ seconds: Math.max(30, Math.floor(minutes * 60)) });
    const open = addTerm(moment, { unit: 'working-hour', amount: 0 }, this.#world.calendar).due;
    return compare(open, target) < 0 || this.#plan.fate === 'late' ? open : now.add({ seconds: 20 });
  }

  /** Plans the next thing that happens to the dossier. */
  #next(now: Temporal.Instant): readonly SimEvent[] {
    const dossier = this.#dossier;
    if (dossier === null) {
      return [];
    }
    if (dossier.status === STATUS.supplement) {
      return [this.#citizenComesBack(now)];
    }
    const next = nextAct(dossier, this.#words());
    if (next === null) {
      return [];
    }
    const moment = this.#pace(dossier, now, next.ends);
    return [this.#quirk(dossier, now, moment) ?? { at: moment, run: (then) => this.#act(then) }];
  }

  async #act(now: Temporal.Instant): Promise<readonly SimEvent[]> {
    const dossier = this.#dossier;
    const next = dossier === null ? null : nextAct(dossier, this.#words());
    if (dossier === null || next === null) {
      return [];
    }
    const sendBack =
      this.#plan.sentBackOnce &&
      !this.#sentBack &&
      next.command.type === 'accept-hand-over' &&
      dossier.status !== STATUS.finished;
    if (sendBack) {
      this.#sentBack = true;
      await this.#execute(now, this.#world.staff(next.by), {
        type: 'return-hand-over',
        reason: 'Thiếu bản quét của một giấy tờ',
      });
    } else {
      await this.#execute(now, this.#world.staff(next.by), next.command);
    }
    return this.#next(now);
  }

  #citizenComesBack(now: Temporal.Instant): SimEvent {
    const day = workingDayAfter(localDay(now).add({ days: 1 }), this.#random.int(0, 5), this.#world.calendar);
    return {
      at: momentOf(day, 0.1 + 0.7 * this.#random.next(), this.#world.calendar),
      run: async (then) => {
        const officer = this.#world.staff({
          accountId: null,
          unitId: this.#world.centreId,
          role: 'receptionist',
        });
        await this.#execute(then, officer, { type: 'complete-supplement', complete: true });
        return this.#next(then);
      },
    };
  }

  /** What does not go the usual way: papers found lacking after examination, an apology a day ahead. */
  #quirk(dossier: Dossier, now: Temporal.Instant, before: Temporal.Instant): SimEvent | null {
    const step = currentStep(dossier);
    if (
      this.#plan.supplement === 'examination' &&
      dossier.supplements.length === 0 &&
      step?.kind === 'handle' &&
      pendingHandOver(dossier) === null
    ) {
      const holder = { accountId: dossier.holder.accountId, unitId: dossier.holder.unitId, role: step.role };
      return {
        at: this.#later(now, this.#random.int(10, 60)),
        run: async (then) => {
          await this.#execute(then, this.#world.staff(holder), {
            type: 'request-supplement',
            items: [{ content: 'Giấy tờ chứng minh nội dung khai', reason: 'Thông tin chưa thống nhất' }],
          });
          return this.#next(then);
        },
      };
    }
    const run = currentRun(dossier);
    if (
      this.#plan.fate !== 'late' ||
      this.#apologised ||
      run === null ||
      dossier.status === STATUS.finished
    ) {
      return null;
    }
    const moment = apologyLimit(run.originalDue, this.#world.calendar).subtract({ minutes: 90 });
    if (compare(moment, now) <= 0 || compare(before, moment) < 0 || this.#visit.no % 3 === 0) {
      return null;
    }
    this.#apologised = true;
    return {
      at: moment,
      run: async (then) => {
        await this.#execute(then, this.#world.director, {
          type: 'extend-with-apology',
          newDay: localDay(this.#targetFor(dossier, then)).toString(),
          reason: 'Cần xác minh thêm tại thực địa',
        });
        return this.#next(then);
      },
    };
  }
}
