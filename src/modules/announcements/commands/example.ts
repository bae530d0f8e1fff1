import { listCentres } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Role, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { listNews } from '../repo/news-lists.ts';
import { fillTemplate, NEWS_TEMPLATES } from '../rules/templates.ts';
import { CHANNELS, type Channel, NewsInput, type StoredVersions } from '../schema.ts';
import { approveNews } from './approve.ts';
import { submitNews } from './hand-in.ts';
import { createNews } from './write.ts';

/** Only channels that need no outside system. */
const ON: readonly Channel[] = ['web'];
const VERSIONS: StoredVersions = Object.fromEntries(
  CHANNELS.map((channel) => [channel, { on: ON.includes(channel) }]),
);

function inputOf(key: string, values: Record<string, string>, now: Temporal.Instant): NewsInput | undefined {
  const template = NEWS_TEMPLATES.find((one) => one.key === key);
  if (template === undefined) {
    return undefined;
  }
  const local = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'minute' });
  const { title, body } = fillTemplate(template, values);
  return NewsInput.parse({
    requestId: newId(),
    title,
    body,
    validFrom: local(now),
    validTo: local(now.add({ hours: 24 * template.days })),
    airTimes: '05:30, 17:00',
  });
}

/** The example commune's news: one that is out, one that is being written. Repeatable: a centre that has news keeps it. */
export async function setUpExampleNews(ctx: AppContext): Promise<void> {
  const now = ctx.clock.now();
  for (const centre of await listCentres(ctx)) {
    const scope = { centreId: centre.id };
    const known = await readOnly(ctx, scope, async (tx) => [
      ...(await listNews(tx, 'open', now, 1)),
      ...(await listNews(tx, 'live', now, 1)),
      ...(await listNews(tx, 'archive', now, 1)),
    ]);
    const accounts = await readOnly(ctx, scope, listAccountsIn);
    const person = (role: Role): StaffActor | undefined => {
      const found = accounts.find(({ roles }) => roles.includes(role));
      return (
        found && {
          kind: 'staff',
          accountId: found.id,
          centreId: found.centreId,
          unitId: found.unitId,
          roles: found.roles,
          displayName: found.displayName,
          position: found.position,
        }
      );
    };
    const writer = person('receptionist');
    const leader = person('centre-director');
    const hours = inputOf(
      'ngay-nghi',
      { dip: 'Quốc khánh 2/9', nghitu: '2026-09-01', nghiden: '2026-09-02', lamlai: '2026-09-03' },
      now,
    );
    const fee = inputOf(
      'le-phi',
      {
        thutuc: 'cấp bản sao trích lục hộ tịch',
        muccu: '8.000 đồng một bản',
        mucmoi: '4.000 đồng một bản khi nộp trực tuyến',
        tungay: '2026-10-01',
        cancu: 'nghị quyết ví dụ của Hội đồng nhân dân tỉnh',
      },
      now,
    );
    if (known.length > 0 || !writer || !leader || !hours || !fee) {
      continue;
    }
    const id = await createNews(ctx, writer, hours, undefined, VERSIONS);
    await submitNews(ctx, writer, id, 0);
    await approveNews(ctx, leader, id, { requestId: newId(), edits: 0, reason: '' });
    await createNews(ctx, writer, fee, undefined);
  }
}
