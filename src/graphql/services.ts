import type { CheckWatch } from '../account/check-watch.ts';
import type { VerificationService } from '../account/verification-service.ts';
import type { ConfigurationService } from '../configuration/configuration-service.ts';
import type { DraftService } from '../configuration/draft-service.ts';
import type { RefreshService } from '../configuration/refresh-service.ts';
import type { TenantService } from '../configuration/tenant-service.ts';
import type { Database } from '../database/client.ts';

/** The parts that resolvers call: the verbs, the database for reads, and the watch for subscriptions. */
export interface Services {
  readonly database: Database;
  readonly verifications: VerificationService;
  readonly refreshes: RefreshService;
  readonly configurations: ConfigurationService;
  readonly drafts: DraftService;
  readonly tenants: TenantService;
  readonly checkWatch: CheckWatch;
}
