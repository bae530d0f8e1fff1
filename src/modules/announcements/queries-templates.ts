import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { templateMessages } from './messages/templates.ts';
import { NEWS_POLICY } from './policy.ts';
import { listTemplateVersions } from './repo/templates.ts';
import { NEWS_TEMPLATES } from './rules/templates.ts';
import type { KeptTemplate } from './schema-templates.ts';

const BUILT_IN: readonly KeptTemplate[] = NEWS_TEMPLATES.map((template) => ({
  ...template,
  version: 0,
  active: true,
  changedBy: '',
  changedAt: null,
}));

/** The templates as they hold now: the centre's own words before the built-in ones, by name. @throws Problem `forbidden` */
export async function listTemplates(ctx: AppContext, actor: Actor): Promise<readonly KeptTemplate[]> {
  authorise(NEWS_POLICY, actor, 'read', { centreId: actor.centreId });
  const kept = await readOnly(ctx, actor, (tx) => listTemplateVersions(tx));
  const newest = kept.filter(({ key }, index) => kept.findIndex((one) => one.key === key) === index);
  const own = new Set(newest.map(({ key }) => key));
  return [...BUILT_IN.filter(({ key }) => !own.has(key)), ...newest].sort((a, b) =>
    a.name.localeCompare(b.name, 'vi'),
  );
}

/** Every version of one template, the newest first, the built-in one last. @throws Problem `forbidden`, `not-found` */
export async function getTemplate(
  ctx: AppContext,
  actor: Actor,
  key: string,
): Promise<readonly [KeptTemplate, ...KeptTemplate[]]> {
  authorise(NEWS_POLICY, actor, 'read', { centreId: actor.centreId });
  const kept = await readOnly(ctx, actor, (tx) => listTemplateVersions(tx, key));
  const [first, ...rest] = [...kept, ...BUILT_IN.filter((one) => one.key === key)];
  if (first === undefined) {
    throw new Problem('not-found', { detail: templateMessages('vi')('unknown') });
  }
  return [first, ...rest];
}
