import { dirname } from 'node:path';
import type { SourceFile } from '../../scripts/source-tree.ts';
import { importsOf } from './imports.ts';
import { partOf } from './layer-picture.ts';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

function graphOf(files: readonly SourceFile[], nodeOf: (path: string) => string): Graph {
  const graph = new Map<string, Set<string>>();
  for (const file of files) {
    const node = nodeOf(file.path);
    const targets = graph.get(node) ?? new Set<string>();
    for (const one of importsOf(file)) {
      if (one.ours && nodeOf(one.target) !== node) {
        targets.add(nodeOf(one.target));
      }
    }
    graph.set(node, targets);
  }
  return graph;
}

/** The shortest way from a node back to itself, or undefined. */
function wayBack(graph: Graph, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const target of graph.get(node) ?? []) {
      if (target === start) {
        const way = [start];
        for (let step: string | undefined = node; step !== undefined; step = cameFrom.get(step)) {
          way.unshift(step);
        }
        return way;
      }
      if (!cameFrom.has(target)) {
        cameFrom.set(target, node);
        queue.push(target);
      }
    }
  }
  return undefined;
}

function cyclesIn(graph: Graph): string[] {
  const seen = new Set<string>();
  const cycles: string[] = [];
  for (const node of [...graph.keys()].sort()) {
    const way = seen.has(node) ? undefined : wayBack(graph, node);
    if (way !== undefined) {
      for (const step of way) {
        seen.add(step);
      }
      cycles.push(way.join(' → '));
    }
  }
  return cycles;
}

/** Cycles between files, imports of types included, each as the way around it. */
export function fileCycles(files: readonly SourceFile[]): string[] {
  return cyclesIn(graphOf(files, (path) => path));
}

/** Cycles between the parts of the picture, even where no file is part of a cycle. */
export function folderCycles(files: readonly SourceFile[]): string[] {
  return cyclesIn(graphOf(files, partOf));
}

/** Cycles between folders of any depth. */
export function roomCycles(files: readonly SourceFile[]): string[] {
  return cyclesIn(graphOf(files, (path) => dirname(path)));
}
