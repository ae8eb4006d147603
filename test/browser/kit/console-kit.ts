import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { REPOSITORY } from '../../support/processes/built-program.ts';
import { type OwnSystem, startSystem } from '../../support/running-system.ts';
import type { TestSettings } from '../../support/test-settings.ts';
import { useBrowser } from './browser.ts';

/** Where pictures of pages and states are kept for people to look at. */
const SCREENSHOTS = join(REPOSITORY, 'test-results', 'screenshots');

/** What a page looks like to its user: colours, width in pixels, and the zoom. */
export interface Looks {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  /** 2 stands for 200 %: half as many pixels of style. */
  readonly zoom?: number;
}

/** Who opens the console, and where. */
export interface Visit extends Looks {
  readonly role: Role;
  /** The tenant that a role of a tenant signs in to. */
  readonly tenant?: string;
  /** The path below `/console/`. */
  readonly path?: string;
  /** Failures that the visit provokes, such as `401` or `ERR_FAILED`: parts of what is told of each. */
  readonly expects?: readonly string[];
  /** What is done to the window before the console is loaded in it. */
  readonly before?: ((page: Page) => Promise<unknown>) | undefined;
  /** The page stays in the midst of loading. */
  readonly loads?: boolean | undefined;
}

/** The console, open in a window of its own. */
export interface OpenConsole {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Changes what the page looks like to its user, and nothing on it. */
  look(looks: Looks): Promise<void>;
  /** Keeps a picture of the whole page under a name. */
  screenshot(name: string): Promise<void>;
}

/** A system with the console, and the browser to show it in, for the calling test file. */
export function useConsole(settings: TestSettings = {}) {
  const browser = useBrowser();
  let system: OwnSystem | undefined;
  beforeAll(async () => {
    system = await startSystem(settings);
  });
  afterAll(() => system?.stop());
  const running = () => {
    if (system === undefined) throw new Error('the system is not started yet');
    return system;
  };
  return {
    system: running,
    /** Opens the console; the test fails when the browser has complained by its end. */
    open: (visit: Visit) => openConsole(browser(), running().app.url, visit),
  };
}

/** Opens the console of a server for one test, which fails when the browser has complained by its end. */
export async function openConsole(browser: Browser, url: string, visit: Visit): Promise<OpenConsole> {
  const { role, tenant, path = '', expects = [], before, loads = false } = visit;
  const { theme = 'light', width = 1280, zoom = 1 } = visit;
  let looks: Required<Looks> = { theme, width, zoom };
  const context = await browser.newContext({
    viewport: sizeOf(looks),
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const signIn = JSON.stringify(JSON.stringify({ role, ...(tenant === undefined ? {} : { tenant }) }));
  await context.addInitScript(
    `if (sessionStorage.getItem('signIn') === null) sessionStorage.setItem('signIn', ${signIn})`,
  );
  const page = await context.newPage();
  const complaints = complaintsOf(context, page, expects);
  const picture = async (name: string) => {
    const path = join(SCREENSHOTS, `${name}.png`);
    await mkdir(dirname(path), { recursive: true });
    // What sticks to the window would lie across a picture of the whole page.
    const stick = (position: string) =>
      page.evaluate(
        `for (const bar of document.querySelectorAll('[class*="saveBar"]')) bar.style.position = '${position}'`,
      );
    await stick('static');
    await page.screenshot({ path, fullPage: true });
    await stick('');
  };
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail')
      await picture(`failed/${task.name.slice(0, 80).replaceAll(/\W+/g, '-')}`);
    await context.close();
    expect(complaints, `complaints of the browser at ${path} as ${role}`).toEqual([]);
  });
  await before?.(page);
  await page.goto(`${url}/console/${path}`);
  await (loads ? page.locator('[aria-busy="true"]').first().waitFor() : settled(page));
  return {
    page,
    context,
    async look(next) {
      looks = { ...looks, ...next };
      await page.emulateMedia({ colorScheme: looks.theme });
      await page.setViewportSize(sizeOf(looks));
    },
    async screenshot(name) {
      if (!loads) await settled(page);
      const scale = looks.zoom === 1 ? '' : `-zoom-${looks.zoom}`;
      await picture(`${looks.theme}-${looks.width}${scale}/${name}`);
    },
  };
}

/** The size of a window in pixels of style, of which a zoom leaves fewer. */
function sizeOf({ width, zoom }: Required<Pick<Looks, 'width' | 'zoom'>>) {
  return { width: Math.round(width / zoom), height: Math.round(900 / zoom) };
}

/** Waits until the page has its heading and nothing on it is loading. */
export async function settled(page: Page): Promise<void> {
  await page
    .locator('html:has(h1):not(:has([aria-busy="true"], [role="progressbar"]))')
    .waitFor({ state: 'attached' });
}

/** Everything that outlives or can be read beside what is shown: markup, values of fields, address, history, storage, requests. */
export function keptBy(page: Page): Promise<string> {
  return page.evaluate(`JSON.stringify([
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input, textarea')].map((field) => field.value),
    location.href, history.state, { ...localStorage }, { ...sessionStorage }, document.cookie,
    performance.getEntries().map((entry) => entry.name),
  ])`);
}

/** What goes wrong in the windows of a context: errors of scripts, refusals of the content policy, failed requests, answers that refuse. */
function complaintsOf(context: BrowserContext, page: Page, expected: readonly string[]): readonly string[] {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!expected.some((part) => text.includes(part))) complaints.push(text);
  };
  page.on('pageerror', (error) => note(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') note(message.text());
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left gives up what it still waits for; the issuer's own pages may ask for what is elsewhere.
    const isElsewhere =
      !request.url().includes('://127.0.0.1:') && !request.frame().url().includes('/console/');
    if (reason !== 'net::ERR_ABORTED' && !isElsewhere)
      note(`${request.method()} ${request.url()} failed: ${reason}`);
  });
  context.on('response', (response) => {
    const { status, request } = { status: response.status(), request: response.request() };
    if (status >= 400) note(`${request.method()} ${request.url()} was answered ${status}`);
  });
  return complaints;
}
