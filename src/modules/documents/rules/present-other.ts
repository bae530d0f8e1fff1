import { toLocal } from '#platform/time.ts';
import type { FormData } from '../schema.ts';
import { day, moment, shortDay, type View } from './present.ts';
import { dateInWords, dayInFigures, moneyInFigures, moneyInWords } from './words.ts';

/** Lời chứng chứng thực chữ ký, one signer (annex I.1) or several (I.2). */
export function certificationStatement(data: FormData<'certification-statement'>): View {
  const local = toLocal(Temporal.Instant.from(data.certifiedAt));
  const figures = dayInFigures(local.toPlainDate());
  const hour = `${local.hour} giờ ${String(local.minute).padStart(2, '0')} phút, `;
  return {
    day: `${data.outsideOffice ? `Lúc ${hour}n` : 'N'}${figures.slice(1)}`,
    dayInWords: dateInWords(local.toPlainDate()),
    place: data.place,
    certifier: {
      name: data.certifier.name,
      post: data.certifier.post,
      signatureTitle: data.certifier.signatureTitle ?? 'NGƯỜI THỰC HIỆN CHỨNG THỰC',
    },
    signers: data.signers,
    receivingOfficer: data.receivingOfficer.name,
    number: data.number,
    volume: data.volume,
    act: data.act === 'signature' ? 'ký' : 'điểm chỉ',
    subject: data.act === 'signature' ? 'CHỮ KÝ' : 'ĐIỂM CHỈ',
  };
}

/** Sổ chứng thực chữ ký, điểm chỉ: one line for each number. */
export function certificationBook(data: FormData<'certification-book'>): View {
  const copies = data.rows.reduce((sum, row) => sum + row.copies, 0);
  const fees = data.rows.reduce((sum, row) => sum + row.fee, 0);
  return {
    volume: data.volume,
    period: `Từ ${day(data.from)} đến ${day(data.to)}`,
    rows: data.rows.map((row) => ({
      number: row.number,
      day: shortDay(row.day),
      people: row.people.map((person) => `${person.name}, ${person.idPaper} số ${person.idNumber}`),
      documentKind: row.documentKind,
      certifier: row.certifier,
      copies: row.copies,
      fee: moneyInFigures(row.fee),
      note: row.note ?? null,
    })),
    totals: {
      entries: data.rows.length,
      copies,
      fees: moneyInFigures(fees),
      feesInWords: moneyInWords(fees),
    },
    closed: data.closed,
  };
}

/** Biên lai: one page for each copy. */
export function feeReceipt(data: FormData<'fee-receipt'>): View {
  const total = data.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  return {
    dossierNumber: data.dossierNumber ?? null,
    payer: {
      name: data.payer.name,
      idNumber: data.payer.idNumber ?? null,
      address: data.payer.address ?? null,
    },
    lines: data.lines.map((line) => ({
      name: line.name,
      unitPrice: moneyInFigures(line.unitPrice),
      quantity: line.quantity,
      amount: moneyInFigures(line.unitPrice * line.quantity),
    })),
    total: moneyInFigures(total),
    totalInWords: moneyInWords(total),
    method: data.method,
    collectedAt: moment(data.collectedAt),
    collector: data.collector,
    legalBasis: data.legalBasis ?? null,
    copies: data.copies,
  };
}

/** Phiếu bàn giao kết quả. */
export function resultHandOver(data: FormData<'result-hand-over'>): View {
  return {
    from: data.from,
    to: data.to,
    handedAt: moment(data.handedAt),
    rows: data.rows.map((row) => ({
      dossierNumber: row.dossierNumber,
      content: row.content,
      result: row.result,
      name: row.applicant.name,
      address: row.applicant.address ?? null,
      fee: moneyInFigures(row.fee),
      byPost: row.byPost ? 'Có' : 'Không',
    })),
    giver: data.giver,
    receiver: data.receiver ?? null,
  };
}

/** Giấy biên nhận trả kết quả. */
export function resultReceipt(data: FormData<'result-receipt'>): View {
  return {
    dossierNumber: data.dossierNumber,
    request: data.request,
    applicant: {
      name: data.applicant.name,
      idNumber: data.applicant.idNumber ?? null,
      phone: data.applicant.phone ?? null,
    },
    giver: { name: data.giver.name, phone: data.giver.phone ?? null },
    receiver: {
      name: data.receiver.name,
      phone: data.receiver.phone ?? null,
      idNumber: data.receiver.idNumber ?? null,
      authorisation: data.receiver.authorisation ?? null,
    },
    results: data.results.map((result) => ({
      kind: result.kind,
      number: result.number ?? null,
      summary: result.summary,
      day: result.day ? shortDay(result.day) : null,
    })),
    returnedOriginals: data.returnedOriginals,
    returnedAt: moment(data.returnedAt),
  };
}
