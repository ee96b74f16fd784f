using Hub.ContractTests.Lanes;
using Hub.ContractTests.Lanes.Simulation;

namespace Hub.ContractTests.Sqlite;

public sealed class SqliteLaneFlow : LaneFlowContract<SqliteFixture>;

public sealed class SqliteLaneOutage : LaneOutageContract<SqliteFixture>;

public sealed class SqliteLaneFault : LaneFaultContract<SqliteFixture>;

public sealed class SqliteSimulatedWeek : SimulatedWeekContract<SqliteFixture>;
