import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** Where Chromium is installed by the package managers of the usual systems. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function executable(): string {
  const found = [process.env['TEST_CHROMIUM'], ...PLACES].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (found === undefined)
    throw new Error('Chromium is not installed: install it, or name its program in TEST_CHROMIUM.');
  return found;
}

/** Chromium refuses to run as root with its sandbox on. */
const ARGUMENTS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** The browser of the calling test file. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable(), args: ARGUMENTS });
  });
  afterAll(() => browser?.close());
  return () => {
    if (browser === undefined) throw new Error('the browser is not started yet');
    return browser;
  };
}
