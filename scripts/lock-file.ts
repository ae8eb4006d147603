import { z } from 'zod';

const lockFileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

/**
 * What would make `npm ci` fail or differ elsewhere: addresses of a registry, entries without a checksum, and optional
 * dependencies that the lock does not know, which npm 11 refuses although npm 10 does not mind.
 */
export function lockFileProblems(text: string): string[] {
  const { packages } = lockFileSchema.parse(JSON.parse(text));
  const known = new Set(Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, '')));
  return Object.entries(packages).flatMap(([path, entry]) => {
    const missing = Object.keys(entry.optionalDependencies ?? {}).filter((name) => !known.has(name));
    const name = path.replace(/^node_modules\//, '') || 'the project';
    return [
      ...(entry.resolved === undefined ? [] : [`${name} names the address that it came from`]),
      ...(path === '' || entry.link || entry.integrity ? [] : [`${name} has no checksum`]),
      ...missing.map((one) => `${name} may need ${one}, which the lock does not know`),
    ];
  });
}
