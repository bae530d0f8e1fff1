import type { Browser, Page } from 'playwright-core';
import type { ExampleUsername } from '#modules/identity/commands/example/commune.ts';
import { newVisitor, type SIZES } from './browser.ts';
import type { Site } from './site.ts';

/** What is put into a form: its label (or the start of it) and the text, or the option's words. */
export type Entries = Readonly<Record<string, string>>;

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
      await page.getByText(/^Đã ghi: /).waitFor();
    },
    async act(ref, action, entries = {}) {
      await officer.open(ref);
      await officer.begin(action, entries);
      await officer.confirm();
    },
  };
  return officer;
}
