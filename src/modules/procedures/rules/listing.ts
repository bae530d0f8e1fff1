/**
 * What the public listing of a procedure must show (NĐ 63/2010 Điều 8 k.2) and what of it is still unknown.
 * Pure.
 */
import type { Procedure } from '../schema.ts';

/** The parts that the law always wants. Forms, fees, requirements are shown where the procedure has them. */
export const MANDATORY_PARTS = [
  'name',
  'steps',
  'channels',
  'components',
  'terms',
  'audience',
  'agency',
  'results',
] as const;
export type MandatoryPart = (typeof MANDATORY_PARTS)[number];

const isThere = (procedure: Procedure, part: MandatoryPart): boolean => {
  const value = procedure[part];
  return value !== undefined && value.length > 0;
};

/** Mandatory parts that the version does not hold. Empty: it may be listed as complete and received at the counter. */
export const missingParts = (procedure: Procedure): MandatoryPart[] =>
  MANDATORY_PARTS.filter((part) => !isThere(procedure, part));

/** Whether a dossier can be received with a due date: a term is known. */
export const isReceivable = (procedure: Procedure): boolean => procedure.terms.length > 0;

/** Events of life that citizens browse by, with their keys in the catalogue files. */
export const LIFE_EVENTS = [
  'sinh-con',
  'ket-hon',
  'nguoi-than-mat',
  'lam-nha',
  'nha-dat',
  'lam-an',
  'tro-cap',
  'tuoi-gia',
  'hoc-hanh',
  'giay-to',
] as const;
export type LifeEvent = (typeof LIFE_EVENTS)[number];
