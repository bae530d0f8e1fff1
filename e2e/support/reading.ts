import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Half of a usual desk screen (200 %), and the width at which WCAG 1.4.10 wants a page to flow anew (400 %). CSS px. */
const ZOOMED = [
  { width: 640, height: 512 },
  { width: 320, height: 512 },
] as const;

/** Presses of Tab beyond the places that are known: boxes that slide, and the browser's own frame. */
const SPARE = 12;

/** Fails with all findings in words, where there are any. */
function refuse(where: string, findings: readonly string[]): void {
  if (findings.length > 0) {
    throw new Error([where, ...findings].join('\n'));
  }
}

/** What is wider than its place, or cut off by it, in words; empty when everything can be read. Runs in the page. */
function cutOff(): readonly string[] {
  const found: string[] = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) {
    found.push(`the page is ${wide} px wider than the screen`);
  }
  for (const element of document.querySelectorAll<HTMLElement>('main *, header *, footer *')) {
    const { overflowX, textOverflow } = getComputedStyle(element);
    const cuts = overflowX === 'hidden' || overflowX === 'clip' || textOverflow === 'ellipsis';
    const shown =
      element.checkVisibility() && element.clientWidth > 1 && element.closest('.sr-only') === null;
    const words = element.textContent.trim();
    if (cuts && shown && words !== '' && element.scrollWidth > element.clientWidth + 1) {
      found.push(`cut off: ${element.tagName}.${element.className} ${words.slice(0, 60)}`);
    }
  }
  return found;
}

/** Fails where text is cut or the page slides sideways at 200 % and at 320 CSS px. */
async function expectReflows(page: Page): Promise<void> {
  for (const size of ZOOMED) {
    await page.setViewportSize(size);
    refuse(`${page.url()} at ${size.width} px`, await page.evaluate(cutOff));
  }
}

/** Notes in the page what gets the focus and whether that can be seen; gives how many places there are. Runs in the page. */
function watchFocus(): number {
  const places = new Map<Element, string>();
  const seen = new Set<string>();
  const unseen: string[] = [];
  const tabbable =
    'a[href], button, input:not([type="hidden"]), select, textarea, summary, audio[controls], [tabindex="0"]';
  for (const element of document.querySelectorAll<HTMLElement>(tabbable)) {
    const off =
      element.matches(':disabled, [tabindex="-1"]') || !element.checkVisibility({ visibilityProperty: true });
    const radio = element instanceof HTMLInputElement && element.type === 'radio';
    if (!off) {
      // A group of radio buttons is one place: the arrows go on inside.
      const place = radio ? `radio ${element.name}` : `${places.size} ${element.outerHTML.slice(0, 120)}`;
      places.set(element, place);
    }
  }
  const shows = (element: Element | null): boolean => {
    if (element === null) {
      return false;
    }
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) {
      const place = places.get(target);
      if (place !== undefined) {
        seen.add(place);
      }
      const label = target instanceof HTMLInputElement ? (target.labels?.[0] ?? null) : null;
      if (target !== document.body && ![target, target.parentElement, label].some(shows)) {
        unseen.push(`no visible focus: ${target.outerHTML.slice(0, 120)}`);
      }
    }
  });
  Object.assign(globalThis, {
    focusFindings: () => [
      ...unseen,
      ...[...new Set(places.values())]
        .filter((place) => !seen.has(place))
        .map((place) => `not reached: ${place}`),
    ],
  });
  return new Set(places.values()).size;
}

/** Fails where something cannot be reached by Tab, where Tab is caught, or where the focus cannot be seen. */
async function expectKeyboard(page: Page): Promise<void> {
  const places = await page.evaluate(watchFocus);
  // Sent without waiting for each: the browser takes them in order.
  await Promise.all(Array.from({ length: places + SPARE }, () => page.keyboard.press('Tab')));
  const findings = await page.evaluate(() => {
    const told: unknown = Reflect.get(globalThis, 'focusFindings');
    return typeof told === 'function' ? (told() as readonly string[]) : ['not watched'];
  });
  refuse(`keyboard on ${page.url()}`, findings);
}

/** Titles of the citizens' pages that were read, each with the pages that have it. */
const titles = new Map<string, Set<string>>();

/**
 * Reads the open page as everybody has to be able to: at 200 % and at 320 px, by keyboard alone, and by ear: one first heading, one main
 * part, a title. What axe looks at besides (names, order of headings, landmarks) is not repeated.
 *
 * @param url the page's address as it is mounted
 */
export async function readByAll(page: Page, url: string): Promise<void> {
  await expectReflows(page);
  await expectKeyboard(page);
  const { title, ...parts } = await page.evaluate(() => ({
    title: document.title,
    h1: [...document.querySelectorAll('h1')].filter((heading) => heading.checkVisibility()).length,
    main: document.querySelectorAll('main').length,
  }));
  expect(parts, page.url()).toEqual({ h1: 1, main: 1 });
  // Screens that stand in the hall show no title.
  if (!/^\/(kiosk|bang-goi)/.test(url)) {
    titles.set(title, (titles.get(title) ?? new Set()).add(url));
  }
}

/** Titles that several pages share, with those pages. */
export function sharedTitles(): readonly string[] {
  return [...titles]
    .filter(([, pages]) => pages.size > 1)
    .map(([title, pages]) => `${title}: ${[...pages].join(' ')}`);
}
