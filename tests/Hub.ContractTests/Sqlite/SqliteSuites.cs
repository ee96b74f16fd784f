using Hub.ContractTests.Contracts;

namespace Hub.ContractTests.Sqlite;

public sealed class SqliteInbox : InboxContract<SqliteFixture>;
