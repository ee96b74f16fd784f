using Hub.ContractTests.Lanes;
using Hub.ContractTests.Lanes.Simulation;
using Hub.ContractTests.Transports;

namespace Hub.ContractTests.Sqlite;

public sealed class SqliteLaneFlow : LaneFlowContract<SqliteFixture, OutboxTransport>;

public sealed class SqliteLaneOutage : LaneOutageContract<SqliteFixture, OutboxTransport>;

public sealed class SqliteLaneFault : LaneFaultContract<SqliteFixture, OutboxTransport>;

public sealed class SqliteSimulatedWeek : SimulatedWeekContract<SqliteFixture, OutboxTransport>;

public sealed class SqliteRabbitLaneFlow : LaneFlowContract<SqliteFixture, RabbitTransport>;

public sealed class SqliteRabbitLaneOutage : LaneOutageContract<SqliteFixture, RabbitTransport>;

public sealed class SqliteRabbitLaneFault : LaneFaultContract<SqliteFixture, RabbitTransport>;

public sealed class SqliteRabbitSimulatedWeek : SimulatedWeekContract<SqliteFixture, RabbitTransport>;
