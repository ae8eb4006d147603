import type { StatisticsPageQuery } from '../../generated/graphql.ts';
import { statisticsText } from '../../text/en/statistics.ts';
import { Code, Count, Money } from '../../ui/show/values.tsx';
import { Drawing } from './drawing.tsx';
import { Figure, type FigureColumn } from './figure.tsx';
import { summedBy, sumOfDecimals } from './sums.ts';

type Cost = NonNullable<NonNullable<StatisticsPageQuery['tenant']>['cost']>;
type Group = Cost['buckets'][number]['groups'][number];

/** The cost of one account in one country. */
interface CostRow extends Pick<Group, 'accountSid' | 'country'> {
  readonly account: keyof typeof statisticsText.accounts;
  readonly charged: number;
  readonly amount: string;
}

/** The number of countries that are drawn, those that cost most; the table has all. */
const DRAWN = 12;
const PAYERS = ['CUSTOM', 'DEFAULT'] as const;

/** The cost of dispatches by account and country, the dearest first; each currency for itself. */
export function CostFigures({ cost }: { readonly cost: Cost }) {
  const text = statisticsText.cost;
  const groups = cost.buckets.flatMap((bucket) => bucket.groups);
  const currencies = new Set(
    groups.flatMap(({ charges }) => (charges ?? []).map(({ currency }) => currency)),
  );
  if (currencies.size === 0)
    return (
      <Figure
        title={text.title}
        lead={text.lead}
        name="cost"
        columns={[]}
        items={[]}
        idOf={() => ''}
        empty={<p>{text.none}</p>}
      />
    );
  return [...currencies]
    .toSorted()
    .map((currency) => <CostFigure key={currency} currency={currency} rows={rowsOf(groups, currency)} />);
}

function CostFigure({ currency, rows }: { readonly currency: string; readonly rows: readonly CostRow[] }) {
  const text = statisticsText.cost;
  return (
    <Figure<CostRow>
      title={text.titleOf(currency)}
      lead={text.lead}
      name={`cost-${currency.toLowerCase()}`}
      items={rows}
      idOf={keyOf}
      columns={columnsOf(currency)}
      chart={
        <Drawing
          lying
          label={text.titleOf(currency)}
          format={(value) => statisticsText.money(value, currency)}
          rows={countriesOf(rows)}
          series={PAYERS.filter((payer) => rows.some(({ account }) => account === payer)).map((id) => ({
            id,
            title: statisticsText.accounts[id],
            kind: 'bar',
            colour: id === 'CUSTOM' ? 1 : 2,
          }))}
        />
      }
    />
  );
}

function columnsOf(currency: string): readonly FigureColumn<CostRow>[] {
  const text = statisticsText.cost;
  return [
    { id: 'account', title: text.account, text: ({ account }) => statisticsText.accounts[account] },
    {
      id: 'sid',
      title: text.sid,
      text: ({ accountSid }) => accountSid ?? '',
      show: ({ accountSid }) => (accountSid === null ? text.unknownSid : <Code>{accountSid}</Code>),
    },
    { id: 'country', title: text.countryTitle, text: ({ country }) => text.country(country) },
    {
      id: 'charged',
      title: text.charged,
      end: true,
      text: ({ charged }) => String(charged),
      show: ({ charged }) => <Count of={charged} />,
    },
    {
      id: 'amount',
      title: text.amount(currency),
      end: true,
      text: ({ amount }) => amount,
      show: ({ amount }) => <Money amount={amount} currency={currency} />,
    },
  ];
}

function keyOf({
  account,
  accountSid,
  country,
}: Pick<CostRow, 'account' | 'accountSid' | 'country'>): string {
  return [account, accountSid, country].join(' ');
}

function rowsOf(groups: readonly Group[], currency: string): readonly CostRow[] {
  const charged = groups.flatMap(({ billedAccount, accountSid, country, charges }) =>
    (charges ?? [])
      .filter((charge) => charge.currency === currency)
      .map(({ charged: count, amount }) => ({
        account: billedAccount ?? ('UNKNOWN' as const),
        accountSid,
        country,
        charged: count,
        amount,
      })),
  );
  return summedBy(charged, keyOf, (same) => ({
    ...same[0],
    charged: same.reduce((sum, { charged: count }) => sum + count, 0),
    amount: sumOfDecimals(same.map(({ amount }) => amount)),
  })).toSorted((a, b) => Number(b.amount) - Number(a.amount));
}

/** The countries that cost most, with numbers to draw. */
function countriesOf(rows: readonly CostRow[]) {
  const amountOf = (same: readonly CostRow[], payer: string) =>
    same.reduce((sum, { account, amount }) => sum + (account === payer ? Number(amount) : 0), 0);
  return summedBy(
    rows,
    ({ country }) => country ?? '',
    (same) => ({
      name: statisticsText.cost.country(same[0].country),
      values: { CUSTOM: amountOf(same, 'CUSTOM'), DEFAULT: amountOf(same, 'DEFAULT') },
    }),
  )
    .toSorted((a, b) => b.values.CUSTOM + b.values.DEFAULT - a.values.CUSTOM - a.values.DEFAULT)
    .slice(0, DRAWN);
}
