import { type AccountScenario, type AccountState, newToken, type ScenarioLimits } from './accounts.ts';
import type { SimulatedAccountHandle } from './contract.ts';
import type { NumberSpec } from './number.ts';

/** The handle of one account over its state. */
export class AccountHandle implements SimulatedAccountHandle {
  private readonly state: AccountState;
  private readonly newNumber: () => string;
  private readonly counted: () => number;

  constructor(state: AccountState, newNumber: () => string, counted: () => number) {
    this.state = state;
    this.newNumber = newNumber;
    this.counted = counted;
  }

  get sid(): string {
    return this.state.sid;
  }

  get authToken(): string {
    return this.state.authToken;
  }

  get phoneNumbers(): readonly string[] {
    return this.state.numbers.map((number) => number.phoneNumber);
  }

  get requests(): number {
    return this.counted();
  }

  rotateToken(token: string = newToken()): string {
    this.state.authToken = token;
    return token;
  }

  suspend(): void {
    this.state.status = 'suspended';
  }

  activate(): void {
    this.state.status = 'active';
  }

  close(): void {
    this.state.status = 'closed';
  }

  addNumber(spec: NumberSpec = {}): string {
    return this.state.addNumber(spec, this.newNumber).phoneNumber;
  }

  releaseNumber(phoneNumber: string): void {
    this.number(phoneNumber).released = true;
  }

  restoreNumber(phoneNumber: string): void {
    this.number(phoneNumber).released = false;
  }

  setCapabilities(
    phoneNumber: string,
    capabilities: { sms: boolean | null; voice: boolean | null } | null,
  ): void {
    this.number(phoneNumber).capabilities = capabilities;
  }

  setScenario(scenario: AccountScenario, limits: ScenarioLimits = {}): void {
    this.state.setScenario(scenario, limits);
  }

  private number(phoneNumber: string) {
    const number = this.state.number(phoneNumber);
    if (number === undefined) throw new Error(`${this.state.sid} never had ${phoneNumber}`);
    return number;
  }
}
