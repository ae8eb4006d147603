import { CONSOLE_PATH } from '../settings.ts';

/** The path, within the console, to which the issuer sends a person back. */
export const RETURN_PATH = '/sign-in';

/** Between the windows of this console; no other origin can listen. */
const CHANNEL = `sign-in ${CONSOLE_PATH}`;

/** Hands the answer of the issuer to the window that has asked for it. */
export function sendAnswer(answer: string): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(answer);
  channel.close();
}

/** The answer to the attempt with this state. */
export function receiveAnswer(state: string, signal: AbortSignal): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.addEventListener('message', ({ data }) => {
      const answer = new URLSearchParams(String(data));
      // Other windows of the console may be signing in as well.
      if (answer.get('state') !== state) return;
      channel.close();
      resolve(answer);
    });
    signal.addEventListener('abort', () => {
      channel.close();
      reject(signal.reason);
    });
  });
}
