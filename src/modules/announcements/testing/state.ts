import type pg from 'pg';

const TABLES = [
  'news',
  'news_revisions',
  'news_approvals',
  'news_audio',
  'news_deliveries',
  'news_channels',
  'news_contacts',
  'news_listeners',
  'news_speakers',
  'news_airings',
  'news_templates',
  'circuits',
];

/** Everything that a refused act must have left as it was, behind row-level security's back. */
export async function newsState(owner: pg.Pool): Promise<readonly unknown[]> {
  return Promise.all(
    TABLES.map(async (table) => {
      const digest = `select count(*)::int as n, md5(string_agg(x::text, '' order by x::text)) from ${table} x`;
      return (await owner.query(digest)).rows[0];
    }),
  );
}
