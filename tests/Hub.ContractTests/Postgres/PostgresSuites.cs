using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Postgres;

// Under the role that owns nothing, as a centre's hub works; the owner does more in one thing only, the migration, and that has tests of its own.

public sealed class PostgresInbox : InboxContract<PostgresRoleFixture>;

public sealed class PostgresOutbox : OutboxContract<PostgresRoleFixture>;

public sealed class PostgresAnnounce : AnnounceContract<PostgresRoleFixture>;

public sealed class PostgresStrandOrder : StrandOrderContract<PostgresRoleFixture>;

public sealed class PostgresStrandProperty : StrandPropertyContract<PostgresRoleFixture>;

public sealed class PostgresDeadLetters : DeadLettersContract<PostgresRoleFixture>;

public sealed class PostgresLaneBoard : LaneBoardContract<PostgresRoleFixture>;

public sealed class PostgresDossiers : DossiersContract<PostgresRoleFixture>;

public sealed class PostgresKeys : KeysContract<PostgresRoleFixture>;

public sealed class PostgresAudit : AuditContract<PostgresRoleFixture>;

public sealed class PostgresIdempotency : IdempotencyContract<PostgresRoleFixture>;

public sealed class PostgresSubscriptions : SubscriptionsContract<PostgresRoleFixture>;

public sealed class PostgresCatalogue : CatalogueContract<PostgresRoleFixture>;

public sealed class PostgresTimers : TimersContract<PostgresRoleFixture>;

public sealed class PostgresRedrives : RedrivesContract<PostgresRoleFixture>;

public sealed class PostgresRetention : RetentionContract<PostgresRoleFixture>;

public sealed class PostgresStoreInfo : StoreInfoContract<PostgresRoleFixture>;

public sealed class PostgresConsignments : ConsignmentsContract<PostgresRoleFixture>;

public sealed class PostgresPostalCommit : PostalCommitContract<PostgresRoleFixture>;

public sealed class PostgresPostalRetention : PostalRetentionContract<PostgresRoleFixture>;

public sealed class PostgresTasks : TasksContract<PostgresRoleFixture>;

public sealed class PostgresWriteOffs : WriteOffContract<PostgresRoleFixture>;

public sealed class PostgresAccountChanges : AccountChangeContract<PostgresRoleFixture>;

public sealed class PostgresRefunds : RefundContract<PostgresRoleFixture>;

public sealed class PostgresProposals : ProposalsContract<PostgresRoleFixture>;

public sealed class PostgresUnits : UnitsContract<PostgresRoleFixture>;

public sealed class PostgresClock : ClockContract<PostgresFixture>;

public sealed class PostgresBooking : BookingContract<PostgresRoleFixture>;

public sealed class PostgresPlatform : PlatformContract<PostgresRoleFixture>;

public sealed class PostgresStatements : StatementContract<PostgresRoleFixture>;

public sealed class PostgresFormer : FormerContract<PostgresRoleFixture>;

public sealed class PostgresExpected : ExpectedContract<PostgresRoleFixture>;
