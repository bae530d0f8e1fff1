import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { DeviceUnreachable } from '#platform/devices/address.ts';
import { BrokenAnswer } from '#platform/devices/http.ts';
import { probeHttp, probeOnvif, probeRtsp, probeTcp } from '#platform/devices/probe.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { askEscpos } from '#platform/print/escpos-line.ts';
import { IppFormatError } from '#platform/print/ipp.ts';
import { askIpp, IppRefusal } from '#platform/print/ipp-printer.ts';
import { askScanner, ScanError } from '#platform/scanning/escl.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import * as repo from '../repo/equipment.ts';
import {
  down,
  healthOfCamera,
  healthOfHeartbeat,
  healthOfLine,
  healthOfPrinter,
  healthOfScanner,
} from '../rules/health.ts';
import type { Connection, Equipment, Health } from '../schema.ts';
import { matchEnrolments } from './match-enrolments.ts';
import { noteHealthIn } from './note-health.ts';
import { t } from './shared.ts';

/** Machines that are looked at together: enough to be through in a minute, few enough for a small network. */
const AT_ONCE = 8;

/** What a scanner's refusal means for its state. */
function scannerHealth({ failure }: ScanError): Health {
  switch (failure) {
    case 'refused':
    case 'timeout':
    case 'address':
    case 'jam':
    case 'cover':
      return down(failure);
    default:
      return down('strange');
  }
}

async function ask(connection: Connection, now: Temporal.Instant): Promise<Health> {
  switch (connection.protocol) {
    case 'escpos':
      return healthOfPrinter(await askEscpos(connection));
    case 'ipp':
      return healthOfPrinter(await askIpp(connection));
    case 'escl':
      return healthOfScanner(await askScanner(connection));
    case 'onvif': {
      const found = await probeOnvif(connection);
      return found.alive ? healthOfCamera(found.clock, now) : healthOfLine(found);
    }
    case 'rtsp':
      return healthOfLine(await probeRtsp(connection));
    case 'http':
      return healthOfLine(await probeHttp(connection, connection.tls));
    case 'raw':
    case 'tcp':
      return healthOfLine(await probeTcp(connection));
    default:
      return connection.protocol satisfies never;
  }
}

/** Asks a machine over the network how it is. Whatever it answers is a state; only our own mistakes are errors. */
export async function examine(connection: Connection, now: Temporal.Instant): Promise<Health> {
  try {
    return await ask(connection, now);
  } catch (error) {
    if (error instanceof DeviceUnreachable) {
      return down(error.failure);
    }
    if (error instanceof ScanError) {
      return scannerHealth(error);
    }
    if (error instanceof BrokenAnswer || error instanceof IppRefusal || error instanceof IppFormatError) {
      return down('strange');
    }
    throw error;
  }
}

async function lookAtOne(ctx: AppContext, piece: Equipment): Promise<void> {
  const now = ctx.clock.now();
  if (piece.connection !== null) {
    const health = await examine(piece.connection, now);
    await inTransaction(ctx, piece, (tx) => noteHealthIn(tx, ctx, piece, health));
    return;
  }
  if (piece.enrolmentId !== null) {
    const health = healthOfHeartbeat(piece.checkedAt, now);
    // Only silence is news here: signs of life come by themselves.
    if (health.state === 'down' && piece.state !== 'down') {
      await inTransaction(ctx, piece, (tx) =>
        noteHealthIn(tx, ctx, piece, health, piece.checkedAt ?? undefined),
      );
    }
  }
}

/** Looks at one machine now. @throws Problem `forbidden`, `not-found` */
export async function lookAt(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.look', actor);
  const piece = await readOnly(ctx, actor, (tx) => repo.findEquipment(tx, id));
  if (piece === undefined) {
    throw new Problem('not-found', { detail: t('not-found') });
  }
  await lookAtOne(ctx, piece);
}

/** Looks at everything of the actor's centre that is in use and can be looked at. @throws Problem `forbidden` */
export async function lookAround(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(EQUIPMENT_POLICY, actor, 'equipment.look', actor);
  await matchEnrolments(ctx, actor.centreId);
  const all = await readOnly(ctx, actor, (tx) => repo.listEquipment(tx));
  const waiting = all.filter(({ active }) => active);
  const worker = async () => {
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
      await lookAtOne(ctx, piece);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
