import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readDevelopmentConfig } from '../../app/config.ts';
import { simulatorAddressPath } from '../../app/simulator-address.ts';

const account = z.object({ sid: z.string(), authToken: z.string() });
const described = account.extend({ phoneNumbers: z.array(z.string()) });

/** An account of the simulator with the token that is good now. */
export type ControlledAccount = z.infer<typeof account>;

/** The simulator at an address, or the one of the server that uses the same data folder. Throws where none is known. */
export async function findSimulator(address: string | null): Promise<SimulatorControl> {
  const { twilio, dataDir } = readDevelopmentConfig();
  const left = () => readFile(simulatorAddressPath(dataDir), 'utf8').catch(() => undefined);
  const url = address ?? twilio.baseUrl ?? (await left())?.trim();
  if (url === undefined)
    throw new Error('The address of the simulator is not known. Name it with --simulator.');
  return new SimulatorControl(url);
}

/** The control interface of this machine's simulator, over HTTP. */
export class SimulatorControl {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url.replace(/\/$/, '');
  }

  /** Makes an account with so many numbers that do both SMS and voice. */
  async addAccount(numbers: number): Promise<ControlledAccount> {
    return account.parse(await this.#ask('/simulator/accounts', { numbers }));
  }

  async suspend(sid: string): Promise<void> {
    await this.#ask(`/simulator/accounts/${sid}/suspend`, {});
  }

  /** Makes the present token a dead one. */
  async rotateToken(sid: string): Promise<void> {
    await this.#ask(`/simulator/accounts/${sid}/rotateToken`, {});
  }

  /** Releases all numbers of the account. */
  async releaseNumbers(sid: string): Promise<void> {
    const { phoneNumbers } = described.parse(await this.#ask(`/simulator/accounts/${sid}`));
    for (const phoneNumber of phoneNumbers) {
      await this.#ask(`/simulator/accounts/${sid}/releaseNumber`, { phoneNumber });
    }
  }

  async #ask(path: string, input?: object): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method: input === undefined ? 'GET' : 'POST',
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    }).catch((cause) => {
      throw new Error(`There is no simulator at ${this.#url}. Name the right address with --simulator.`, {
        cause,
      });
    });
    if (!response.ok) throw new Error(`The simulator answered ${response.status} to ${path}.`);
    return response.json();
  }
}
