import sharp from 'sharp';
import { z } from 'zod';
import { noteHealthIn } from '#modules/equipment/commands/note-health.ts';
import { EQUIPMENT_POLICY } from '#modules/equipment/policy.ts';
import { findEquipmentIn, listEquipmentIn } from '#modules/equipment/queries.ts';
import type { Equipment, Health } from '#modules/equipment/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { ScanError, type ScanFailure, type ScanPatience, scanPages } from '#platform/scanning/escl.ts';
import { checkFile } from '../content/check.ts';
import { type PhotoPage, photoPdf } from '../content/photo-pdf.ts';
import { printMessages } from '../messages-prints.ts';
import { DOCUMENT_POLICY } from '../policy.ts';
import { FilePurpose, type StoredFile, type Subject } from '../schema.ts';
import { uploadFile } from './upload-file.ts';

const t = printMessages('vi');
const JPEG_QUALITY = 85;

/** Input of scanning a paper from a network scanner. */
export const NetworkScanInput = z.object({
  scannerId: z.uuid(t('choose-scanner')),
  title: z.string(t('title-missing')).trim().min(1, t('title-missing')).max(200),
  source: z.enum(['feeder', 'platen'], t('choose-source')).default('feeder'),
  sides: z.enum(['one', 'both']).default('one'),
  colour: z.enum(['grey', 'colour']).default('colour'),
  purpose: FilePurpose.default('component'),
  requestId: z.uuid(),
});
export type NetworkScanInput = z.output<typeof NetworkScanInput>;

function isScanner(piece: Equipment): boolean {
  return piece.active && piece.connection?.protocol === 'escl';
}

/** The network scanners in use, by name. @throws Problem `forbidden` */
export async function listScanners(
  ctx: Pick<AppContext, 'db'>,
  actor: StaffActor,
): Promise<readonly Equipment[]> {
  authorise(EQUIPMENT_POLICY, actor, 'scanners.use', actor);
  return readOnly(ctx, actor, async (tx) => (await listEquipmentIn(tx)).filter(isScanner));
}

/** What a failure says of the scanner; undefined where it is the paper or another person's job. */
function healthAfter(failure: ScanFailure): Health | undefined {
  switch (failure) {
    case 'refused':
    case 'timeout':
    case 'address':
    case 'jam':
    case 'cover':
      return { state: 'down', trouble: failure };
    case 'wrong-type':
    case 'elsewhere':
      return { state: 'down', trouble: 'strange' };
    default:
      return undefined;
  }
}

/** A page as it is stored: checked like every upload, drawn anew, so that nothing hides in it. */
async function cleanPage(page: Buffer, title: string, purpose: FilePurpose): Promise<PhotoPage> {
  const checked = await checkFile(page, title, purpose);
  const { data, info } = await sharp(checked.content)
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height };
}

/**
 * Scans a paper from a network scanner into one stored PDF. A paper is whole or not there: when a page fails, nothing is kept.
 * @throws Problem `forbidden`, `not-found`, `unavailable` with what to do at the scanner, and what {@link checkFile} refuses
 */
export async function scanFromNetwork(
  ctx: AppContext,
  actor: StaffActor,
  input: NetworkScanInput & { readonly subject?: Subject },
  patience?: ScanPatience,
): Promise<StoredFile> {
  authorise(DOCUMENT_POLICY, actor, 'files.upload', actor);
  authorise(EQUIPMENT_POLICY, actor, 'scanners.use', actor);
  const scanner = await readOnly(ctx, actor, (tx) => findEquipmentIn(tx, input.scannerId));
  const connection = scanner?.connection;
  if (scanner === undefined || !isScanner(scanner) || !connection) {
    throw new Problem('not-found', { detail: t('scan.none') });
  }
  const order = {
    source: input.source,
    colour: input.colour === 'colour',
    duplex: input.sides === 'both',
    resolution: 300,
  } as const;
  let pages: readonly Buffer[];
  try {
    pages = await scanPages(connection, order, patience);
  } catch (error) {
    if (!(error instanceof ScanError)) {
      throw error;
    }
    const health = healthAfter(error.failure);
    if (health !== undefined) {
      await inTransaction(ctx, actor, (tx) => noteHealthIn(tx, ctx, scanner, health));
    }
    throw new Problem('unavailable', { detail: t(`scan.failure.${error.failure}`) });
  }
  const photos: PhotoPage[] = [];
  for (const page of pages) {
    photos.push(await cleanPage(page, input.title, input.purpose));
  }
  const { purpose, requestId, subject, title } = input;
  return uploadFile(ctx, actor, {
    bytes: photoPdf(photos),
    name: `${title}.pdf`,
    purpose,
    requestId,
    ...(subject === undefined ? {} : { subject }),
  });
}
