import type { CheckWatch } from '../account/check-watch.ts';
import type { VerificationService } from '../account/verification-service.ts';
import type { AcrossTenants } from '../audit/across-tenants/across-tenants.ts';
import type { ErasureService } from '../audit/erasure/erasure-service.ts';
import type { HoldService } from '../audit/erasure/hold-service.ts';
import type { ReceiptService } from '../audit/receipt/receipt-service.ts';
import type { ChangeRequestService } from '../configuration/change-request/change-request-service.ts';
import type { ConfigurationService } from '../configuration/configuration-service.ts';
import type { DraftService } from '../configuration/draft-service.ts';
import type { RefreshService } from '../configuration/refresh-service.ts';
import type { VersionWatch } from '../configuration/version-watch.ts';
import type { Database } from '../database/client.ts';
import type { DispatchService } from '../dispatch/dispatch-service.ts';
import type { PauseService } from '../dispatch/policy/pause-service.ts';
import type { RecordQueries } from '../dispatch/record/record-queries.ts';
import type { RecordWatch } from '../dispatch/watch/record-watch.ts';
import type { StepUp } from '../kernel/step-up/step-up-rules.ts';
import type { LookupHashes } from '../secrets/recipient-cipher.ts';
import type { PlatformStats } from '../stats/platform-stats.ts';
import type { TenantService } from '../tenant/tenant-service.ts';

/** The parts that resolvers call: the verbs, the database for reads, and the watches for subscriptions. */
export interface Services {
  readonly database: Database;
  readonly verifications: VerificationService;
  readonly refreshes: RefreshService;
  readonly configurations: ConfigurationService;
  readonly changeRequests: ChangeRequestService;
  readonly drafts: DraftService;
  readonly tenants: TenantService;
  readonly checkWatch: CheckWatch;
  readonly versionWatch: VersionWatch;
  readonly dispatches: DispatchService;
  readonly records: RecordQueries;
  readonly recordWatch: RecordWatch;
  readonly platformStats: PlatformStats;
  readonly acrossTenants: AcrossTenants;
  readonly receipts: ReceiptService;
  readonly erasures: ErasureService;
  readonly holds: HoldService;
  readonly pauses: PauseService;
  readonly stepUp: StepUp;
  /** Of what idempotency keys stand for. */
  readonly hashes: LookupHashes;
}
