import { randomBytes } from 'node:crypto';
import { type DeviceActor, type StaffActor, systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import type { TestContext } from '#platform/testing/app.ts';
import { issueTicket } from '../commands/issue-ticket.ts';
import { keepShare } from '../commands/keep-share.ts';
import { mergeVisits } from '../commands/merge-visits.ts';
import { openCounter } from '../commands/mind-counter.ts';
import { IssueInput } from '../schema.ts';
import type { MergeVisitsInput, OfflineTicketInput } from '../schema-offline.ts';
import { testHall } from '../testing.ts';

interface Desk {
  readonly counterId: string;
  readonly officer: StaffActor;
  readonly consoleId: string;
}

/** Halls that lose their line, and what consoles and kiosks send when it is back. */
export function offlineScene(t: TestContext) {
  let halls = 0;

  /** A hall of its own with two counters on one line, both minded, a kiosk, and so many waiting. */
  async function morning(waiting: number) {
    halls += 1;
    const hall = await testHall(t, { A: { counters: [1, 2] } }, { name: `xa-mat-mang-${halls}` });
    const system = systemActor(hall.centreId, 'test');
    const counters = await Promise.all(
      hall.counters.map(async ({ id }) => {
        const officer = await hall.staff('receptionist');
        await openCounter(t.ctx, officer, id);
        return { counterId: id, officer, consoleId: newRequestId() };
      }),
    );
    for (let no = 0; no < waiting; no += 1) {
      await issueTicket(t.ctx, system, IssueInput.parse({}), { source: 'kiosk' });
    }
    const kiosk: DeviceActor = {
      kind: 'device',
      purpose: 'kiosk',
      deviceId: newRequestId(),
      centreId: hall.centreId,
    };
    const [one, two] = counters;
    if (one === undefined || two === undefined) {
      throw new Error('two counters were set up');
    }
    return { hall, system, kiosk, keeperId: newRequestId(), one, two, groupId: hall.groups['A'] ?? '' };
  }

  const share = ({ officer, ...desk }: Desk, held = 0) => keepShare(t.ctx, officer, { ...desk, held });
  const at = () => t.clock.now().epochMilliseconds;

  function item(
    kind: MergeVisitsInput['items'][number]['kind'],
    of: { id?: string; ticketId?: string | null; number: string },
  ) {
    return { id: newRequestId(), kind, ticketId: of.ticketId ?? of.id ?? null, number: of.number, at: at() };
  }
  const merge = ({ officer, ...desk }: Desk, items: MergeVisitsInput['items']) =>
    mergeVisits(t.ctx, officer, { ...desk, items });

  function offlineTicket(
    groupId: string,
    sequence: number,
    change: Partial<OfflineTicketInput> = {},
  ): OfflineTicketInput {
    const token = randomBytes(16).toString('base64url');
    return { id: newRequestId(), token, groupId, sequence, priority: false, at: at(), ...change };
  }

  async function ticketOf(hall: { centreId: string }, number: string) {
    const { rows } = await t.owner.query('SELECT * FROM tickets WHERE centre_id = $1 AND number = $2', [
      hall.centreId,
      number,
    ]);
    return rows[0];
  }
  return { morning, share, item, merge, offlineTicket, ticketOf };
}
