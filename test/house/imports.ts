import { posix } from 'node:path';
import { isNode, nameOf, type SourceFile, type SyntaxNode, visit } from '../../scripts/source-tree.ts';

/** One reference from a file to another file or package. */
export interface ImportedModule {
  readonly node: SyntaxNode;
  /** The path of a file of ours, or the specifier of a package. */
  readonly target: string;
  readonly ours: boolean;
  /** The names it takes, as the other side calls them; empty for a whole module. */
  readonly names: readonly string[];
  /** Gone after compilation. */
  readonly typeOnly: boolean;
}

const REFERENCES = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
  'TSExternalModuleReference',
]);

function specifiersOf(node: SyntaxNode): SyntaxNode[] {
  const specifiers = node['specifiers'];
  return Array.isArray(specifiers) ? specifiers.filter(isNode) : [];
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type') {
    return true;
  }
  const specifiers = specifiersOf(node);
  return (
    specifiers.length > 0 &&
    specifiers.every((one) => one['importKind'] === 'type' || one['exportKind'] === 'type')
  );
}

function specifierOf(node: SyntaxNode): string | undefined {
  return nameOf(node.type === 'TSExternalModuleReference' ? node['expression'] : node['source']);
}

const alreadyRead = new WeakMap<SourceFile, ImportedModule[]>();

/** Every import, re-export, dynamic import and import type of a file. Computed dynamic imports have no target. */
export function importsOf(file: SourceFile): ImportedModule[] {
  const known = alreadyRead.get(file);
  if (known !== undefined) {
    return known;
  }
  const found: ImportedModule[] = [];
  visit(file.program, (node) => {
    const specifier = REFERENCES.has(node.type) ? specifierOf(node) : undefined;
    if (specifier !== undefined) {
      const ours = specifier.startsWith('.');
      found.push({
        node,
        ours,
        target: ours ? posix.join(posix.dirname(file.path), specifier) : specifier,
        names: specifiersOf(node).flatMap((one) => nameOf(one['imported'] ?? one['local']) ?? []),
        typeOnly: isTypeOnly(node),
      });
    }
    return undefined;
  });
  alreadyRead.set(file, found);
  return found;
}
