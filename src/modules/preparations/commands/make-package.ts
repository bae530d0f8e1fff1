import { pdfOfPhotos } from '#modules/documents/commands/citizen-file.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Lang } from '#platform/i18n.ts';
import { localDay } from '#platform/time.ts';
import { slug } from '#platform/vietnamese.ts';
import { pageMessages } from '../messages-pages.ts';
import { getAssisted, getHeld, type Held } from '../queries.ts';
import { formLines, peopleLines } from '../rules/summary.ts';
import type { PreparedFile } from '../schema.ts';
import { preparedFileKey } from '../store-keys.ts';
import { makeZip, type ZipEntry } from '../zip.ts';
import { filledFormOf } from './filled-form.ts';

const NAME_LENGTH = 60;

/** "01-to-khai-dang-ky-khai-sinh.pdf": in the order of the list, in letters that every upload form takes. */
function fileName(no: number, words: string, part: number, parts: number): string {
  const name = slug(words).slice(0, NAME_LENGTH).replace(/-+$/, '');
  const which = parts > 1 ? `-${part}` : '';
  return `${String(no).padStart(2, '0')}-${name === '' ? 'giay-to' : name}${which}.pdf`;
}

async function piecesOf(
  ctx: AppContext,
  held: Held,
  files: readonly PreparedFile[],
): Promise<readonly Uint8Array[]> {
  const { centreId } = held.preparation;
  const read = (file: PreparedFile) => ctx.storage.get(preparedFileKey({ ...file, centreId }));
  const photos = files.filter(({ mediaType }) => mediaType === 'image/jpeg');
  const rest = files.filter(({ mediaType }) => mediaType !== 'image/jpeg');
  const drawn = photos.length === 0 ? [] : [await pdfOfPhotos(await Promise.all(photos.map(read)))];
  return [...drawn, ...(await Promise.all(rest.map(read)))];
}

/** What was answered, to be typed or compared at the portal. The byte mark lets every editor read the letters. */
function guide(held: Held, names: readonly string[], today: string, lang: Lang): ZipEntry {
  const t = pageMessages(lang);
  const { body } = held.preparation;
  const answered = [...peopleLines(body, lang), ...formLines(body, held.form, today, lang)];
  const brought = held.procedure.components.filter(({ id }) => {
    const way = body.papers[id];
    return way === 'original' || way === 'copy' || way === 'shown';
  });
  const lines = [
    t('guide-head'),
    `${held.preparation.procedureName} (${held.preparation.procedureCode})`,
    held.portalHref,
    '',
    ...answered.map(({ label, value }) => `${label}: ${value}`),
    '',
    `${t('guide-files')}:`,
    ...names.map((name) => `- ${name}`),
    ...(brought.length === 0
      ? []
      : ['', `${t('guide-brought')}:`, ...brought.map(({ name }) => `- ${name}`)]),
  ];
  return { name: '00-huong-dan.txt', bytes: Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8') };
}

/** A package as it is downloaded. */
interface Package {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Everything that was prepared as one ZIP to be filed at the portal: one PDF a paper, named by it, and a guide with the
 * answers. Files that wait for the scanner are left out.
 */
async function packageOf(ctx: AppContext, held: Held, lang: Lang): Promise<Package> {
  const clean = held.files.filter(({ state }) => state === 'clean');
  const form = await filledFormOf(ctx, held.preparation);
  const entries: ZipEntry[] =
    form === null ? [] : [{ name: fileName(1, form.name, 1, 1), bytes: form.bytes }];
  let no = entries.length;
  for (const component of held.procedure.components) {
    const own = clean.filter(({ paperKey }) => paperKey === component.id);
    if (own.length === 0) {
      continue;
    }
    no += 1;
    const pieces = await piecesOf(ctx, held, own);
    pieces.forEach((bytes, part) => {
      entries.push({ name: fileName(no, component.name, part + 1, pieces.length), bytes });
    });
  }
  const names = entries.map(({ name }) => name);
  return {
    name: `${pageMessages(lang)('package-name')}-${held.preparation.procedureCode}.zip`,
    bytes: makeZip([guide(held, names, localDay(ctx.clock.now()).toString(), lang), ...entries]),
  };
}

/** The package for whoever holds the address of the draft. @throws Problem `gone`, `forbidden` */
export async function makePackage(
  ctx: AppContext,
  actor: Actor,
  token: string,
  lang: Lang,
): Promise<Package> {
  return packageOf(ctx, await getHeld(ctx, actor, token), lang);
}

/** The package for the officer who files together with the citizen. @throws Problem `forbidden`, `not-found` */
export async function makeAssistedPackage(
  ctx: AppContext,
  actor: StaffActor,
  assistId: string,
  lang: Lang,
): Promise<Package> {
  return packageOf(ctx, await getAssisted(ctx, actor, assistId), lang);
}
