using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Postgres;

public sealed class PostgresDeadLetters : DeadLettersContract<PostgresFixture>;

public sealed class PostgresLaneBoard : LaneBoardContract<PostgresFixture>;

public sealed class PostgresDossiers : DossiersContract<PostgresFixture>;

public sealed class PostgresKeys : KeysContract<PostgresFixture>;

public sealed class PostgresAudit : AuditContract<PostgresFixture>;

public sealed class PostgresIdempotency : IdempotencyContract<PostgresFixture>;

public sealed class PostgresSubscriptions : SubscriptionsContract<PostgresFixture>;

public sealed class PostgresCatalogue : CatalogueContract<PostgresFixture>;

public sealed class PostgresTimers : TimersContract<PostgresFixture>;

public sealed class PostgresRedrives : RedrivesContract<PostgresFixture>;

public sealed class PostgresRetention : RetentionContract<PostgresFixture>;

public sealed class PostgresStoreInfo : StoreInfoContract<PostgresFixture>;

public sealed class PostgresConsignments : ConsignmentsContract<PostgresFixture>;

public sealed class PostgresPostalCommit : PostalCommitContract<PostgresFixture>;

public sealed class PostgresPostalRetention : PostalRetentionContract<PostgresFixture>;

public sealed class PostgresTasks : TasksContract<PostgresFixture>;

public sealed class PostgresUnits : UnitsContract<PostgresFixture>;
