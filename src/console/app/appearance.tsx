import { useState } from 'react';
import { shellText } from '../text/en/shell.ts';
import { Select } from '../ui/form/select.tsx';

const APPEARANCES = ['system', 'light', 'dark'] as const;
type Appearance = (typeof APPEARANCES)[number];
const KEPT_AS = 'appearance';

function kept(): Appearance {
  const value = localStorage.getItem(KEPT_AS);
  return APPEARANCES.find((one) => one === value) ?? 'system';
}

function apply(appearance: Appearance) {
  if (appearance === 'system') delete document.documentElement.dataset['appearance'];
  else document.documentElement.dataset['appearance'] = appearance;
}

/** The choice between light and dark; as the system has it unless chosen. */
export function AppearanceChoice() {
  const [appearance, setAppearance] = useState(() => {
    const first = kept();
    apply(first);
    return first;
  });
  return (
    <Select
      label={shellText.appearance.label}
      compact
      options={APPEARANCES.map((id) => ({ id, label: shellText.appearance[id] }))}
      value={appearance}
      onChange={(next) => {
        localStorage.setItem(KEPT_AS, next);
        apply(next);
        setAppearance(next);
      }}
    />
  );
}
