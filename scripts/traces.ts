import type { ProjectFile } from './project-files.ts';

/** What only makes sense on somebody's machine: paths of workplaces and homes, hosts that packages come from, merges under way. */
const TRACES: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.$}])\/(?:work|root)\/\w/, 'a path of one machine'],
  [/(?<![\w.$}])\/(?:home|Users)\/[a-z][\w-]*\//, 'a path of one machine'],
  [/^(?:<{7}|>{7}) /, 'a side of a merge that is not finished'],
  [/registry\.(?:npmjs|yarnpkg|npmmirror)\.\w+/, 'the host of a package registry'],
];

/** Lines of the project that give away the machine they were written on or the registry it uses. */
export function machineTraces(files: readonly ProjectFile[], registryHost?: string): string[] {
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, index) => {
      const own = registryHost !== undefined && line.includes(registryHost);
      const trace = own
        ? 'the host of a package registry'
        : TRACES.find(([pattern]) => pattern.test(line))?.[1];
      return trace === undefined ? [] : [`${file.path}:${index + 1} names ${trace}`];
    }),
  );
}
