import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import type { NewsTemplates } from '#platform/db/types.gen.ts';
import { Priority } from '../schema.ts';
import { type KeptTemplate, TemplateField } from '../schema-templates.ts';

function fromRow(row: Selectable<NewsTemplates>): KeptTemplate {
  return {
    key: row.key,
    version: row.version,
    name: row.name,
    priority: Priority.parse(row.priority),
    days: row.days,
    fields: z.array(TemplateField).parse(row.fields),
    title: row.title,
    lines: z.array(z.string()).parse(row.lines),
    active: row.active,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  };
}

/** Every version of every template of the centre, the newest of each first. */
export async function listTemplateVersions(tx: Tx, key?: string): Promise<readonly KeptTemplate[]> {
  const rows = await tx
    .selectFrom('news_templates')
    .selectAll()
    .$if(key !== undefined, (query) => query.where('key', '=', key ?? ''))
    .orderBy('key')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** The key of the template that a request stored before. */
export async function findTemplateRequest(tx: Tx, requestId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('news_templates')
    .select('key')
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row?.key;
}

/** Holds the templates of a centre until the end of the transaction. */
export async function lockTemplates(tx: Tx, centreId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`news-templates:${centreId}`}))`.execute(tx);
}

/** Adds a version. */
export async function insertTemplate(
  tx: Tx,
  centreId: string,
  template: KeptTemplate & { readonly changedAt: Temporal.Instant },
  requestId: string,
): Promise<void> {
  await tx
    .insertInto('news_templates')
    .values({
      centre_id: centreId,
      key: template.key,
      version: template.version,
      name: template.name,
      priority: template.priority,
      days: template.days,
      fields: JSON.stringify(template.fields),
      title: template.title,
      lines: JSON.stringify(template.lines),
      active: template.active,
      changed_by: template.changedBy,
      changed_at: template.changedAt,
      request_id: requestId,
    })
    .execute();
}
