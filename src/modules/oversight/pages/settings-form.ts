import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { settingsMessages } from '../messages/settings.ts';
import { ChangeWarningsInput, WarningLevel, type WarningSettings } from '../schema/settings.ts';

const t = settingsMessages('vi');
const HOUR = 60;
const MOST_HOURS = 800;

/** Kinds that are reached by what is left, and those reached after the end. */
export const LEFT_KINDS = ['term', 'stepSoon'] as const;
export const OVER_KINDS = ['overdue', 'step'] as const;

/** The settings as the form shows them: one field for each kind, level and figure. */
export function valuesOf(settings: WarningSettings): FormValues {
  const values: Record<string, string> = { idleHours: String(settings.idleHours) };
  for (const kind of LEFT_KINDS) {
    for (const rung of settings[kind]) {
      values[`${kind}-${rung.level}-share`] = String(Math.round(rung.shareLeft * 100));
      values[`${kind}-${rung.level}-hours`] = String(rung.maxMinutes / HOUR);
    }
  }
  for (const kind of OVER_KINDS) {
    for (const rung of settings[kind]) {
      values[`${kind}-${rung.level}-hours`] = String(rung.afterMinutes / HOUR);
    }
  }
  const [quiet] = settings.quiet;
  return quiet === undefined ? values : { ...values, quietFrom: quiet.from, quietTo: quiet.to };
}

function text(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : '';
}

/** Reads figures from text fields; what cannot be read is noted by its field. */
class Reader {
  readonly errors: FieldError[] = [];
  readonly values: FormValues;

  constructor(values: FormValues) {
    this.values = values;
  }

  /** A number from 0 to `most`, in the Vietnamese way of writing too; null when left empty or wrong. */
  number(name: string, most: number): number | null {
    const typed = text(this.values, name);
    if (typed === '') {
      return null;
    }
    const value = Number(typed.replace(',', '.'));
    if (Number.isFinite(value) && value >= 0 && value <= most) {
      return value;
    }
    this.errors.push({ path: name, message: t('numberWrong', { most }) });
    return null;
  }

  left(kind: (typeof LEFT_KINDS)[number]): WarningSettings['term'] {
    return WarningLevel.options.flatMap((level) => {
      const share = this.number(`${kind}-${level}-share`, 100);
      const hours = this.number(`${kind}-${level}-hours`, MOST_HOURS);
      const given = [`${kind}-${level}-share`, `${kind}-${level}-hours`].filter(
        (name) => text(this.values, name) !== '',
      );
      if (given.length === 1) {
        this.errors.push({ path: given[0] ?? '', message: t('bothNeeded') });
      }
      return share === null || hours === null
        ? []
        : [{ level, shareLeft: share / 100, maxMinutes: Math.round(hours * HOUR) }];
    });
  }

  over(kind: (typeof OVER_KINDS)[number]): WarningSettings['overdue'] {
    return WarningLevel.options.flatMap((level) => {
      const hours = this.number(`${kind}-${level}-hours`, MOST_HOURS);
      return hours === null ? [] : [{ level, afterMinutes: Math.round(hours * HOUR) }];
    });
  }

  quiet(): WarningSettings['quiet'] {
    const [from, to] = [text(this.values, 'quietFrom'), text(this.values, 'quietTo')];
    if ((from === '') !== (to === '')) {
      this.errors.push({ path: from === '' ? 'quietFrom' : 'quietTo', message: t('quietBoth') });
    }
    return from === '' || to === '' ? [] : [{ from, to }];
  }
}

/** What was typed as input of the command, or what is wrong by field. */
export function readWarnings(
  values: FormValues,
):
  | { readonly ok: true; readonly input: ChangeWarningsInput }
  | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const reader = new Reader(values);
  const settings = {
    term: reader.left('term'),
    stepSoon: reader.left('stepSoon'),
    overdue: reader.over('overdue'),
    step: reader.over('step'),
    quiet: reader.quiet(),
    idleHours: reader.number('idleHours', 400) ?? undefined,
  };
  const parsed = ChangeWarningsInput.safeParse({
    effectiveFrom: text(values, 'effectiveFrom') || undefined,
    source: text(values, 'source') || undefined,
    settings,
  });
  const errors = [
    ...reader.errors,
    ...(parsed.success
      ? []
      : parsed.error.issues.map((issue) => ({
          path: String(issue.path.at(-1) ?? 'effectiveFrom'),
          message: issue.message,
        }))),
  ];
  return parsed.success && errors.length === 0 ? { ok: true, input: parsed.data } : { ok: false, errors };
}
