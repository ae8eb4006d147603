import type { VerifierKey } from '@originator/verifier';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

/** The key file of the reader. It stays in the memory of this page. */
export interface KeyFile {
  readonly name: string;
  readonly keys: readonly VerifierKey[];
}

interface Evidence {
  readonly keyFile: KeyFile | null;
  readonly setKeyFile: (file: KeyFile) => void;
}

const EvidenceContext = createContext<Evidence | null>(null);

/** Gives the parts of the page the one key file of the reader. */
export function EvidenceProvider({ children }: { readonly children: ReactNode }) {
  const [keyFile, setKeyFile] = useState<KeyFile | null>(null);
  const value = useMemo(() => ({ keyFile, setKeyFile }), [keyFile]);
  return <EvidenceContext value={value}>{children}</EvidenceContext>;
}

export function useEvidence(): Evidence {
  const evidence = useContext(EvidenceContext);
  if (evidence === null) throw new Error('There is no evidence around this component.');
  return evidence;
}
