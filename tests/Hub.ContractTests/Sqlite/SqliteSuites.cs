using Hub.ContractTests.Contracts;
using Xunit;

namespace Hub.ContractTests.Sqlite;

public sealed class SqliteInbox : InboxContract<SqliteFixture>;

public sealed class SqliteOutbox : OutboxContract<SqliteFixture>;

public sealed class SqliteAnnounce : AnnounceContract<SqliteFixture>;

public sealed class SqliteStrandOrder : StrandOrderContract<SqliteFixture>;

public sealed class SqliteDeadLetters : DeadLettersContract<SqliteFixture>;

public sealed class SqliteLaneBoard : LaneBoardContract<SqliteFixture>;

public sealed class SqliteDossiers : DossiersContract<SqliteFixture>;

public sealed class SqliteKeys : KeysContract<SqliteFixture>;

public sealed class SqliteAudit : AuditContract<SqliteFixture>;

public sealed class SqliteIdempotency : IdempotencyContract<SqliteFixture>;

public sealed class SqliteSubscriptions : SubscriptionsContract<SqliteFixture>;

public sealed class SqliteCatalogue : CatalogueContract<SqliteFixture>;

public sealed class SqliteTimers : TimersContract<SqliteFixture>;

public sealed class SqliteRedrives : RedrivesContract<SqliteFixture>;

public sealed class SqliteRetention : RetentionContract<SqliteFixture>;

public sealed class SqliteStoreInfo : StoreInfoContract<SqliteFixture>;

[Trait("Run", "slow")]
public sealed class SqliteStrandProperty : StrandPropertyContract<SqliteFixture>;

public sealed class SqliteConsignments : ConsignmentsContract<SqliteFixture>;

public sealed class SqlitePostalCommit : PostalCommitContract<SqliteFixture>;

public sealed class SqlitePostalRetention : PostalRetentionContract<SqliteFixture>;

public sealed class SqliteTasks : TasksContract<SqliteFixture>;

public sealed class SqliteWriteOffs : WriteOffContract<SqliteFixture>;

public sealed class SqliteAccountChanges : AccountChangeContract<SqliteFixture>;

public sealed class SqliteRefunds : RefundContract<SqliteFixture>;

public sealed class SqliteProposals : ProposalsContract<SqliteFixture>;

public sealed class SqliteUnits : UnitsContract<SqliteFixture>;

public sealed class SqliteClock : ClockContract<SqliteFixture>;

public sealed class SqliteBooking : BookingContract<SqliteFixture>;

public sealed class SqlitePlatform : PlatformContract<SqliteFixture>;

public sealed class SqliteStatements : StatementContract<SqliteFixture>;

public sealed class SqliteFormer : FormerContract<SqliteFixture>;

public sealed class SqliteExpected : ExpectedContract<SqliteFixture>;
