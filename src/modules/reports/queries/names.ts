import { listUnitsIn } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Lang } from '#platform/i18n.ts';
import { messages } from '../messages.ts';
import { procedureNames } from '../repo/figures.ts';
import { type Dimension, ReportChannel } from '../schema.ts';
import { reportMessages } from '../sheet-messages.ts';

/** "Trực tuyến toàn trình", "Trực tiếp". */
export function channelInWords(channel: ReportChannel, lang: Lang = 'vi'): string {
  const t = messages(lang);
  switch (channel) {
    case 'online-full':
      return t('channelOnlineFull');
    case 'online-partial':
      return t('channelOnlinePartial');
    case 'postal':
      return t('channelPostal');
    case 'direct':
      return t('channelDirect');
    default:
      return channel satisfies never;
  }
}

/** How the keys of a dimension are called. Unknown ones keep their key, so that no line is lost. */
export async function namesOf(
  tx: Tx,
  centre: { readonly id: string; readonly name: string },
  dimension: Dimension,
  lang: Lang,
): Promise<(key: string) => string> {
  const nobody = reportMessages(lang)('nobody-yet');
  switch (dimension) {
    case 'field':
    case 'field_group':
      return (key) => key;
    case 'channel':
      return (key) => channelInWords(ReportChannel.parse(key), lang);
    case 'procedure_code': {
      const names = await procedureNames(tx);
      return (key) => (names.has(key) ? `${names.get(key)} (${key})` : key);
    }
    case 'unit_id': {
      const names = new Map((await listUnitsIn(tx, centre.id)).map((unit) => [unit.id, unit.name]));
      names.set(centre.id, centre.name);
      return (key) => (key === '' ? nobody : (names.get(key) ?? key));
    }
    case 'officer_id': {
      const names = new Map((await listAccountsIn(tx)).map((one) => [one.id, one.displayName]));
      return (key) => (key === '' ? nobody : (names.get(key) ?? key));
    }
    default:
      return dimension satisfies never;
  }
}
