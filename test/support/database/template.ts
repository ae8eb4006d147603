import { migrate } from '../../../src/database/migrate/migrate.ts';

/** Brings the template, of which every test database is a copy, to the present schema. */
export async function prepareTemplate(url: string): Promise<void> {
  await migrate({ url });
}
