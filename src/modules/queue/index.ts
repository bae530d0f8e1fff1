import type { Module } from '#platform/module.ts';
import { mountQueueApi } from './api.ts';

/** Tickets, calls, counters and boards (lấy số, gọi số). */
export const queueModule: Module = {
  name: 'queue',
  api: mountQueueApi,
};
