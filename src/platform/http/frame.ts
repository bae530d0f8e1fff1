import type { FastifyRequest } from 'fastify';
import { createContext } from 'preact';
import { type Look, lookOf } from './look.ts';

/** What an upper module tells the frame of a page, which stands below it. */
export interface FrameFacts {
  /** How many things the signed-in officer is reminded of; left out where nobody counts. */
  readonly notices?: number;
  /** This installation is a centre's layer: what is done in the provincial system is not offered. */
  readonly layer?: boolean;
  /** The centre of the signed-in officer: "Trung tâm Phục vụ hành chính công xã Hoa Lộc". */
  readonly centre?: string;
  /** The newest live event when the page began to be made. */
  readonly since?: string;
  /** How the browser asks our citizens' pages to look. */
  readonly look?: Look;
}

/** Read by the officers' frame. */
export const FrameContext = createContext<FrameFacts>({});

const facts = new WeakMap<FastifyRequest, FrameFacts>();

/** Told before the handler runs, e.g. in a `preHandler`. */
export function setFrame(request: FastifyRequest, frame: FrameFacts): void {
  facts.set(request, { ...facts.get(request), ...frame });
}

/** What the frame of the request's page knows. */
export function frameOf(request: FastifyRequest): FrameFacts {
  return { look: lookOf(request), ...facts.get(request) };
}
