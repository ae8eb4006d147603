import { useState } from 'react';
import { useLocation } from 'wouter';
import { pathOf } from '../caller/paths.ts';
import { shellText } from '../text/en/shell.ts';
import { Button } from '../ui/form/button.tsx';
import { TextField } from '../ui/form/text-field.tsx';
import { PageHeading } from '../ui/layout/page-heading.tsx';
import { Section, Stack } from '../ui/layout/section.tsx';
import styles from './app.module.css';

const TENANT = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,64}$/;

/** Asks a role of the platform for the tenant that a page is to be about. */
export function TenantChoice({ page }: { readonly page: string }) {
  const [tenant, setTenant] = useState('');
  const [wrong, setWrong] = useState(false);
  const [, navigate] = useLocation();
  return (
    <>
      <PageHeading>{shellText.tenant.title}</PageHeading>
      <Section title={shellText.tenant.label} lead={shellText.tenant.explanation}>
        <form
          className={styles.narrow}
          onSubmit={(event) => {
            event.preventDefault();
            const name = tenant.trim();
            if (TENANT.test(name)) navigate(pathOf(page, name));
            else setWrong(true);
          }}
        >
          <Stack>
            <TextField
              label={shellText.tenant.label}
              value={tenant}
              maxLength={64}
              onChange={setTenant}
              error={wrong ? shellText.tenant.wrong : null}
            />
            <div>
              <Button kind="primary" type="submit">
                {shellText.tenant.open}
              </Button>
            </div>
          </Stack>
        </form>
      </Section>
    </>
  );
}
