import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { onPresence } from '#platform/http/presence.ts';
import type { Module } from '#platform/module.ts';
import { mountEquipmentApi } from './api.ts';
import { lookAround } from './commands/look.ts';
import { noteSignOfLife } from './commands/note-health.ts';
import { equipmentHealth } from './health.ts';
import { mountEquipmentPages } from './pages/index.ts';

const WATCH = 'equipment.watch';

/** What stands in the hall, how it is, and who mends it (trang thiết bị). */
export const equipmentModule: Module = {
  name: 'equipment',
  api: mountEquipmentApi,
  pages: mountEquipmentPages,
  tasks: {
    [WATCH]: inEveryCentre('equipment', lookAround),
  },
  crons: [{ task: WATCH, cron: '* * * * *' }],
  subscribe(ctx) {
    onPresence(ctx, (device) => noteSignOfLife(ctx, device));
  },
  health: equipmentHealth,
};
