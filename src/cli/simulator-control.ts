import { z } from 'zod';

const account = z.object({ sid: z.string(), authToken: z.string() });
const described = account.extend({ phoneNumbers: z.array(z.string()) });

/** An account of the simulator with the token that is good now. */
export type ControlledAccount = z.infer<typeof account>;

/** What this machine's simulator lets its users do, over HTTP. */
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
    });
    if (!response.ok) throw new Error(`The simulator answers ${response.status} to ${path}.`);
    return response.json();
  }
}
