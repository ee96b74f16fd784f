using Hub.ContractTests.Lanes;
using Hub.ContractTests.Lanes.Simulation;
using Hub.ContractTests.Transports;

namespace Hub.ContractTests.Postgres;

public sealed class PostgresLaneFlow : LaneFlowContract<PostgresFixture, OutboxTransport>;

public sealed class PostgresLaneOutage : LaneOutageContract<PostgresFixture, OutboxTransport>;

public sealed class PostgresLaneFault : LaneFaultContract<PostgresFixture, OutboxTransport>;

public sealed class PostgresSimulatedWeek : SimulatedWeekContract<PostgresFixture, OutboxTransport>;
