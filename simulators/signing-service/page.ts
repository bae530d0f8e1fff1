import { DECISIONS, type Decision } from './faults.ts';
import type { Order } from './orders.ts';

const WORDS: Readonly<Record<Decision, string>> = {
  accept: 'Đồng ý ký',
  decline: 'Từ chối',
  expire: 'Để hết hạn',
  wait: 'Chờ',
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);

/** Everybody's phone on one page: orders with their buttons, newest first. */
export function phonePage(orders: readonly Order[]): string {
  const buttons = (order: Order) =>
    DECISIONS.filter((decision) => decision !== 'wait')
      .map(
        (decision) =>
          `<form method="post" action="/phone/${order.code}/${decision}"><button>${WORDS[decision]}</button></form>`,
      )
      .join('');
  const rows = [...orders]
    .reverse()
    .map(
      (order) =>
        `<li>${escaped(order.userId)}: ${escaped(order.description)} (${order.hashes.length} tệp) – ${WORDS[order.decision]}` +
        `${order.decision === 'wait' ? buttons(order) : ''}</li>`,
    );
  return `<!doctype html><html lang="vi"><title>Điện thoại mô phỏng</title><h1>Điện thoại mô phỏng</h1><ul>${rows.join('')}</ul></html>`;
}
