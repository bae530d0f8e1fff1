import type { Module } from '#platform/module.ts';

/** All modules, lowest floor first: the order in which they are mounted, subscribe and set up their example. */
export const MODULES: readonly Module[] = [];
