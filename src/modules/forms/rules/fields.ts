import type { FormDefinition, FormField, FormPage } from '../schema.ts';

/** A field by its name, also inside a group; null when there is none. */
export function findField(form: FormDefinition, key: string): FormField | null {
  for (const page of form.pages) {
    for (const field of page.fields) {
      if (field.key === key) {
        return field;
      }
      const inner = field.kind === 'group' ? field.fields.find((one) => one.key === key) : undefined;
      if (inner !== undefined) {
        return inner;
      }
    }
  }
  return null;
}

/** A page by its name; null when there is none. */
export function findPage(form: FormDefinition, key: string): FormPage | null {
  return form.pages.find((page) => page.key === key) ?? null;
}
