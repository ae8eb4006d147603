const TOLD = /^The verifier for auditors, `dist\/verify\.mjs`, has the SHA-256 `[0-9a-f]{64}`\.\n\n/;

/** The changelog, whose newest version tells the SHA-256 of its verifier, once. Throws where there is no version. */
export function withDigest(changelog: string, digest: string): string {
  const [heading] = /^## .+\n\n/m.exec(changelog) ?? [];
  if (heading === undefined) throw new Error('CHANGELOG.md has no version to tell the SHA-256 of');
  const at = changelog.indexOf(heading) + heading.length;
  const line = `The verifier for auditors, \`dist/verify.mjs\`, has the SHA-256 \`${digest}\`.\n\n`;
  return changelog.slice(0, at) + line + changelog.slice(at).replace(TOLD, '');
}
