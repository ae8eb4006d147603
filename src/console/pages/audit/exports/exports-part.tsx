import { useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { auditText } from '../../../text/en/audit.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { Checkbox } from '../../../ui/form/checkbox.tsx';
import { RadioGroup } from '../../../ui/form/radio-group.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Section, Stack } from '../../../ui/layout/section.tsx';
import styles from '../evidence/audit.module.css';
import { instantIn } from '../log/log-filter.ts';
import type { Download } from './download.ts';

const { exports: text, log } = auditText;

/** The log and evidence packs as files. */
export function ExportsPart({ download }: { readonly download: Download }) {
  return (
    <Stack>
      <Progress download={download} />
      <div>
        <ExportForm download={download} />
        <PackForm download={download} />
      </div>
    </Stack>
  );
}

function ExportForm({ download }: { readonly download: Download }) {
  const { name, tenantId } = useTenant();
  const [format, setFormat] = useState<'ndjson' | 'csv'>('ndjson');
  const [omit, setOmit] = useState(false);
  const begin = () => {
    const asked = parametersOf(tenantId, { format, disclosures: omit ? 'omit' : 'include' });
    download.begin('audit/export', asked, `${name}.${format}`);
  };
  return (
    <Section title={text.title} lead={text.lead}>
      <RadioGroup
        label={text.format}
        value={format}
        onChange={setFormat}
        options={[
          { id: 'ndjson', label: text.formats.ndjson },
          { id: 'csv', label: text.formats.csv },
        ]}
      />
      <Checkbox selected={omit} onChange={setOmit}>
        {text.omit}
      </Checkbox>
      <div>
        <Button kind="primary" disabled={download.state.status === 'running'} onPress={begin}>
          {text.begin}
        </Button>
      </div>
    </Section>
  );
}

function PackForm({ download }: { readonly download: Download }) {
  const { name, tenantId } = useTenant();
  const [span, setSpan] = useState({ from: '', to: '' });
  const [omit, setOmit] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const begin = () => {
    const [from, to] = [instantIn(span.from), instantIn(span.to)];
    const isSpan = from !== undefined && to !== undefined && from < to;
    setWrong(!isSpan);
    if (!isSpan) return;
    const asked = parametersOf(tenantId, { from, to, disclosures: omit ? 'omit' : 'include' });
    download.begin('audit/pack', asked, `${name}-${from.slice(0, 10)}-${to.slice(0, 10)}.zip`);
  };
  return (
    <Section title={text.packTitle} lead={text.packLead}>
      <div className={styles.form}>
        <TextField
          label={log.from}
          type="datetime-local"
          value={span.from}
          onChange={(from) => setSpan({ ...span, from })}
        />
        <TextField
          label={log.to}
          type="datetime-local"
          value={span.to}
          onChange={(to) => setSpan({ ...span, to })}
          error={isWrong ? text.span : null}
        />
      </div>
      <Checkbox selected={omit} onChange={setOmit}>
        {text.omit}
      </Checkbox>
      <div>
        <Button kind="primary" disabled={download.state.status === 'running'} onPress={begin}>
          {text.packBegin}
        </Button>
      </div>
    </Section>
  );
}

function parametersOf(tenantId: string | null, given: Readonly<Record<string, string>>): URLSearchParams {
  const parameters = new URLSearchParams(given);
  if (tenantId !== null) parameters.set('tenant', tenantId);
  return parameters;
}

function Progress({ download: { state, cancel } }: { readonly download: Download }) {
  switch (state.status) {
    case 'running':
      return (
        <Notice
          tone="info"
          title={[
            text.received(sizeInWords(state.bytes)),
            state.entries === null ? '' : text.ofLog(state.entries),
          ].join(' ')}
          actions={
            <Button small onPress={cancel}>
              {text.cancel}
            </Button>
          }
        >
          <p>{text.stays}</p>
        </Notice>
      );
    case 'done':
      return (
        <Notice
          tone="good"
          title={text.done(state.name, sizeInWords(state.bytes))}
          actions={
            <Button small onPress={state.again}>
              {text.saveAgain}
            </Button>
          }
        />
      );
    case 'failed':
      return (
        <Notice tone="error" title={text.failed}>
          <p>{state.message}</p>
        </Notice>
      );
    case 'cancelled':
      return <Notice tone="neutral" title={text.cancelled} />;
    default:
      return null;
  }
}

const MEGABYTE = 1_000_000;

function sizeInWords(bytes: number): string {
  return bytes < MEGABYTE ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
