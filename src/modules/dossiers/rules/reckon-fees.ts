import { computeFees } from '#modules/procedures/rules/fees.ts';
import type { FeeQuantity } from '#modules/procedures/schema/fee-choice.ts';
import type { Fee, Channel as ListChannel } from '#modules/procedures/schema.ts';
import type { Channel, FeeLine, FeeLineEntry } from '../schema.ts';

const CHANNELS = { direct: 'in-person', online: 'online', postal: 'postal' } as const satisfies Record<
  Channel,
  ListChannel
>;

/** A way of handing in, in the words of the fee list. */
export function listChannel(channel: Channel): ListChannel {
  return CHANNELS[channel];
}

/** What keeps a line from being received as it was entered, and the part of the line that shows it. */
export type FeeFault =
  | { readonly code: 'fee-list-changed' | 'fee-not-asked'; readonly field: 'amount' }
  | { readonly code: 'fee-exemption'; readonly field: 'exemption' }
  | { readonly code: 'fee-differs'; readonly field: 'amount'; readonly listVnd: number };

interface Reckoning {
  /** Null when nothing is charged: a fee of a case that is not this one, or one without a known amount that was left open. */
  readonly line: FeeLine | null;
  readonly fault: FeeFault | null;
}

const ONE: readonly FeeQuantity[] = [{ units: 1, times: 1 }];

/** A fee that is always asked counts once when no quantity was named; one of a special case is not asked then. */
function quantitiesOf(fee: Fee, named: readonly FeeQuantity[]): readonly FeeQuantity[] {
  return named.length === 0 && fee.condition === undefined ? ONE : named;
}

function faultOf(code: string | undefined): FeeFault {
  return code === 'exemption-not-applicable'
    ? { code: 'fee-exemption', field: 'exemption' }
    : { code: 'fee-not-asked', field: 'amount' };
}

/** One line worked out by the list in force; `fault` says why it cannot be received like this. An empty amount is the list's. */
function reckonLine(
  entry: FeeLineEntry,
  fees: readonly Fee[],
  channel: Channel,
  on: Temporal.PlainDate,
): Reckoning {
  const { name, amount, choice } = entry;
  if (choice === undefined) {
    return { line: { name, amount: amount ?? 0 }, fault: null };
  }
  const fee = fees[choice.fee];
  if (fee === undefined || fee.name !== name) {
    return {
      line: { name, amount: amount ?? 0 },
      fault: { code: 'fee-list-changed', field: 'amount' },
    };
  }
  const quantities = [...quantitiesOf(fee, choice.quantities)];
  const exemption = choice.exemption === null ? undefined : fee.exemptions[choice.exemption];
  const kept = {
    fee: choice.fee,
    quantities,
    baseVnd: null,
    listVnd: null,
    exemption:
      choice.exemption === null || exemption === undefined
        ? null
        : { place: choice.exemption, who: exemption.who, legalBasis: exemption.legalBasis ?? null },
    reason: choice.reason,
  };
  if (fee.amountVnd === null) {
    return { line: amount === undefined ? null : { name, amount, reckoned: kept }, fault: null };
  }
  const result = computeFees(
    fees,
    [
      {
        fee: choice.fee,
        quantities,
        exemptions: choice.exemption === null ? [] : [choice.exemption],
        enteredVnd: null,
      },
    ],
    listChannel(channel),
    on,
  );
  const computed = result.ok ? result.lines[0] : undefined;
  if (computed === undefined) {
    const code = result.ok ? undefined : result.problems[0]?.code;
    return { line: { name, amount: amount ?? 0, reckoned: kept }, fault: faultOf(code) };
  }
  const { baseVnd, amountVnd: listVnd } = computed;
  const asked = amount ?? listVnd;
  const differs = asked !== listVnd;
  const line = {
    name,
    amount: asked,
    reckoned: { ...kept, baseVnd, listVnd, reason: differs ? choice.reason : '' },
  };
  return {
    line: asked === 0 && baseVnd === 0 ? null : line,
    fault: differs && choice.reason === '' ? { code: 'fee-differs', field: 'amount', listVnd } : null,
  };
}

/** The lines to keep, and the first fault with the place of its entry. */
export interface ReckonedFees {
  readonly lines: FeeLine[];
  readonly fault: { readonly fault: FeeFault; readonly at: number; readonly entry: FeeLineEntry } | null;
}

/**
 * What a dossier owes by what the counter entered: each line that names a fee of the list is worked out (Luật Phí và lệ phí: the list decides, not the
 * counter), and another sum stands only with its reason.
 * @param on local day of receipt
 */
export function reckonFees(
  entries: readonly FeeLineEntry[],
  fees: readonly Fee[],
  channel: Channel,
  on: Temporal.PlainDate,
): ReckonedFees {
  const all = entries.map((entry, at) => ({ entry, at, ...reckonLine(entry, fees, channel, on) }));
  const faulty = all.find(({ fault }) => fault !== null);
  return {
    lines: all.flatMap(({ line }) => (line === null ? [] : [line])),
    fault:
      faulty === undefined || faulty.fault === null
        ? null
        : { fault: faulty.fault, at: faulty.at, entry: faulty.entry },
  };
}
