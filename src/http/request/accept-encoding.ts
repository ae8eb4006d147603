/**
 * True if an answer is to be compressed with gzip: where the client asks for it, by its name or as any coding, and would
 * not rather have it as it is (RFC 9110, 12.5.3).
 */
export function prefersGzip(header: string | undefined): boolean {
  const codings = new Map(
    (header ?? '').split(',').map((part) => {
      const [coding = '', ...parameters] = part
        .toLowerCase()
        .split(';')
        .map((text) => text.trim());
      const quality = Number(parameters.map((text) => /^q\s*=\s*(\S+)$/.exec(text)?.[1]).find(Boolean) ?? 1);
      return [coding, quality >= 0 && quality <= 1 ? quality : 0] as const;
    }),
  );
  const gzip = codings.get('gzip') ?? codings.get('x-gzip') ?? codings.get('*') ?? 0;
  return gzip > 0 && gzip >= (codings.get('identity') ?? 0);
}
