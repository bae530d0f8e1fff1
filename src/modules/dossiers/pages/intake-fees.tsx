import { Button, errorFor, Field, Select } from '#ui/components.ts';
import type { FeeRow } from './intake-fee-rows.ts';
import { text } from './intake-form.ts';
import type { IntakeView } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');
const dong = (amount: number) => amount.toLocaleString('vi-VN');

function Quantities({ view, row, name }: { view: IntakeView; row: FeeRow; name: string }) {
  const paged = row.fee.unit === 'page';
  return (
    <>
      {row.boxes.map(({ units, times }, at) => {
        const box = `${name}.quantities.${at}`;
        const more = at > 0 ? `, ${t('feeMore')}` : '';
        return (
          <div class="pair" key={box}>
            <Field
              name={`${box}.units`}
              label={`${t(`fee-${row.fee.unit}`)}${more}`}
              value={units}
              inputmode="numeric"
              width="short"
              error={errorFor(view.errors, `${box}.units`)}
            />
            {paged ? (
              <Field
                name={`${box}.times`}
                label={`${t('feeCopies')}${more}`}
                value={times}
                inputmode="numeric"
                width="short"
                error={errorFor(view.errors, `${box}.times`)}
              />
            ) : null}
          </div>
        );
      })}
    </>
  );
}

function Relief({ view, row, name }: { view: IntakeView; row: FeeRow; name: string }) {
  const options = row.exemptions.flatMap((place) => {
    const one = row.fee.exemptions[place];
    if (one === undefined) {
      return [];
    }
    const { who, amountVnd, legalBasis } = one;
    const label =
      legalBasis === undefined
        ? t('feeReliefPlain', { who, amount: dong(amountVnd) })
        : t('feeReliefOne', { who, amount: dong(amountVnd), basis: legalBasis });
    return [{ value: String(place), label }];
  });
  const field = `${name}.exemption`;
  return options.length === 0 ? null : (
    <Select
      name={field}
      label={t('feeRelief')}
      hint={t('feeReliefHint')}
      blank={t('feeReliefNone')}
      value={row.exemption}
      options={options}
      error={errorFor(view.errors, field)}
    />
  );
}

function OneFee({ view, row, at }: { view: IntakeView; row: FeeRow; at: number }) {
  const name = `fee.lines.${at}`;
  const { fee, listVnd } = row;
  const differs = listVnd !== null && row.amount.replaceAll('.', '') !== String(listVnd);
  const amountError = errorFor(view.errors, `${name}.amount`);
  return (
    <div class="stack-s" data-fee={listVnd === null ? undefined : row.place}>
      <input type="hidden" name={`${name}.name`} value={fee.name} />
      <input type="hidden" name={`${name}.fee`} value={row.place} />
      {listVnd === null ? null : (
        <>
          <input type="hidden" name={`${name}.proposed`} value={dong(listVnd)} />
          {fee.condition === undefined ? null : (
            <p class="small">{t('feeWhen', { condition: fee.condition })}</p>
          )}
          <Quantities view={view} row={row} name={name} />
          <Relief view={view} row={row} name={name} />
        </>
      )}
      <Field
        name={`${name}.amount`}
        label={t('feeAmount', { name: fee.name })}
        hint={fee.text}
        value={row.amount}
        error={amountError}
        inputmode="numeric"
        width="short"
      />
      {listVnd === null ? null : (
        <>
          <p class="soft small" data-fee-list="" aria-live="polite">
            {t('feeByList', { amount: dong(listVnd) })}
          </p>
          <details open={differs || row.reason !== '' || amountError !== undefined}>
            <summary class="small">{t('feeOther')}</summary>
            <Field
              name={`${name}.reason`}
              label={t('feeReason')}
              value={row.reason}
              maxlength={500}
              error={errorFor(view.errors, `${name}.reason`)}
            />
          </details>
        </>
      )}
    </div>
  );
}

/** The charges of the chosen procedure: how many, which exemption, what that comes to by the list, and how it was paid. */
export function Fees({ view }: { view: IntakeView }) {
  const charged = view.fees.filter(({ fee }) => fee.amountVnd !== 0);
  if (charged.length === 0) {
    return (
      <div>
        <h3>{t('fee')}</h3>
        <p>{t('feeNone')}</p>
      </div>
    );
  }
  return (
    <div class="stack-s" data-fees="">
      <h3>{t('fee')}</h3>
      {charged.map((row, at) => (
        <OneFee key={row.place} view={view} row={row} at={at} />
      ))}
      {charged.some(({ listVnd }) => listVnd !== null) ? (
        <Button name="do" value="refresh">
          {t('feeAgain')}
        </Button>
      ) : null}
      <Select
        name="fee.method"
        label={t('feePaid')}
        blank={t('feeLater')}
        value={text(view.values, 'fee.method')}
        options={(['cash', 'transfer', 'card'] as const).map((key) => ({ value: key, label: t(key) }))}
      />
    </div>
  );
}
