import type { Page } from 'playwright-core';
import { type TestApp, type TestOptions, testApp } from '#platform/testing/app.ts';
import { type ExampleUsername, readExamplePassword } from './example.ts';

export interface Site {
  /** "http://127.0.0.1:PORT" */
  readonly url: string;
  readonly t: TestApp;
  /** Signs the example person in through the real page. */
  signIn(page: Page, username: ExampleUsername): Promise<void>;
}

/** What preparing examples needs of a site: it need not listen. */
export type SiteParts = Pick<Site, 't'>;

/** The whole application with the example commune, listening on a port of its own, with a clock that the test moves. */
export async function openSite(now?: string, role?: NonNullable<TestOptions['role']>): Promise<Site> {
  const t = await testApp({
    example: true,
    ...(now === undefined ? {} : { now }),
    ...(role === undefined ? {} : { role }),
  });
  const url = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const password = await readExamplePassword(t.ctx.config);
  return {
    url,
    t,
    async signIn(page, username) {
      await page.goto('/dang-nhap');
      await page.getByLabel('Tên đăng nhập').fill(username);
      await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Đăng nhập' }).click();
      await page.waitForURL('**/can-bo**');
    },
  };
}
