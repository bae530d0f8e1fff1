import { logAccess } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { keyOf } from '#modules/dossiers/rules/mine.ts';
import { readPreparedCode } from '#modules/dossiers/rules/prepared-code.ts';
import { type Dossier, STATUS } from '#modules/dossiers/schema.ts';
import type { FormDefinition } from '#modules/forms/schema.ts';
import type { SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import { findOwnAssist } from '#modules/national-portal/queries/own-assist.ts';
import { portalPage } from '#modules/national-portal/queries/portal-page.ts';
import type { ClockLevel } from '#modules/national-portal/rules/arrival.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import { type Actor, type StaffActor, systemActor } from '#platform/actor.ts';
import { circuitState } from '#platform/circuit.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { formOf } from './commands/form-of.ts';
import { heldIn, secretOf } from './commands/holder.ts';
import { tokenFor } from './commands/secret.ts';
import { filedLevel } from './commands/watch-clocks.ts';
import { refusals } from './messages.ts';
import { PREPARATION_POLICY } from './policy.ts';
import * as repo from './repo.ts';
import { countFiledWaiting, listFiledWaiting } from './repo-clocks.ts';
import { countWaiting, listFiles } from './repo-files.ts';
import { type Filing, findSettings, isFiledHere, listFilings, type Settings } from './repo-settings.ts';
import { formGaps, formPages } from './rules/form-part.ts';
import { type Missing, missingOf, missingToFile } from './rules/missing.ts';
import { type Step, stepsOf } from './rules/steps.ts';
import type { Preparation, PreparedFile } from './schema.ts';

/** How a used preparation stands, for its citizen: never more than the look-up shows. */
export interface BecameDossier {
  readonly number: string | null;
  /** With the number it opens the look-up page. */
  readonly lookupCode: string | null;
  readonly status: Dossier['status'];
  readonly waitsForCitizen: string | null;
}

/** A preparation with everything its pages need. */
export interface Held {
  readonly preparation: Preparation;
  readonly files: readonly PreparedFile[];
  readonly procedure: Procedure;
  readonly form: FormDefinition | null;
  readonly steps: readonly Step[];
  readonly missing: readonly Missing[];
  readonly missingToFile: readonly Missing[];
  readonly filedHere: boolean;
  /** Address of the procedure's page on the portal. */
  readonly portalHref: string;
  readonly became: BecameDossier | null;
}

async function procedureIn(ctx: AppContext, tx: Tx, code: string): Promise<Procedure> {
  const version = await findCurrentVersion(tx, code, localDay(ctx.clock.now()));
  if (version === null) {
    throw new Problem('gone', { detail: refusals('vi')('no-procedure', { code }) });
  }
  return version.body;
}

async function becameOf(tx: Tx, preparation: Preparation): Promise<BecameDossier | null> {
  const { use } = preparation;
  const dossier = use === null ? null : await findDossierIn(tx, { id: use.dossierId });
  if (dossier === null) {
    return null;
  }
  const open = dossier.status === STATUS.supplement ? dossier.supplements.at(-1) : undefined;
  return {
    number: dossier.number ?? dossier.localNumber,
    lookupCode: dossier.lookupCode,
    status: dossier.status,
    waitsForCitizen: open === undefined ? null : open.items.map(({ content }) => content).join('; '),
  };
}

async function load(ctx: AppContext, tx: Tx, preparation: Preparation): Promise<Held> {
  const today = localDay(ctx.clock.now()).toString();
  const { body } = preparation;
  const procedure = await procedureIn(ctx, tx, preparation.procedureCode);
  const files = await listFiles(tx, preparation.id);
  const form = await formOf(tx, preparation);
  const checked = { body, files, procedure, formGaps: formGaps(form, body, today) };
  return {
    preparation,
    files,
    procedure,
    form,
    steps: stepsOf(body, procedure, formPages(form, body, today)),
    missing: missingOf(checked),
    missingToFile: missingToFile(checked),
    filedHere: await isFiledHere(tx, preparation.procedureCode),
    portalHref: await portalPage(tx, procedure),
    became: await becameOf(tx, preparation),
  };
}

/** What the address opens, draft or used. @throws Problem `gone`, `forbidden` */
export async function getHeld(ctx: AppContext, actor: Actor, token: string): Promise<Held> {
  const secret = secretOf(actor, token);
  return readOnly(ctx, actor, async (tx) => load(ctx, tx, await heldIn(ctx, tx, secret)));
}

/** Longest list of one citizen. */
const MINE_SHOWN = 50;

/** One preparation in a citizen's list, with the secret of its address. */
export interface MyPreparation {
  readonly preparation: Preparation;
  readonly token: string;
}

/** Preparations in the list of a citizen who signed in, last changed first; none below the level of assurance. */
export async function listMyPreparations(
  ctx: AppContext,
  citizen: SignedInCitizen,
): Promise<readonly MyPreparation[]> {
  const key = citizen.assured ? keyOf(citizen.claims) : null;
  if (key === null) {
    return [];
  }
  const now = ctx.clock.now();
  const all = await readOnly(ctx, citizen, (tx) => repo.listOwned(tx, key, MINE_SHOWN));
  const living = all.filter(({ expiresAt }) => Temporal.Instant.compare(now, expiresAt) < 0);
  return Promise.all(
    living.map(async (preparation) => ({
      preparation,
      token: (await tokenFor(ctx, citizen.centreId, preparation.requestId)).text,
    })),
  );
}

/** How many days this centre keeps a draft after its last change. */
export async function keepDays(ctx: AppContext, actor: Actor): Promise<number> {
  return (await readOnly(ctx, actor, findSettings)).keepDays;
}

/** One line of the officers' list. */
export interface UsedLine {
  readonly preparation: Preparation;
  readonly level: ClockLevel;
  readonly number: string | null;
  readonly status: Dossier['status'];
}

const LISTED = 100;

async function lineOf(
  tx: Tx,
  preparation: Preparation,
  now: Temporal.Instant,
  calendar: CompiledCalendar,
): Promise<UsedLine> {
  const { clocks, use } = preparation;
  const dossier = use === null ? null : await findDossierIn(tx, { id: use.dossierId });
  return {
    preparation,
    level: clocks === null ? 0 : filedLevel(clocks, now, calendar),
    number: dossier?.number ?? dossier?.localNumber ?? null,
    status: dossier?.status ?? STATUS.new,
  };
}

/** What came of prepared dossiers: filed here and waiting first. @throws Problem `forbidden` */
export async function listUsedPreparations(ctx: AppContext, actor: StaffActor): Promise<readonly UsedLine[]> {
  authorise(PREPARATION_POLICY, actor, 'look', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const lines: UsedLine[] = [];
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    for (const preparation of await repo.listUsed(tx, LISTED)) {
      lines.push(await lineOf(tx, preparation, now, compiled));
    }
    await logAccess(
      tx,
      actor,
      lines.map(({ preparation: { id } }) => ({
        what: 'preparation.list',
        subjectType: 'preparation',
        subjectId: id,
      })),
      now,
    );
    return lines;
  });
}

/** One preparation for an officer, with what was answered; the first look at what was filed here is noted. @throws Problem `forbidden`, `not-found` */
export async function getPreparation(ctx: AppContext, actor: StaffActor, id: string): Promise<Held> {
  authorise(PREPARATION_POLICY, actor, 'look', { centreId: actor.centreId });
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const found = await repo.findPreparation(tx, { id });
    // A draft that nobody brought is the citizen's own.
    if (found === null || found.use === null) {
      throw new Problem('not-found', { detail: refusals('vi')('gone') });
    }
    await repo.markSeen(tx, id, at, actor.displayName);
    await logAccess(tx, actor, { what: 'preparation.view', subjectType: 'preparation', subjectId: id }, at);
    return load(ctx, tx, found);
  });
}

/**
 * What is filed at the portal together with its citizen: only for who began the assisted filing, while it is open. Each look is noted.
 * @throws Problem `forbidden`, `not-found`
 */
export async function getAssisted(ctx: AppContext, actor: StaffActor, assistId: string): Promise<Held> {
  authorise(PREPARATION_POLICY, actor, 'open', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const assist = await findOwnAssist(tx, actor, assistId);
    const code = readPreparedCode(assist?.note ?? '');
    const found = code === null ? null : await repo.findPreparation(tx, { code });
    if (found === null) {
      throw new Problem('not-found', { detail: refusals('vi')('assist-gone') });
    }
    const subject = { what: 'preparation.assist', subjectType: 'preparation', subjectId: found.id };
    await logAccess(tx, actor, subject, ctx.clock.now());
    return load(ctx, tx, found);
  });
}

/** What an administrator sees of the settings. */
export interface SettingsView {
  readonly settings: Settings;
  readonly state: 'closed' | 'open' | 'half-open';
  readonly waiting: number;
  readonly filings: readonly (Filing & { readonly name: string })[];
}

/** Settings, the scanner's line, and what may be filed here. @throws Problem `forbidden` */
export async function preparationSettings(ctx: AppContext, actor: Actor): Promise<SettingsView> {
  authorise(PREPARATION_POLICY, actor, 'see-settings', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const settings = await findSettings(tx);
    const filings: SettingsView['filings'][number][] = [];
    for (const filing of await listFilings(tx)) {
      const version = await findCurrentVersion(tx, filing.procedureCode, localDay(now));
      filings.push({
        ...filing,
        name: version?.body.plainName ?? version?.body.name ?? filing.procedureCode,
      });
    }
    return {
      settings,
      state: circuitState(settings.circuit, now),
      waiting: await countWaiting(tx),
      filings,
    };
  });
}

/** As {@link preparationSettings} for the health check of a centre. */
export function preparationHealth(ctx: AppContext, centreId: string): Promise<SettingsView> {
  return preparationSettings(ctx, systemActor(centreId, 'doctor'));
}

/** How what was filed here stands with those who answer; nothing for anybody else. In the caller's transaction. */
export async function filedWaiting(
  ctx: Pick<AppContext, 'clock'>,
  tx: Tx,
  actor: Actor,
): Promise<{ readonly count: number; readonly worst: ClockLevel }> {
  if (!can(PREPARATION_POLICY, actor, 'open', { centreId: actor.centreId })) {
    return { count: 0, worst: 0 };
  }
  const waiting = await listFiledWaiting(tx, LISTED);
  if (waiting.length === 0) {
    return { count: 0, worst: 0 };
  }
  const now = ctx.clock.now();
  const { compiled } = await getCalendar(tx, actor.centreId, now);
  const levels = waiting.map(({ clocks }) => filedLevel(clocks, now, compiled));
  const worst = ([3, 2, 1] as const).find((level) => levels.includes(level)) ?? 0;
  return { count: await countFiledWaiting(tx), worst };
}

/** Which preparation a dossier came from; null for any other dossier. In the caller's transaction, whose right to the dossier was checked. */
export async function preparationOfDossier(tx: Tx, dossierId: string): Promise<Preparation | null> {
  return repo.findPreparation(tx, { dossierId });
}
