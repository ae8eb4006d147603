import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GrowingTree } from '../../src/ledger/tree/growing-tree.ts';
import {
  consistencyPlan,
  EMPTY_TREE,
  extendTree,
  inclusionClaim,
  inclusionPlan,
  isConsistent,
  joined,
  leafHash,
  nodeHash,
  type ProofPlan,
  rootFromInclusion,
  rootOf,
} from '../../src/ledger/tree/merkle-rules.ts';
import { naiveConsistency, naiveInclusion, naiveRoot } from '../support/ledger/naive-tree.ts';
import vectors from './vectors/rfc6962.json' with { type: 'json' };

/** A log of so many entries, no two of which are the same. */
const entriesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => Buffer.from(`entry ${index}`));

/** All that a database keeps of a tree: its leaves and perfect subtrees by their places. */
function storedTree(entries: readonly Buffer[]) {
  const leaves = entries.map(leafHash);
  const { tree, completed } = extendTree(EMPTY_TREE, leaves);
  const stored = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  for (const [index, leaf] of leaves.entries()) stored.set(`0/${index}`, leaf);
  const prove = (plan: ProofPlan) =>
    plan.map((range) =>
      joined(range.map(({ level, index }) => stored.get(`${level}/${index}`) ?? Buffer.of())),
    );
  return { tree, leaves, root: rootOf(tree), prove };
}

const hexes = (hashes: readonly Buffer[]) => hashes.map((hash) => hash.toString('hex'));
const fromHexes = (hashes: readonly string[]) => hashes.map((hash) => Buffer.from(hash, 'hex'));

const size = fc.integer({ min: 1, max: 130 });
const leafOfTree = size.chain((n) => fc.record({ n: fc.constant(n), index: fc.nat({ max: n - 1 }) }));
const twoSizes = size.chain((n) => fc.record({ n: fc.constant(n), m: fc.integer({ min: 1, max: n }) }));

/** The proof with one thing changed: a bit, a hash too many or too few, two of them in the other order. */
const alteration = fc.oneof(
  fc.record({ what: fc.constant('bit' as const), at: fc.nat(), bit: fc.nat({ max: 255 }) }),
  fc.record({ what: fc.constant('left out' as const), at: fc.nat(), bit: fc.constant(0) }),
  fc.record({ what: fc.constant('added' as const), at: fc.nat(), bit: fc.constant(0) }),
  fc.record({ what: fc.constant('swapped' as const), at: fc.nat(), bit: fc.constant(0) }),
);

function altered(
  proof: readonly Buffer[],
  { what, at, bit }: { what: string; at: number; bit: number },
): Buffer[] {
  const copy: Buffer[] = proof.map((hash) => Buffer.from(hash));
  const place = at % Math.max(1, copy.length);
  if (what === 'added') return copy.toSpliced(at % (copy.length + 1), 0, leafHash(Buffer.from('stranger')));
  if (what === 'left out') return copy.toSpliced(place, 1);
  const hash = copy[place];
  if (what === 'bit' && hash !== undefined) hash[bit >> 3] = (hash[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  if (what === 'swapped' && copy.length > 1) return [...copy.slice(1), ...copy.slice(0, 1)];
  return copy;
}

describe('the public vectors of RFC 6962', () => {
  const leaves = fromHexes(vectors.leaves).map(leafHash);
  const roots = new Map(
    Object.entries(vectors.roots).map(([n, root]) => [Number(n), Buffer.from(root, 'hex')]),
  );
  const rootAt = (n: number) => roots.get(n) ?? Buffer.of();
  const { prove } = storedTree(fromHexes(vectors.leaves));

  test('give every root, the empty tree’s too (A3)', () => {
    for (const [n, root] of roots) {
      expect(rootOf(extendTree(EMPTY_TREE, leaves.slice(0, n)).tree)).toEqual(root);
      const growing = new GrowingTree();
      for (const leaf of fromHexes(vectors.leaves).slice(0, n)) growing.add(leaf, 0, leaf.length);
      expect([growing.size, growing.root()]).toEqual([n, root]);
    }
    expect(roots.size).toBe(9);
  });

  test('give every inclusion proof, and each leads to its root (A3)', () => {
    for (const { index, size: n, proof } of vectors.inclusion) {
      expect(hexes(prove(inclusionPlan(index, n)))).toEqual(proof);
      expect(rootFromInclusion(index, n, leaves[index] ?? Buffer.of(), fromHexes(proof))).toEqual(rootAt(n));
    }
    expect(vectors.inclusion).toHaveLength(36);
  });

  test('give every consistency proof, and each holds (A3)', () => {
    for (const { from, to, proof } of vectors.consistency) {
      expect(hexes(prove(consistencyPlan(from, to)))).toEqual(proof);
      const [earlier, later] = [from, to].map((n) => ({ size: n, root: rootAt(n) }));
      if (earlier === undefined || later === undefined) throw new Error('two sizes');
      expect(isConsistent(earlier, later, fromHexes(proof))).toBe(true);
    }
    expect(vectors.consistency).toHaveLength(36);
  });
});

describe('a tree', () => {
  test('has the root of the RFC’s recursive definition, however it grew (A3)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 }),
        fc.array(fc.nat()),
        (bytes, cuts) => {
          const entries = bytes.map((one) => Buffer.from(one));
          const places = [0, ...cuts.map((cut) => cut % (entries.length + 1)), entries.length].sort(
            (a, b) => a - b,
          );
          let tree = EMPTY_TREE;
          for (const [at, place] of places.entries()) {
            tree = extendTree(tree, entries.slice(places[at - 1] ?? 0, place).map(leafHash)).tree;
          }
          const growing = new GrowingTree();
          for (const entry of entries) growing.add(entry, 0, entry.length);
          expect(rootOf(tree)).toEqual(naiveRoot(entries));
          expect(growing.root()).toEqual(naiveRoot(entries));
          expect([tree.size, growing.size]).toEqual([entries.length, entries.length]);
        },
      ),
    );
  });

  test('completes each perfect subtree exactly once, with the hash of its leaves alone (A3)', () => {
    const entries = entriesOf(100);
    let tree = EMPTY_TREE;
    const all = [];
    for (let at = 0; at < entries.length; at += 7) {
      const grown = extendTree(tree, entries.slice(at, at + 7).map(leafHash));
      tree = grown.tree;
      all.push(...grown.completed);
    }
    const expected = [1, 2, 3, 4, 5, 6].flatMap((level) =>
      Array.from({ length: Math.floor(100 / 2 ** level) }, (_, index) => `${level}/${index}`),
    );
    expect(all.map(({ level, index }) => `${level}/${index}`).sort()).toEqual(expected.sort());
    for (const { level, index, hash } of all) {
      expect(hash).toEqual(naiveRoot(entries.slice(index * 2 ** level, (index + 1) * 2 ** level)));
    }
  });

  test('of which one entry has another byte has another root (A3)', () => {
    fc.assert(
      fc.property(leafOfTree, fc.nat(), ({ n, index }, at) => {
        const entries = entriesOf(n);
        const changed = Buffer.from(entries[index] ?? '');
        const place = at % changed.length;
        changed[place] = (changed[place] ?? 0) ^ 1;
        const { root } = storedTree(entries);
        expect(storedTree(entries.with(index, changed)).root).not.toEqual(root);
      }),
    );
  });

  test('takes entries of any length, and gives a root that stays as it is', () => {
    const growing = new GrowingTree();
    const long = Buffer.alloc(100_000, 'x');
    growing.add(long, 10, long.length);
    const alone = growing.root();
    expect(alone).toEqual(leafHash(long.subarray(10)));
    growing.add(long, 0, 3);
    expect(alone).toEqual(leafHash(long.subarray(10)));
    expect(growing.root()).toEqual(nodeHash(leafHash(long.subarray(10)), leafHash(Buffer.from('xxx'))));
  });

  test('joins nothing but hashes', () => {
    expect(() => nodeHash(Buffer.alloc(32), Buffer.alloc(31))).toThrow(RangeError);
    expect(() => nodeHash(Buffer.alloc(33), Buffer.alloc(32))).toThrow(RangeError);
  });
});

describe('an inclusion proof', () => {
  test('is the RFC’s, and leads from the leaf to the root (A3)', () => {
    fc.assert(
      fc.property(leafOfTree, ({ n, index }) => {
        const entries = entriesOf(n);
        const { leaves, root, prove } = storedTree(entries);
        const proof = prove(inclusionPlan(index, n));
        expect(proof).toEqual(naiveInclusion(index, entries));
        expect(rootFromInclusion(index, n, leaves[index] ?? Buffer.of(), proof)).toEqual(root);
      }),
    );
  });

  test('altered, shortened, lengthened or reordered leads elsewhere (A3)', () => {
    fc.assert(
      fc.property(leafOfTree, alteration, ({ n, index }, change) => {
        const { leaves, root, prove } = storedTree(entriesOf(n));
        const proof = prove(inclusionPlan(index, n));
        const other = altered(proof, change);
        fc.pre(hexes(other).join() !== hexes(proof).join());
        expect(rootFromInclusion(index, n, leaves[index] ?? Buffer.of(), other)).not.toEqual(root);
      }),
      { numRuns: 300 },
    );
  });

  test('of another leaf, index or size leads elsewhere (A3)', () => {
    fc.assert(
      fc.property(
        leafOfTree,
        fc.nat({ max: 140 }),
        fc.nat({ max: 140 }),
        ({ n, index }, otherIndex, otherSize) => {
          const { leaves, root, prove } = storedTree(entriesOf(n));
          const proof = prove(inclusionPlan(index, n));
          const leaf = leaves[index] ?? Buffer.of();
          if (otherIndex !== index) {
            expect(rootFromInclusion(otherIndex, n, leaf, proof)).not.toEqual(root);
            expect(rootFromInclusion(index, n, leaves[otherIndex] ?? Buffer.alloc(32), proof)).not.toEqual(
              root,
            );
          }
          // A proof fits several sizes of tree; anyone who checks it takes the size from the same checkpoint as the root.
          const atOtherSize = rootFromInclusion(index, otherSize, leaf, proof);
          const fits = otherSize > index && inclusionPlan(index, otherSize).length === proof.length;
          if (!fits) expect(atOtherSize).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  test('claims exactly the sizes in which a leaf there has a proof of that length (A3)', () => {
    const hash = Buffer.alloc(32);
    for (let index = 0; index < 40; index += 1) {
      for (let length = 0; length < 9; length += 1) {
        const claim = inclusionClaim(index, hash, Array<Buffer>(length).fill(hash));
        const sizes = Array.from({ length: 300 }, (_, n) => n).filter(
          (n) => n > index && inclusionPlan(index, n).length === length,
        );
        const claimed = Array.from({ length: 300 }, (_, n) => n).filter(
          (n) => claim !== undefined && n >= claim.leastSize && n <= claim.mostSize,
        );
        expect(claimed).toEqual(sizes);
      }
    }
  });

  test.each([
    [-1, 1],
    [1, 1],
    [0.5, 2],
    [0, 0],
    [Number.NaN, 1],
    [2 ** 53, 2 ** 53 + 2],
  ])('of leaf %d in a tree of %d does not exist', (index, n) => {
    expect(() => inclusionPlan(index, n)).toThrow(RangeError);
    expect(rootFromInclusion(index, n, leafHash(Buffer.of()), [])).toBeUndefined();
  });

  test('without end, or in a tree of half a leaf, is none', () => {
    expect(rootFromInclusion(0, 1.5, leafHash(Buffer.of()), [])).toBeUndefined();
    expect(inclusionClaim(0, Buffer.alloc(32), Array<Buffer>(54).fill(Buffer.alloc(32)))).toBeUndefined();
  });

  test('has at most as many hashes as the tree has levels, and is read from few subtrees, also of huge trees', () => {
    for (const n of [1_000_000, 2 ** 40 - 1, 2 ** 52 + 12_345]) {
      for (const index of [0, 1, Math.floor(n / 3), n - 2, n - 1]) {
        const plan = inclusionPlan(index, n);
        const levels = Math.ceil(Math.log2(n));
        expect(plan.length).toBeLessThanOrEqual(levels);
        expect(plan.flat().length).toBeLessThanOrEqual(2 * levels);
        const hash = Buffer.alloc(32);
        const claim = inclusionClaim(
          index,
          hash,
          plan.map(() => hash),
        );
        expect(claim?.leastSize).toBeLessThanOrEqual(n);
        expect(claim?.mostSize).toBeGreaterThanOrEqual(n);
      }
    }
  });
});

describe('a consistency proof', () => {
  test('is the RFC’s, and shows that the later tree begins with the earlier one (A3)', () => {
    fc.assert(
      fc.property(twoSizes, ({ m, n }) => {
        const entries = entriesOf(n);
        const { root, prove } = storedTree(entries);
        const proof = prove(consistencyPlan(m, n));
        expect(proof).toEqual(naiveConsistency(m, entries));
        const earlier = { size: m, root: naiveRoot(entries.slice(0, m)) };
        expect(isConsistent(earlier, { size: n, root }, proof)).toBe(true);
      }),
    );
  });

  test('altered, shortened, lengthened or reordered shows nothing (A3)', () => {
    fc.assert(
      fc.property(twoSizes, alteration, ({ m, n }, change) => {
        const entries = entriesOf(n);
        const { root, prove } = storedTree(entries);
        const proof = prove(consistencyPlan(m, n));
        const other = altered(proof, change);
        fc.pre(hexes(other).join() !== hexes(proof).join());
        const earlier = { size: m, root: naiveRoot(entries.slice(0, m)) };
        expect(isConsistent(earlier, { size: n, root }, other)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('shows nothing of another root or size (A3)', () => {
    fc.assert(
      fc.property(twoSizes, fc.nat({ max: 140 }), ({ m, n }, other) => {
        const entries = entriesOf(n);
        const { root, prove } = storedTree(entries);
        const proof = prove(consistencyPlan(m, n));
        const [earlier, later] = [
          { size: m, root: naiveRoot(entries.slice(0, m)) },
          { size: n, root },
        ];
        const stranger = naiveRoot(entriesOf(n + 1));
        expect(isConsistent({ ...earlier, root: stranger }, later, proof)).toBe(false);
        expect(isConsistent(earlier, { ...later, root: stranger }, proof)).toBe(false);
        if (other !== m && other < n && (other === 0 || consistencyPlan(other, n).length !== proof.length))
          expect(isConsistent({ ...earlier, size: other }, later, proof)).toBe(false);
        if (other < m) expect(isConsistent(earlier, { ...later, size: other }, proof)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('from the empty tree needs nothing, and its root is that of nothing', () => {
    const { root } = storedTree(entriesOf(3));
    const empty = { size: 0, root: naiveRoot([]) };
    expect(isConsistent(empty, { size: 3, root }, [])).toBe(true);
    expect(isConsistent(empty, { size: 3, root }, [root])).toBe(false);
    expect(isConsistent({ size: 0, root }, { size: 3, root }, [])).toBe(false);
    for (const [from, to] of [
      [0, 1],
      [2, 1],
      [1.5, 2],
    ] as const) {
      expect(() => consistencyPlan(from, to)).toThrow(RangeError);
    }
  });
});
