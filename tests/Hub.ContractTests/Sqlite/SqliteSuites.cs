using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Sqlite;

public sealed class SqliteInbox : InboxContract<SqliteFixture>;

public sealed class SqliteOutbox : OutboxContract<SqliteFixture>;

public sealed class SqliteStrandOrder : StrandOrderContract<SqliteFixture>;

public sealed class SqliteDeadLetters : DeadLettersContract<SqliteFixture>;
