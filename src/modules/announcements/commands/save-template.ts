import { record } from '#modules/audit/commands/record.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { slug } from '#platform/vietnamese.ts';
import { templateMessages } from '../messages/templates.ts';
import { NEWS_POLICY } from '../policy.ts';
import {
  findTemplateRequest,
  insertTemplate,
  listTemplateVersions,
  lockTemplates,
} from '../repo/templates.ts';
import { type TemplateFault, templateFaults } from '../rules/check-template.ts';
import { NEWS_TEMPLATES } from '../rules/templates.ts';
import type { TemplateInput } from '../schema-templates.ts';

const t = templateMessages('vi');
const KEY_LONGEST = 34;

/** Where the form shows a fault, and in which words. */
function errorOf(fault: TemplateFault): FieldError {
  return { path: fault.in, message: t(`fault-${fault.kind}`, { words: fault.words }) };
}

/** A key of its own for a new template, made of its name. */
async function freshKey(tx: Tx, name: string): Promise<string> {
  const taken = new Set([...NEWS_TEMPLATES, ...(await listTemplateVersions(tx))].map(({ key }) => key));
  const base = slug(name).slice(0, KEY_LONGEST).replace(/-+$/, '') || 'mau';
  let key = base;
  for (let n = 2; taken.has(key); n += 1) {
    key = `${base}-${n}`;
  }
  return key;
}

/**
 * Stores a template of the centre as a new version: a new one (`key` null), one of its own, or its own words for a built-in one. Versions before stay.
 * A repeat of the request gives the same.
 * @returns its key
 * @throws Problem `forbidden`, `not-found`, `conflict` when somebody changed it meanwhile, `validation` naming each blank
 */
export async function saveTemplate(
  ctx: AppContext,
  actor: Actor,
  key: string | null,
  input: TemplateInput,
): Promise<string> {
  authorise(NEWS_POLICY, actor, 'templates', { centreId: actor.centreId });
  const { displayName } = requireStaff(actor);
  const { requestId, version: seen, body, ...words } = input;
  const lines = body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const faults = templateFaults({ ...words, lines });
  if (faults.length > 0) {
    throw new Problem('validation', { detail: t('faults'), fields: faults.map(errorOf) });
  }
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await lockTemplates(tx, actor.centreId);
    const before = await findTemplateRequest(tx, requestId);
    if (before !== undefined) {
      return before;
    }
    const own = key ?? (await freshKey(tx, words.name));
    const [newest] = await listTemplateVersions(tx, own);
    if (key !== null && newest === undefined && !NEWS_TEMPLATES.some((one) => one.key === key)) {
      throw new Problem('not-found', { detail: t('unknown') });
    }
    const last = newest?.version ?? 0;
    if (last !== seen) {
      throw new Problem('conflict', { detail: t('changed-meanwhile') });
    }
    const version = last + 1;
    const stored = { ...words, key: own, lines, version, changedBy: displayName, changedAt: at };
    await insertTemplate(tx, actor.centreId, stored, requestId);
    const detail = { key: own, version, active: words.active };
    await record(
      tx,
      actor,
      { action: 'news.template', subjectType: 'centre', subjectId: actor.centreId, detail },
      at,
    );
    return own;
  });
}
