import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../../session/session-context.tsx';
import { apiUrl } from '../../../session/settings.ts';
import { auditText } from '../../../text/en/audit.ts';
import { saveFile } from '../../../ui/save-file.ts';

const { exports: text } = auditText;

/** The file that is downloaded, or was: the last one only. */
export type DownloadState =
  | { readonly status: 'idle' | 'cancelled' }
  | {
      readonly status: 'running';
      readonly bytes: number;
      /** Of the log that it is an export of; null while it is not known. */
      readonly entries: number | null;
    }
  | { readonly status: 'done'; readonly name: string; readonly bytes: number; readonly again: () => void }
  | { readonly status: 'failed'; readonly message: string };

/** A download with progress, which is cancelled as the component goes. */
export interface Download {
  readonly state: DownloadState;
  readonly begin: (path: string, parameters: URLSearchParams, name: string) => void;
  readonly cancel: () => void;
}

/** Received bytes are handed to the browser in parts of this size, so that the page does not hold all of them. */
const PART_BYTES = 8 * 1_024 * 1_024;
/** The least time between two reports of progress. */
const REPORT_EVERY_MS = 200;

export function useDownload(): Download {
  const { session } = useSession();
  const [state, setState] = useState<DownloadState>({ status: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  return {
    state,
    begin(path, parameters, name) {
      running.current?.abort();
      const leaving = new AbortController();
      running.current = leaving;
      const show = (next: DownloadState) => {
        if (running.current === leaving) setState(next);
      };
      show({ status: 'running', bytes: 0, entries: null });
      const url = `${apiUrl(path)}?${parameters}`;
      const received = session.token().then((token) => receive({ url, token, signal: leaving.signal, show }));
      received.then(
        (file) => {
          if (leaving.signal.aborted) return;
          const again = () => saveFile(name, file);
          again();
          show({ status: 'done', name, bytes: file.size, again });
        },
        (error: unknown) => {
          if (!leaving.signal.aborted) show({ status: 'failed', message: messageOf(error) });
        },
      );
    },
    cancel() {
      running.current?.abort();
      setState({ status: 'cancelled' });
    },
  };
}

class RefusedError extends Error {}

function messageOf(error: unknown): string {
  return error instanceof RefusedError ? error.message : text.lost;
}

async function receive(asked: {
  readonly url: string;
  readonly token: string;
  readonly signal: AbortSignal;
  readonly show: (state: DownloadState) => void;
}): Promise<Blob> {
  const { url, token, signal, show } = asked;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal });
  if (!answer.ok || answer.body === null) throw await refusedBy(answer);
  const entries = entriesIn(answer.headers.get('audit-checkpoint'));
  let [file, parts, pending, bytes, shown] = [new Blob(), [] as Uint8Array<ArrayBuffer>[], 0, 0, 0];
  const reader = answer.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    bytes += next.value.length;
    pending += next.value.length;
    if (pending >= PART_BYTES) [file, parts, pending] = [new Blob([file, ...parts]), [], 0];
    if (performance.now() - shown < REPORT_EVERY_MS) continue;
    shown = performance.now();
    show({ status: 'running', bytes, entries });
  }
  return new Blob([file, ...parts]);
}

/** The size of the log that a checkpoint in a header tells: the second line of the note. */
function entriesIn(header: string | null): number | null {
  const size = atob(header ?? '').split('\n')[1] ?? '';
  return /^\d+$/.test(size) ? Number(size) : null;
}

async function refusedBy(answer: Response): Promise<Error> {
  const body: unknown = await answer.json().catch(() => null);
  const errors = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : [];
  const messages = Array.isArray(errors) ? errors.flatMap(messageIn) : [];
  return new RefusedError(messages.length > 0 ? messages.join(' ') : `${answer.status} ${answer.statusText}`);
}

function messageIn(error: unknown): readonly string[] {
  const isTold = typeof error === 'object' && error !== null && 'message' in error;
  return isTold && typeof error.message === 'string' ? [error.message] : [];
}
