import type { LineFault } from '../faults.ts';

/** An SMS as the gateway holds it. */
export interface SimulatedSms {
  readonly provider: 'esms' | 'speedsms' | 'fpt' | 'viettel' | 'vnpt';
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly requestId: string;
  readonly callbackUrl: string;
  state: 'under-way' | 'delivered' | 'undelivered';
}

/** How the gateway behaves. */
export interface SmsSwitches {
  /** Fault of every sending call; null: none. */
  fault: LineFault | null;
  /** The code it refuses with, in the provider's own codes; '' takes everything. */
  code: string;
  /** What becomes of a message that was taken: `held` until somebody settles it. */
  fate: 'delivered' | 'undelivered' | 'held';
  /** Whether it forgets its tokens (FPT). */
  tokensVoid: boolean;
  slowMs: number;
}

/** What every provider of this simulator wants as password, key or token. */
export const SMS_SECRET = 'mat-khau-thu';

/** The gateway's memory, the same for all its dialects: messages, switches, and FPT's tokens with their sessions. */
export class SmsBox {
  readonly messages: SimulatedSms[] = [];
  readonly tokens = new Map<string, string>();
  readonly switches: SmsSwitches = {
    fault: null,
    code: '',
    fate: 'delivered',
    tokensVoid: false,
    slowMs: 3_000,
  };

  /** Takes a message on; what becomes of it is the switches' say. */
  take(input: Omit<SimulatedSms, 'id' | 'state'>): SimulatedSms {
    const { fate } = this.switches;
    const message: SimulatedSms = {
      ...input,
      id: `${input.provider}-${this.messages.length + 1}`,
      state: fate === 'held' ? 'under-way' : fate,
    };
    this.messages.push(message);
    return message;
  }

  find(id: string | null): SimulatedSms | undefined {
    return this.messages.find((one) => one.id === id);
  }

  /** The message of a provider that came with this request id; none for an empty one. */
  ofRequest(provider: SimulatedSms['provider'], requestId: string): SimulatedSms | undefined {
    return requestId === ''
      ? undefined
      : this.messages.find((one) => one.provider === provider && one.requestId === requestId);
  }
}
