import type { ExampleUsername } from '#modules/identity/commands/example/commune.ts';

/** The life that the load leads its dossiers through; the first makes one, each further one takes one on. */
export const WRITES = ['receive', 'complete-step', 'accept-hand-over', 'record-decision'] as const;
export type Write = (typeof WRITES)[number];
export const DOERS = {
  receive: 'tiepnhan1',
  'complete-step': 'tiepnhan1',
  'accept-hand-over': 'chuyenvien.tp',
  'record-decision': 'chuyenvien.tp',
} as const satisfies Record<Write, ExampleUsername>;
export const BODIES = {
  'complete-step': {},
  'accept-hand-over': {},
  'record-decision': { outcome: 'approve', summary: 'Đủ điều kiện đăng ký' },
} as const satisfies Record<Exclude<Write, 'receive'>, object>;

export const READS = [
  'my work',
  'list',
  'list by name',
  'list by number',
  'list by phone',
  'detail',
  'look-up',
] as const;
export type Read = (typeof READS)[number];
