import type { FormData } from '../schema.ts';
import { day, moment, type View } from './present.ts';
import { moneyInFigures, moneyInWords } from './words.ts';

function signed(amount: number): string {
  return amount < 0 ? `-${moneyInFigures(-amount)}` : moneyInFigures(amount);
}

/** Giấy báo nộp phí. */
export function paymentRequest(data: FormData<'payment-request'>): View {
  const total = data.lines.reduce((sum, line) => sum + line.amount, 0);
  return {
    dossierNumber: data.dossierNumber,
    payer: data.payer.name,
    lines: data.lines.map(({ name, amount }) => ({ name, amount: moneyInFigures(amount) })),
    total: moneyInFigures(total),
    totalInWords: moneyInWords(total),
    bank: data.bank,
    account: data.account,
    holder: data.holder,
    content: data.content,
  };
}

/** Phiếu hoàn trả. */
export function refund(data: FormData<'refund'>): View {
  return {
    dossierNumber: data.dossierNumber,
    receiptNumber: data.receiptNumber,
    payee: data.payee.name,
    idNumber: data.payee.idNumber ?? null,
    paid: moneyInFigures(data.paid),
    amount: moneyInFigures(data.amount),
    amountInWords: moneyInWords(data.amount),
    method: data.method,
    account: data.account ?? null,
    reason: data.reason,
    legalBasis: data.legalBasis,
    decidedAt: moment(data.decidedAt),
    decider: data.decider,
  };
}

/** Sổ quỹ ngày. */
export function cashBook(data: FormData<'cash-book'>): View {
  const difference = data.counted - data.computed;
  return {
    no: data.no,
    day: day(data.day),
    opening: signed(data.opening),
    takings: data.takings.map((row) => ({ ...row, amount: moneyInFigures(row.amount) })),
    voids: data.voids.map((row) => ({ ...row, amount: moneyInFigures(row.amount) })),
    refunds: data.refunds.map((row) => ({ ...row, amount: moneyInFigures(row.amount) })),
    computed: signed(data.computed),
    counted: moneyInFigures(data.counted),
    difference: difference === 0 ? null : signed(difference),
    reason: data.reason ?? null,
    handedIn: moneyInFigures(data.handedIn),
    left: moneyInFigures(data.counted - data.handedIn),
    closedAt: moment(data.closedAt),
    closer: data.closer,
  };
}
