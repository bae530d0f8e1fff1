import { type ZodError, z } from 'zod';
import { type Outcome, techIdIn } from '#integrations/national-portal/answer.ts';
import { PortalState } from '#integrations/national-portal/inbound.ts';
import { PortalDossier, PortalStep } from '#integrations/national-portal/payload.ts';
import type { PortalClient } from '#integrations/national-portal/port.ts';
import type { Taken } from '../repo-delivery.ts';
import { type Account, withAccount } from '../rules/account.ts';
import { type AddressOf, stateWithAddresses, withAddresses } from '../rules/addresses.ts';
import type { Call } from '../rules/delivery.ts';
import type { Sent } from './keep-exchange.ts';

/** A call that was made: whether a look-up found the dossier, and the account that the portal named (empty: none). */
export interface SentCall extends Sent {
  readonly found: boolean;
  readonly techId?: string;
}

/** An item in our hands, with whose account its state goes to. */
export interface Held extends Taken {
  readonly account: Account;
  /** Whether it is the one try that decides whether the portal goes on resting. */
  readonly decides: boolean;
}

const SERVICE = {
  'look-up': 'TraCuuHoSo',
  account: 'TraCuuTechID',
  insert: 'DongBoHoSoMC',
  update: 'DongBoHoSoMC',
  steps: 'CapNhatTienDoHoSoMC',
  state: 'DongBoTrangThaiHoSo',
} as const satisfies Record<Call, string>;

/** What does not fit never leaves: the officer sees which member is wrong. */
function misfit(request: unknown, service: string, error: ZodError): SentCall {
  const message = error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return { outcome: { kind: 'refused', code: 'kiểm tra tại chỗ', message }, request, service, found: false };
}

async function askAccount(client: PortalClient, { askBy }: Account): Promise<SentCall> {
  const outcome: Outcome = await client.techId(askBy);
  const techId = outcome.kind === 'done' ? techIdIn(outcome.result) : '';
  return { outcome, request: { mstorcmnd: askBy }, service: SERVICE.account, found: techId !== '', techId };
}

/** Makes one call. Addresses of files and the account are written in here: what waited for a day goes with addresses that are good. */
export async function send(
  client: PortalClient,
  call: Call,
  { item, account }: Held,
  addressOf: AddressOf,
): Promise<SentCall> {
  const service = SERVICE[call];
  switch (call) {
    case 'look-up': {
      const outcome = await client.lookUp(item.number);
      const found = outcome.kind === 'done' && outcome.result.length > 0;
      return { outcome, request: item.number, service, found };
    }
    case 'account':
      return askAccount(client, account);
    case 'steps': {
      const read = z.array(PortalStep).safeParse(item.steps);
      return read.success
        ? { outcome: await client.steps(read.data), request: read.data, service, found: false }
        : misfit(item.steps, service, read.error);
    }
    case 'state': {
      const read = PortalState.safeParse(item.payload);
      if (!read.success) {
        return misfit(item.payload, service, read.error);
      }
      const state = stateWithAddresses(withAccount(read.data, account), addressOf);
      return { outcome: await client.state(state), request: state, service, found: false };
    }
    case 'insert':
    case 'update': {
      const read = PortalDossier.safeParse(item.payload);
      if (!read.success) {
        return misfit(item.payload, service, read.error);
      }
      const dossier = withAddresses(read.data, addressOf);
      const outcome = call === 'insert' ? await client.insert(dossier) : await client.update(dossier);
      return { outcome, request: dossier, service, found: false };
    }
    default:
      return call satisfies never;
  }
}
