import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';

const PROGRAM = fileURLToPath(new URL('issuer-process.ts', import.meta.url));

/** Starts an issuer in a process of its own, which ends with the calling test file, and gives its address. */
export async function startIssuer(): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterAll(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  child.stdout.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let output = '';
    // Its output is read to the end: a process whose output nobody takes is stopped by it.
    child.stdout.on('data', (text: string) => {
      output += text;
      const [, address] = /issuer at (\S+)\n/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`the issuer did not start: ${output}`)));
  });
}

/** Signs in at the issuer, in the window that it is shown in, and consents to what it asks. */
export async function signInAs(window: Page, login: string): Promise<void> {
  await window.getByPlaceholder('Enter any login').fill(login);
  await window.getByPlaceholder('and password').fill('any');
  await window.getByRole('button', { name: 'Sign-in' }).click();
  await consentIn(window);
}

/** Consents, as an issuer asks for it each time that a program of this machine wants a sign-in. */
export async function consentIn(window: Page): Promise<void> {
  const closed = window.waitForEvent('close');
  await window.getByRole('button', { name: 'Continue' }).click();
  await closed;
}
