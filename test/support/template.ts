/**
 * Fills the database that every test's database is copied from.
 *
 * @param _url connects as the tests' login, which owns the database and is no superuser
 */
export async function prepareTemplate(_url: string): Promise<void> {}
