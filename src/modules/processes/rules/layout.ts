import type { ProcessDefinition, ProcessStep } from '../schema.ts';
import { edgesOf, followers } from './graph.ts';

/** Where the box of a step stands, in the units of the picture. */
export interface PlacedStep {
  readonly step: ProcessStep;
  /** Place in the process, from 1. */
  readonly no: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The name in lines that fit the box. */
  readonly lines: readonly string[];
}

/** A way from one step to another: usual, one of several, at the same time as others, or back. */
export interface PlacedWay {
  readonly from: string;
  readonly to: string;
  readonly kind: 'usual' | 'choice' | 'together' | 'back';
  /** SVG path data. */
  readonly path: string;
}

/** A process as a picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly steps: readonly PlacedStep[];
  readonly ways: readonly PlacedWay[];
}

const BOX = 212;
const GAP_X = 26;
const GAP_Y = 44;
const MARGIN = 44;
const LINE = 18;
/** Letters that surely fit a line of a box at the picture's size of text. */
const LETTERS = 23;

/** Breaks a name at its spaces into lines; a word longer than a line is cut. */
export function wrap(text: string, letters = LETTERS): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(/\s+/).flatMap((word) => word.match(new RegExp(`.{1,${letters}}`, 'gu')) ?? []);
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > letters) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The row of each step: one below the lowest of those that lead to it. Circles are cut where they close. */
function rowsOf(steps: readonly ProcessStep[]): ReadonlyMap<string, number> {
  const edges = edgesOf(steps);
  const rows = new Map(steps.map((step) => [step.key, 0]));
  for (let round = 0; round < steps.length; round += 1) {
    for (const step of steps) {
      for (const next of edges.get(step.key) ?? []) {
        const below = (rows.get(step.key) ?? 0) + 1;
        if (below < steps.length && (rows.get(next) ?? 0) < below) {
          rows.set(next, below);
        }
      }
    }
  }
  return rows;
}

function kindOf(step: ProcessStep, place: number, count: number): PlacedWay['kind'] {
  return step.split === 'all' && count > 1 ? 'together' : place === 0 ? 'usual' : 'choice';
}

/** Down from the foot of one box to the head of another; past rows between them it bends beside the boxes. */
function down(from: PlacedStep, to: PlacedStep, far: boolean): string {
  const [x1, y1] = [from.x + from.width / 2, from.y + from.height];
  const [x2, y2] = [to.x + to.width / 2, to.y];
  if (far) {
    const side = Math.max(from.x + from.width, to.x + to.width) + GAP_X / 2;
    return `M${x1} ${y1}C${x1} ${y1 + 26} ${side} ${y1 + 10} ${side} ${y1 + GAP_Y}L${side} ${y2 - GAP_Y}C${side} ${y2 - 10} ${x2} ${y2 - 26} ${x2} ${y2}`;
  }
  const middle = (y1 + y2) / 2;
  return `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}

/** Back up along the left side. */
function up(from: PlacedStep, to: PlacedStep, nth: number): string {
  const [x1, y1] = [from.x, from.y + from.height / 2 - 8];
  const [x2, y2] = [to.x, to.y + to.height / 2 + 8];
  const side = Math.max(6, Math.min(x1, x2) - 16 - (nth % 3) * 9);
  return `M${x1} ${y1}C${side} ${y1} ${side} ${y1} ${side} ${(y1 + y2) / 2}C${side} ${y2} ${side} ${y2} ${x2} ${y2}`;
}

/**
 * Lays a process out from top to bottom: a row for each step that must be done before the next, steps at the same time
 * and choices side by side, ways back along the left. Boxes never overlap, whatever the names.
 */
export function layOut({ steps }: Pick<ProcessDefinition, 'steps'>): Picture {
  const rows = rowsOf(steps);
  const byRow = Map.groupBy(steps, (step) => rows.get(step.key) ?? 0);
  const most = Math.max(1, ...[...byRow.values()].map((row) => row.length));
  const inner = most * BOX + (most - 1) * GAP_X;
  const placed: PlacedStep[] = [];
  let y = 10;
  for (const row of [...byRow.keys()].sort((a, b) => a - b)) {
    const own = byRow.get(row) ?? [];
    const width = own.length * BOX + (own.length - 1) * GAP_X;
    let x = MARGIN + (inner - width) / 2;
    let tallest = 0;
    for (const step of own) {
      const lines = wrap(`${steps.indexOf(step) + 1}. ${step.name}`);
      const height = (lines.length + 2) * LINE + 16;
      placed.push({ step, no: steps.indexOf(step) + 1, x, y, width: BOX, height, lines });
      tallest = Math.max(tallest, height);
      x += BOX + GAP_X;
    }
    y += tallest + GAP_Y;
  }
  const at = new Map(placed.map((one) => [one.step.key, one]));
  const ways: PlacedWay[] = [];
  for (const [i, step] of steps.entries()) {
    const from = at.get(step.key);
    const next = followers(steps, i);
    for (const [place, key] of next.entries()) {
      const to = at.get(key);
      if (from !== undefined && to !== undefined) {
        const far = (rows.get(key) ?? 0) > (rows.get(step.key) ?? 0) + 1;
        const forward = to.y > from.y;
        const kind = kindOf(step, place, next.length);
        ways.push({
          from: step.key,
          to: key,
          kind,
          path: forward ? down(from, to, far) : up(from, to, place),
        });
      }
    }
    for (const [place, key] of step.returnTo.entries()) {
      const to = at.get(key);
      if (from !== undefined && to !== undefined) {
        ways.push({ from: step.key, to: key, kind: 'back', path: up(from, to, place) });
      }
    }
  }
  return { width: inner + MARGIN + GAP_X + 10, height: y - GAP_Y + 12, steps: placed, ways };
}
