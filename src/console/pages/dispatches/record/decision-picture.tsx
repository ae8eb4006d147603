import { type ReactNode, useId } from 'react';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { classes } from '../../../ui/classes.ts';
import type { Decision, PictureEdge, PictureNode } from './decision.ts';
import styles from './decision-picture.module.css';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The places of the picture. It is drawn once for wide pages, and once for narrow ones. */
interface Arrangement {
  readonly width: number;
  readonly height: number;
  readonly box: { readonly width: number; readonly height: number };
  readonly places: Readonly<Record<'request' | 'custom' | 'default' | 'payer', Point>>;
  readonly ways: Readonly<
    Record<Way, { readonly path: string; readonly label: Point; readonly anchor: Anchor }>
  >;
}

type Anchor = 'start' | 'middle' | 'end';
type Way = 'requestToCustom' | 'requestToDefault' | 'customToDefault' | 'customToPayer' | 'defaultToPayer';
const WAYS: readonly Way[] = [
  'requestToCustom',
  'requestToDefault',
  'customToDefault',
  'customToPayer',
  'defaultToPayer',
];

const WIDE: Arrangement = {
  width: 860,
  height: 250,
  box: { width: 216, height: 84 },
  places: {
    request: { x: 1, y: 1 },
    custom: { x: 322, y: 1 },
    default: { x: 322, y: 163 },
    payer: { x: 643, y: 1 },
  },
  ways: {
    requestToCustom: { path: 'M217 43 H314', label: { x: 266, y: 34 }, anchor: 'middle' },
    requestToDefault: { path: 'M109 85 V205 H314', label: { x: 119, y: 196 }, anchor: 'start' },
    customToDefault: { path: 'M430 85 V155', label: { x: 442, y: 128 }, anchor: 'start' },
    customToPayer: { path: 'M538 43 H635', label: { x: 587, y: 34 }, anchor: 'middle' },
    defaultToPayer: { path: 'M538 205 H751 V93', label: { x: 741, y: 196 }, anchor: 'end' },
  },
};

const NARROW: Arrangement = {
  width: 300,
  height: 480,
  box: { width: 216, height: 84 },
  places: {
    request: { x: 1, y: 1 },
    custom: { x: 1, y: 133 },
    default: { x: 1, y: 265 },
    payer: { x: 1, y: 395 },
  },
  ways: {
    requestToCustom: { path: 'M109 85 V125', label: { x: 119, y: 112 }, anchor: 'start' },
    requestToDefault: { path: 'M217 43 H262 V307 H225', label: { x: 228, y: 112 }, anchor: 'start' },
    customToDefault: { path: 'M109 217 V257', label: { x: 119, y: 244 }, anchor: 'start' },
    customToPayer: { path: 'M217 175 H262 V437 H225', label: { x: 222, y: 167 }, anchor: 'start' },
    defaultToPayer: { path: 'M109 349 V387', label: { x: 119, y: 374 }, anchor: 'start' },
  },
};

/** The decision as a picture, which the sentences below it tell as well. */
export function DecisionPicture({ decision }: { readonly decision: Decision }) {
  return (
    <figure className={styles.figure}>
      <Drawing decision={decision} arrangement={WIDE} className={styles.wide} />
      <Drawing decision={decision} arrangement={NARROW} className={styles.narrow} />
      <figcaption className={styles.caption}>{decision.sentences.join(' ')}</figcaption>
    </figure>
  );
}

function Drawing(props: {
  readonly decision: Decision;
  readonly arrangement: Arrangement;
  readonly className: string | undefined;
}): ReactNode {
  const { decision, arrangement, className } = props;
  const { width, height, box, places, ways } = arrangement;
  const id = useId();
  return (
    <svg className={className} viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={id}>
      <title id={id}>{dispatchesText.record.picture}</title>
      <defs>
        <marker
          id={`${id}-tip`}
          viewBox="0 0 8 8"
          refX="1"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
        >
          <path d="M0 0 L8 4 L0 8 z" className={styles.tip} />
        </marker>
      </defs>
      {WAYS.map((way) => {
        const edge = decision[way];
        return edge === null ? null : <Edge key={way} edge={edge} at={ways[way]} tip={`url(#${id}-tip)`} />;
      })}
      <Box node={decision.request} at={places.request} size={box} />
      <Box node={decision.custom} at={places.custom} size={box} />
      <Box node={decision.default} at={places.default} size={box} />
      <Box node={decision.payer} at={places.payer} size={box} />
    </svg>
  );
}

function Edge(props: {
  readonly edge: PictureEdge;
  readonly at: Arrangement['ways'][Way];
  readonly tip: string;
}) {
  const { edge, at, tip } = props;
  return (
    <g className={styles[edge.kind]}>
      <path d={at.path} className={styles.way} markerEnd={tip} />
      <text x={at.label.x} y={at.label.y} textAnchor={at.anchor} className={styles.label}>
        {edge.kind === 'blocked' ? `✕ ${edge.label}` : edge.label}
      </text>
    </g>
  );
}

function Box(props: { readonly node: PictureNode; readonly at: Point; readonly size: Arrangement['box'] }) {
  const { node, at, size } = props;
  return (
    <g className={classes(styles.node, styles[node.tone])}>
      <rect x={at.x} y={at.y} width={size.width} height={size.height} rx="8" />
      <text x={at.x + 14} y={at.y + 26} className={styles.title}>
        {node.title}
      </text>
      {node.lines.map((line, index) => (
        <text key={line} x={at.x + 14} y={at.y + 48 + index * 20} className={styles.line}>
          {line}
        </text>
      ))}
    </g>
  );
}
