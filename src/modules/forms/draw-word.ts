import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  type ISectionOptions,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { type Block, officialBlocks, paperFoot, type Run, type SignaturePlace } from './rules/official.ts';
import type { Answers, FormVersion } from './schema.ts';

const FONT = 'Times New Roman';
/** Word counts type in half points and lengths in twentieths of a point. */
const BODY = 26;
const PAGE = { width: 11_906, height: 16_838, left: 1588, right: 964, top: 1021, bottom: 1134 } as const;
const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
/** A blank in the middle of a line is about a name long; the last one runs to the margin on a dotted tab. */
const SHORT_BLANK = '…'.repeat(14);

function pieces(runs: readonly Run[], toMargin: boolean): readonly TextRun[] {
  return runs.map((run, i) => {
    switch (run.kind) {
      case 'text':
        return new TextRun(run.text);
      case 'answer':
        return new TextRun({ text: run.text, bold: true });
      case 'box':
        return new TextRun(run.ticked ? '☒' : '☐');
      case 'blank':
        return new TextRun(toMargin && i === runs.length - 1 ? '\t' : SHORT_BLANK);
      default:
        return run satisfies never;
    }
  });
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const NO_BORDERS = {
  top: NO_LINE,
  bottom: NO_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: NO_LINE,
  insideVertical: NO_LINE,
} as const;

function centred(text: string, look: { bold?: boolean; italics?: boolean; after?: number } = {}): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: look.after ?? 0 },
    children: [new TextRun({ text, bold: look.bold ?? false, italics: look.italics ?? false })],
  });
}

function signatures(signing: readonly SignaturePlace[]): Table {
  // One who signs alone signs at the right.
  const places = signing.length === 1 ? [{ title: '', note: '', name: '' }, ...signing] : signing;
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    borders: NO_BORDERS,
    rows: [
      new TableRow({
        cantSplit: true,
        children: places.map(
          ({ title, note, name }) =>
            new TableCell({
              children: [
                centred(title, { bold: true }),
                centred(note, { italics: true, after: 1100 }),
                centred(name, { bold: true }),
              ],
            }),
        ),
      }),
    ],
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cells = (texts: readonly string[], bold: boolean) =>
    texts.map(
      (text) => new TableCell({ children: [new Paragraph({ children: [new TextRun({ text, bold })] })] }),
    );
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    rows: [
      new TableRow({ tableHeader: true, children: cells(['STT', ...head], true) }),
      ...rows.map(
        (row, i) => new TableRow({ cantSplit: true, children: cells([String(i + 1), ...row], false) }),
      ),
    ],
  });
}

function block(part: Block): Paragraph | Table {
  switch (part.kind) {
    case 'heading':
      return new Paragraph({
        heading: HeadingLevel.HEADING_2,
        keepNext: true,
        children: [...pieces(part.runs, false)],
      });
    case 'center':
    case 'right':
      return new Paragraph({
        alignment: part.kind === 'center' ? AlignmentType.CENTER : AlignmentType.RIGHT,
        children: [...pieces(part.runs, false)],
      });
    case 'line':
      return new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH, leader: 'dot' }],
        children: [...pieces(part.runs, true)],
      });
    case 'gap':
      return new Paragraph({});
    case 'table':
      return table(part.head, part.rows);
    case 'signatures':
      return signatures(part.places);
    default:
      return part satisfies never;
  }
}

/**
 * The official paper as a Word file (.docx), to go on with in Word: empty, or with the answers in it. No macros, nothing
 * embedded.
 * @param answers cleaned; `{}` for the empty form
 */
export async function drawFormWord(form: FormVersion, answers: Answers, office: string): Promise<Uint8Array> {
  const { definition } = form;
  const number = definition.number;
  const section: ISectionOptions = {
    properties: {
      page: {
        size: { width: PAGE.width, height: PAGE.height },
        margin: { left: PAGE.left, right: PAGE.right, top: PAGE.top, bottom: PAGE.bottom },
      },
    },
    footers: {
      default: new Footer({
        children: [new Paragraph({ children: [new TextRun({ text: paperFoot(form), size: 16 })] })],
      }),
    },
    children: [
      ...(number === undefined
        ? []
        : [
            new Paragraph({
              alignment: AlignmentType.RIGHT,
              children: [new TextRun({ text: number, bold: true, size: 22 })],
            }),
          ]),
      centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true }),
      centred('Độc lập - Tự do - Hạnh phúc', { bold: true, after: 240 }),
      new Paragraph({
        heading: HeadingLevel.HEADING_1,
        alignment: AlignmentType.CENTER,
        children: [new TextRun(definition.name.toLocaleUpperCase('vi'))],
      }),
      ...officialBlocks(definition, answers).map(block),
    ],
  };
  const plain = { font: FONT, color: '000000', bold: true };
  const document = new Document({
    title: definition.name,
    creator: office,
    styles: {
      default: {
        document: {
          run: { font: FONT, size: BODY, language: { value: 'vi-VN' } },
          paragraph: { spacing: { after: 100 } },
        },
        heading1: { run: { ...plain, size: 28 }, paragraph: { spacing: { after: 200 } } },
        heading2: { run: { ...plain, size: BODY }, paragraph: { spacing: { before: 160, after: 80 } } },
      },
    },
    sections: [section],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
