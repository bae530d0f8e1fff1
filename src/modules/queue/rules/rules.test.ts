import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GROUP_LETTERS, parseTicketNumber, serviceDay, ticketNumber } from './numbers.ts';
import {
  allowedActions,
  isAtCounter,
  isOver,
  nextState,
  RETURNS_ALLOWED,
  TICKET_ACTIONS,
  TICKET_STATES,
} from './states.ts';

describe('ticket numbers', () => {
  it('goes on safely past 999 and reads back what it wrote', () => {
    expect(ticketNumber('A', 1)).toBe('A001');
    expect(ticketNumber('B', 999)).toBe('B999');
    expect(ticketNumber('B', 1000)).toBe('B1000');
    expect(parseTicketNumber(' a 12')).toEqual({ letter: 'A', sequence: 12 });
    for (const typed of ['', '12', 'A', 'A0', 'W1', 'AA1']) {
      expect(parseTicketNumber(typed)).toBeUndefined();
    }
    fc.assert(
      fc.property(
        fc.constantFrom(...GROUP_LETTERS),
        fc.integer({ min: 1, max: 99_999_999 }),
        (letter, sequence) => {
          expect(parseTicketNumber(ticketNumber(letter, sequence))).toEqual({ letter, sequence });
        },
      ),
    );
    expect(() => ticketNumber('A', 0)).toThrow(RangeError);
    expect(() => ticketNumber('W', 1)).toThrow(RangeError);
  });

  it('starts again at local midnight, not at the server’s', () => {
    const zone = 'Asia/Ho_Chi_Minh';
    expect(serviceDay(Temporal.Instant.from('2026-11-23T16:59:59Z'), zone).toString()).toBe('2026-11-23');
    expect(serviceDay(Temporal.Instant.from('2026-11-23T17:00:00Z'), zone).toString()).toBe('2026-11-24');
  });
});

describe('states of a ticket', () => {
  it('lists for every state exactly what is possible', () => {
    const table = Object.fromEntries(
      TICKET_STATES.map((state) => [state, allowedActions({ state, returns: 0 }).join(' ')]),
    );
    expect(table).toEqual({
      waiting: 'call transfer step-back cancel',
      called: 'recall serve finish no-show return transfer hold cancel',
      serving: 'finish return transfer hold',
      held: 'call finish transfer resume cancel',
      'no-show': 'call return',
      done: '',
      cancelled: '',
    });
  });

  it('lets somebody come back a few times, not for ever', () => {
    expect(allowedActions({ state: 'no-show', returns: RETURNS_ALLOWED })).toEqual(['call']);
    expect(allowedActions({ state: 'serving', returns: RETURNS_ALLOWED })).toContain('return');
  });

  it('occupies a counter only between call and end', () => {
    for (const state of TICKET_STATES) {
      expect(isAtCounter(state) && isOver(state)).toBe(false);
      for (const action of TICKET_ACTIONS) {
        if (action === 'call') {
          expect(nextState(state, action) !== undefined).toBe(['waiting', 'held', 'no-show'].includes(state));
        }
      }
    }
  });
});
