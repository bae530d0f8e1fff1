import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFObject,
  PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { sha256 } from './cms.ts';
import { openPdf } from './pdf-file.ts';

/** Entries of a page that are no part of what it shows; its notes are looked at one by one. */
const OF_A_PAGE: ReadonlySet<string> = new Set(['/Annots', '/StructParents', '/Tabs']);
/** What may be added to a signed document that says something about its signatures only. */
const OF_A_STORE: ReadonlySet<string> = new Set(['/DSS', '/Extensions']);

/** A dictionary and whatever it leads to as one digest, without the way back up and some entries of its own. */
function digestOf(doc: PDFDocument, from: PDFDict, without: ReadonlySet<string>): string {
  const seen = new Map<PDFObject, number>();
  const parts: Uint8Array[] = [];
  const say = (text: string) => parts.push(Buffer.from(text));
  const walk = (given: PDFObject | undefined, top: boolean): void => {
    const object = given instanceof PDFRef ? doc.context.lookup(given) : given;
    if (object === undefined) {
      return void say('null;');
    }
    const known = seen.get(object);
    if (known !== undefined) {
      return void say(`#${known};`);
    }
    if (object instanceof PDFDict || object instanceof PDFArray || object instanceof PDFStream) {
      seen.set(object, seen.size);
    }
    if (object instanceof PDFArray) {
      say('[');
      for (const item of object.asArray()) {
        walk(item, false);
      }
      return void say(']');
    }
    const dict = object instanceof PDFStream ? object.dict : object instanceof PDFDict ? object : null;
    if (dict === null) {
      return void say(`${object};`);
    }
    say('<');
    for (const [key, value] of [...dict.entries()].sort(([p], [q]) => (String(p) < String(q) ? -1 : 1))) {
      const name = String(key);
      if (name === '/Parent' || (top && without.has(name))) {
        continue;
      }
      say(name);
      walk(value, false);
    }
    if (object instanceof PDFStream) {
      parts.push(object.getContents());
    }
    say('>');
  };
  walk(from, true);
  return sha256(...parts).toString('hex');
}

/** What a page shows, without its notes. */
const pageDigest = (doc: PDFDocument, page: PDFDict): string => digestOf(doc, page, OF_A_PAGE);

/** Notes of a page that are no signatures: none may come or change after signing. */
function notes(doc: PDFDocument, page: PDFDict): string {
  const annots = page.lookupMaybe(PDFName.of('Annots'), PDFArray);
  const found: string[] = [];
  for (let i = 0; i < (annots?.size() ?? 0); i += 1) {
    const note = annots?.lookupMaybe(i, PDFDict);
    if (note !== undefined && note.get(PDFName.of('FT')) !== PDFName.of('Sig')) {
      found.push(pageDigest(doc, note));
    }
  }
  return found.join();
}

const facesOf = (doc: PDFDocument): string =>
  doc
    .getPages()
    .map(({ node }) => `${pageDigest(doc, node)}:${notes(doc, node)}`)
    .join('|');

/** Whether the pages of an earlier state of a file show what they show now. */
export async function sameFaces(revision: Uint8Array, now: PDFDocument): Promise<boolean> {
  try {
    return facesOf(await openPdf(revision)) === facesOf(now);
  } catch {
    return false;
  }
}

/**
 * Whether nothing but data for checking the signatures (the document security store) was added since an earlier state: everything that the catalogue
 * leads to is the same otherwise.
 */
export async function onlyStoreAdded(revision: Uint8Array, now: PDFDocument): Promise<boolean> {
  const about = (doc: PDFDocument) => {
    const { Info } = doc.context.trailerInfo;
    const info = doc.context.lookupMaybe(Info, PDFDict);
    return [
      digestOf(doc, doc.catalog, OF_A_STORE),
      info === undefined ? '' : digestOf(doc, info, new Set()),
    ].join();
  };
  try {
    return about(await openPdf(revision)) === about(now);
  } catch {
    return false;
  }
}
