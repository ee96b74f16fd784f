using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Postgres;

public sealed class PostgresInbox : InboxContract<PostgresFixture>;

public sealed class PostgresOutbox : OutboxContract<PostgresFixture>;

public sealed class PostgresAnnounce : AnnounceContract<PostgresFixture>;

public sealed class PostgresStrandOrder : StrandOrderContract<PostgresFixture>;

public sealed class PostgresStrandProperty : StrandPropertyContract<PostgresFixture>;
