import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ExampleUsername } from '#modules/identity/commands/example/commune.ts';
import { newVisitor, type SIZES } from './browser.ts';
import type { Site } from './site.ts';

/** What is put into a form: its label (or the start of it) and the text, or the option's words. */
export type Entries = Readonly<Record<string, string>>;

/** Who stands at the counter, as typed by hand. */
export interface Applicant {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
}

/** An officer at their own browser. */
export interface Officer {
  readonly page: Page;
  readonly errors: readonly string[];
  /** Opens an officers' page; signs in again where the session has ended overnight. */
  visit(path: string): Promise<void>;
  /** Opens the dossier's page. */
  open(ref: string): Promise<void>;
  /** Chooses the command on the open page and fills its form in, but does not confirm. */
  begin(action: string, entries?: Entries): Promise<void>;
  /** Confirms the open form and sees that it was done. */
  confirm(): Promise<void>;
  /** Opens the dossier, gives the command by its button and form, and sees that it was done. */
  act(ref: string, action: string, entries?: Entries): Promise<void>;
}

/** Opens the intake of a procedure, types the person and marks every paper as usually brought. */
export async function fillIntake({ page, visit }: Officer, code: string, who: Applicant): Promise<void> {
  await visit(`/can-bo/ho-so/moi?thu-tuc=${code}`);
  await page.getByLabel('Số căn cước', { exact: true }).fill(who.idNumber);
  await page.getByLabel('Họ và tên').fill(who.name);
  await page.getByLabel('Điện thoại', { exact: true }).fill(who.phone);
  await page.getByRole('button', { name: 'Đánh dấu đủ như thường lệ' }).click();
}

/** The reference in the address of the dossier's page that is open: its number, or its id while it has none. */
export function refOnPage(page: Page): string {
  return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
}

/** Receives at the counter; gives the dossier's number. */
export async function receive(officer: Officer, code: string, who: Applicant): Promise<string> {
  await fillIntake(officer, code, who);
  await officer.page.keyboard.press('Control+Enter');
  await officer.page.getByText('Đã ghi: tiếp nhận').waitFor();
  return refOnPage(officer.page);
}

async function enter(page: Page, entries: Entries): Promise<void> {
  const form = page.locator('#lam');
  for (const [label, text] of Object.entries(entries)) {
    const field = form.getByLabel(label).first();
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') {
      await field.selectOption({ label: text });
    } else {
      await field.fill(text);
    }
  }
}

/** Signs an example officer in, at their desk unless another size is wanted. */
export async function officerAt(
  browser: Browser,
  site: Site,
  username: ExampleUsername,
  size: keyof typeof SIZES = 'desk',
): Promise<Officer> {
  const { page, errors } = await newVisitor(browser, { baseURL: site.url, size });
  await site.signIn(page, username);
  const officer: Officer = {
    page,
    errors,
    async visit(path) {
      await page.goto(path);
      if (new URL(page.url()).pathname === '/dang-nhap') {
        await site.signIn(page, username);
        await page.goto(path);
      }
    },
    open: (ref) => officer.visit(`/can-bo/ho-so/${encodeURIComponent(ref)}`),
    async begin(action, entries = {}) {
      const link = page.locator(`a[data-action="${action}"]`);
      if (!(await link.isVisible())) {
        await page.getByText('Việc khác', { exact: true }).click();
      }
      await link.click();
      await page.locator('#lam').waitFor();
      await enter(page, entries);
    },
    async confirm() {
      await page
        .locator('#lam')
        .getByRole('button', { name: /^Xác nhận/ })
        .click();
      const done = page.getByText(/^Đã ghi: /);
      const refused = page.getByRole('alert');
      await done.or(refused).first().waitFor();
      expect(await refused.allTextContents(), 'refused').toEqual([]);
    },
    async act(ref, action, entries = {}) {
      await officer.open(ref);
      await officer.begin(action, entries);
      await officer.confirm();
    },
  };
  return officer;
}
