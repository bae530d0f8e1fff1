import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';

/** A small PDF with a cross-reference table, as older programs write it, or streams, as newer ones do. */
export async function plainPdf(form: 'table' | 'streams', pages = 1): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  const font = await doc.embedFont(StandardFonts.Helvetica);
  for (let i = 0; i < pages; i += 1) {
    doc.addPage([595, 842]).drawText(`Ket qua vi du, trang ${i + 1}`, { x: 60, y: 760, size: 14, font });
  }
  return doc.save({ useObjectStreams: form === 'streams' });
}
