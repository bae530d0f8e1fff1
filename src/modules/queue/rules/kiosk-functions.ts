import type { EquipmentState } from '#modules/equipment/schema.ts';

/**
 * What a ki-ốt thông minh lets people do by themselves (Nghị định 118/2025/NĐ-CP, Điều 3 khoản 9, sửa đổi bởi
 * Nghị định 309/2026), and what the hall adds.
 */
export const KIOSK_FUNCTIONS = [
  'ticket',
  'look-up',
  'filing',
  'card',
  'vneid',
  'payment',
  'result',
  'print',
  'help',
] as const;
export type KioskFunction = (typeof KIOSK_FUNCTIONS)[number];

/**
 * How a function stands. `ready`: works here and now; `guided`: the kiosk shows the way, the person goes on elsewhere (their phone, a
 * counter); `absent`: nothing is connected; `failing`: connected, and not working now.
 */
export type FunctionState = 'ready' | 'guided' | 'absent' | 'failing';

/** Letters (a)–(e) of the definition that a function serves; the others are the hall's own. */
export const FUNCTION_OF_LAW: Readonly<Partial<Record<KioskFunction, 'a' | 'b' | 'c' | 'd' | 'e'>>> = {
  'look-up': 'a',
  filing: 'b',
  card: 'c',
  vneid: 'c',
  payment: 'd',
  result: 'e',
};

/** What is known of the connections behind the functions. */
export interface KioskFacts {
  /** Groups that take numbers. */
  readonly openGroups: number;
  /** Whether the machine that asks is an enrolled kiosk. */
  readonly enrolled: boolean;
  /** How the printer of this place is, as its own health says; undefined where there is none. */
  readonly printer: EquipmentState | undefined;
  /** Whether the last paper of a ticket came out: tells of a printer that does not tell its state. */
  readonly lastSlip: 'done' | 'failed' | undefined;
  /** How the card reader is, as the list of machines says; undefined where none is listed. */
  readonly reader: EquipmentState | undefined;
  /** Whether an ID card was read at a kiosk within the last thirty days. */
  readonly cardRead: boolean;
  /** States that upper modules and connections announced, e.g. payment and VNeID. */
  readonly announced: Readonly<Partial<Record<KioskFunction, FunctionState>>>;
  /** Officers at open counters now. */
  readonly officers: number;
}

function printState({ enrolled, printer, lastSlip }: KioskFacts): FunctionState {
  if (!enrolled || printer === undefined) {
    return 'absent';
  }
  const works = printer === 'unknown' ? lastSlip !== 'failed' : printer !== 'down';
  return works ? 'ready' : 'failing';
}

/** A reader is a keyboard to the kiosk: that it reads is known only by a card that was read, that it is broken by a report. */
function cardState({ reader, cardRead }: KioskFacts): FunctionState {
  if (reader === 'down') {
    return 'failing';
  }
  return cardRead ? 'ready' : 'absent';
}

function stateOf(kind: KioskFunction, facts: KioskFacts): FunctionState {
  switch (kind) {
    case 'ticket':
      return facts.openGroups > 0 ? 'ready' : 'absent';
    case 'look-up':
    case 'result':
      return 'ready';
    case 'filing':
      return 'guided';
    case 'card':
      return cardState(facts);
    case 'vneid':
    case 'payment':
      return 'absent';
    case 'print':
      return printState(facts);
    case 'help':
      return facts.enrolled ? (facts.officers > 0 ? 'ready' : 'failing') : 'absent';
    default:
      return kind satisfies never;
  }
}

/** Every function of a kiosk with its real state; what an upper module announced counts before what is known here. */
export function kioskFunctions(
  facts: KioskFacts,
): readonly { readonly kind: KioskFunction; readonly state: FunctionState }[] {
  return KIOSK_FUNCTIONS.map((kind) => ({ kind, state: facts.announced[kind] ?? stateOf(kind, facts) }));
}

/** Whether the machine may be called a ki-ốt thông minh: all of (a)–(e) work through their connections (Điều 3 khoản 9). */
export function isSmartKiosk(
  functions: readonly { readonly kind: KioskFunction; readonly state: FunctionState }[],
): boolean {
  const works = new Set(
    functions.filter(({ state }) => state === 'ready').map(({ kind }) => FUNCTION_OF_LAW[kind]),
  );
  return (['a', 'b', 'c', 'd', 'e'] as const).every((letter) => works.has(letter));
}
