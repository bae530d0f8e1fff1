import { computeFees, isFeeAsked, usableExemptions } from '#modules/procedures/rules/fees.ts';
import type { FeeQuantity } from '#modules/procedures/schema/fee-choice.ts';
import type { Fee, Procedure } from '#modules/procedures/schema.ts';
import type { FormValues } from '#platform/http/form.ts';
import { listChannel } from '../rules/reckon-fees.ts';
import { Channel } from '../schema.ts';
import { text } from './intake-form.ts';

/** One pair of boxes: how many units, and how many times. Empty texts are boxes that are free. */
export interface QuantityBoxes {
  readonly units: string;
  readonly times: string;
}

/** One fee as the intake form asks for it. */
export interface FeeRow {
  /** Place in the procedure's fee list. */
  readonly place: number;
  readonly fee: Fee;
  readonly boxes: readonly QuantityBoxes[];
  readonly exemptions: readonly number[];
  /** Place of the exemption that was chosen, as text; empty for none. */
  readonly exemption: string;
  /** By the list, in đồng; null where the list names no amount. */
  readonly listVnd: number | null;
  /** What stands in the box of the amount. */
  readonly amount: string;
  readonly reason: string;
}

const COUNT = /^\d{1,5}$/;

/** The line of a fee, wherever it stood on the form; one that was kept without its place is known by its name. */
function lineOf(values: FormValues, place: number, fee: Fee): string | undefined {
  const lines = Object.keys(values).flatMap((key) => /^fee\.lines\.\d{1,2}(?=\.name$)/.exec(key)?.[0] ?? []);
  return (
    lines.find((line) => text(values, `${line}.fee`) === String(place)) ??
    lines.find((line) => !(`${line}.fee` in values) && text(values, `${line}.name`) === fee.name)
  );
}

function boxesOf(values: FormValues, line: string | undefined, fee: Fee): readonly QuantityBoxes[] {
  const given =
    line === undefined
      ? []
      : Array.from({ length: 200 }, (_, i) => `${line}.quantities.${i}`)
          .filter((name) => text(values, `${name}.units`) !== '')
          .map((name) => ({
            units: text(values, `${name}.units`),
            times: text(values, `${name}.times`) || '1',
          }));
  const first = { units: fee.condition === undefined ? '1' : '0', times: '1' };
  const some = given.length === 0 ? [first] : given;
  // Documents of different length are counted apart: one free row is always there.
  return fee.unit === 'page' ? [...some, { units: '', times: '' }] : some;
}

function quantitiesOf(boxes: readonly QuantityBoxes[]): FeeQuantity[] {
  return boxes.flatMap(({ units, times }) =>
    COUNT.test(units) && Number(units) > 0 && COUNT.test(times) && Number(times) > 0
      ? [{ units: Number(units), times: Number(times) }]
      : [],
  );
}

/**
 * The fees that the form asks for on a local day, with what was typed and what the list makes of it. An amount that was only proposed follows the
 * quantities; one that the officer wrote stays.
 */
export function feeRows(procedure: Procedure, values: FormValues, on: Temporal.PlainDate): readonly FeeRow[] {
  const channel = listChannel(Channel.catch('direct').parse(text(values, 'channel')));
  return procedure.fees.flatMap((fee, place): FeeRow[] => {
    if (!isFeeAsked(fee, channel, on)) {
      return [];
    }
    const line = lineOf(values, place, fee);
    const typed = (part: string) => (line === undefined ? '' : text(values, `${line}.${part}`));
    const exemptions = usableExemptions(fee, channel, on);
    const exemption = exemptions.map(String).find((one) => one === typed('exemption')) ?? '';
    const boxes = boxesOf(values, line, fee);
    const choice = {
      fee: place,
      quantities: quantitiesOf(boxes),
      exemptions: exemption === '' ? [] : [Number(exemption)],
      enteredVnd: null,
    };
    const result = fee.amountVnd === null ? null : computeFees(procedure.fees, [choice], channel, on);
    const listVnd = result?.ok === true ? result.totalVnd : null;
    const own = typed('amount') !== '' && typed('amount') !== typed('proposed');
    return [
      {
        place,
        fee,
        boxes,
        exemptions,
        exemption,
        listVnd,
        amount: own || listVnd === null ? typed('amount') : listVnd.toLocaleString('vi-VN'),
        reason: typed('reason'),
      },
    ];
  });
}
