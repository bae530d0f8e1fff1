import type { Module } from '#platform/module.ts';

/** Biểu mẫu, tờ khai điện tử: forms as data, their official papers, the builder. */
export const formsModule: Module = {
  name: 'forms',
};
