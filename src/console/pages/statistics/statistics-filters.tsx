import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { statisticsText } from '../../text/en/statistics.ts';
import { FilterBar, useFilters } from '../../ui/form/filter-bar.tsx';
import formStyles from '../../ui/form/form.module.css';
import { Select } from '../../ui/form/select.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { type Bucket, bucketsFor, isZone, ownZone, PERIODS, type Span, zones } from './period.ts';

const NAMES = ['period', 'from', 'to', 'zone', 'bucket', 'channel', 'account', 'country'] as const;

/** The filters of the page, all of which are in the address. */
export function useStatisticsFilters() {
  const filters = useFilters(NAMES);
  const zone = filters.get('zone');
  return {
    ...filters,
    chosen: {
      period: filters.get('period') || '7d',
      from: filters.get('from'),
      to: filters.get('to'),
      zone: isZone(zone) && zone !== '' ? zone : ownZone(),
      bucket: filters.get('bucket'),
    },
    channel: CHANNELS.find((one) => one === filters.get('channel')) ?? null,
    account: ACCOUNTS.find((one) => one === filters.get('account')) ?? null,
    country: COUNTRY.test(filters.get('country')) ? filters.get('country').toUpperCase() : null,
  };
}

/** The question about the statistics of a span, under the filters of the page. */
export function questionOf(
  { channel, account, country, chosen }: ReturnType<typeof useStatisticsFilters>,
  { from, to, before, bucket }: Span,
) {
  return {
    before,
    bucket,
    timeZone: chosen.zone,
    range: { from, to },
    filter: {
      channel: channel === null ? null : [channel],
      billedAccount: account === null ? null : [account],
      country: country === null ? null : [country],
    },
  };
}

const CHANNELS = ['SMS', 'VOICE'] as const;
const ACCOUNTS = ['CUSTOM', 'DEFAULT', 'NONE', 'UNKNOWN'] as const;
const COUNTRY = /^[A-Za-z]{2}$/;
const ANY = 'any';

/** The filters of the page. */
export function StatisticsFilters(props: {
  readonly filters: ReturnType<typeof useStatisticsFilters>;
  readonly days: number | undefined;
  readonly bucket: Bucket | undefined;
}) {
  const { filters, days, bucket } = props;
  const { chosen } = filters;
  const text = statisticsText.filters;
  return (
    <FilterBar label={text.label} filters={filters}>
      <Select
        label={text.period}
        options={PERIODS.map((id) => ({ id, label: statisticsText.periods[id] }))}
        value={PERIODS.find((one) => one === chosen.period) ?? '7d'}
        onChange={(period) => filters.set({ period, bucket: '' })}
      />
      {chosen.period === 'custom' ? (
        <>
          <TextField
            label={text.from}
            type="date"
            value={chosen.from}
            onChange={(from) => filters.set({ from })}
          />
          <TextField
            label={text.to}
            type="date"
            value={chosen.to}
            onChange={(to) => filters.set({ to })}
            error={days === undefined && chosen.from !== '' && chosen.to !== '' ? text.wrongDays : null}
          />
        </>
      ) : null}
      <Select
        label={text.bucket}
        options={bucketsFor(days ?? 1).map((id) => ({ id, label: statisticsText.buckets[id] }))}
        value={bucket ?? null}
        onChange={(next) => filters.set({ bucket: next })}
      />
      <ZoneChoice zone={chosen.zone} onChange={(zone) => filters.set({ zone })} />
      <Select
        label={text.channel}
        options={[{ id: ANY, label: text.any }, ...CHANNELS.map((id) => ({ id, label: text.channels[id] }))]}
        value={filters.channel ?? ANY}
        onChange={(channel) => filters.set({ channel: channel === ANY ? '' : channel })}
      />
      <Select
        label={text.account}
        options={[
          { id: ANY, label: text.any },
          ...ACCOUNTS.map((id) => ({ id, label: statisticsText.accounts[id] })),
        ]}
        value={filters.account ?? ANY}
        onChange={(account) => filters.set({ account: account === ANY ? '' : account })}
      />
      <TextField
        label={text.country}
        value={filters.get('country')}
        maxLength={2}
        placeholder={text.countryExample}
        onChange={(country) => filters.set({ country })}
      />
    </FilterBar>
  );
}

/** The zone whose hours and days are meant, found by typing a part of its name. */
function ZoneChoice({
  zone,
  onChange,
}: {
  readonly zone: string;
  readonly onChange: (zone: string) => void;
}) {
  return (
    <ComboBox
      className={formStyles.field}
      defaultItems={ZONES}
      selectedKey={zone}
      onSelectionChange={(key) => {
        if (typeof key === 'string') onChange(key);
      }}
      menuTrigger="focus"
    >
      <Label className={formStyles.label}>{statisticsText.filters.zone}</Label>
      <Input className={formStyles.input} />
      <Button hidden />
      <Popover className={formStyles.popover}>
        <ListBox className={formStyles.options}>
          {({ id }: (typeof ZONES)[number]) => (
            <ListBoxItem id={id} className={formStyles.option} textValue={id}>
              {id}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

const ZONES = zones().map((id) => ({ id }));
