using Hub.ContractTests.Lanes;
using Hub.ContractTests.Lanes.Simulation;

namespace Hub.ContractTests.Postgres;

public sealed class PostgresLaneFlow : LaneFlowContract<PostgresFixture>;

public sealed class PostgresLaneOutage : LaneOutageContract<PostgresFixture>;

public sealed class PostgresLaneFault : LaneFaultContract<PostgresFixture>;

public sealed class PostgresSimulatedWeek : SimulatedWeekContract<PostgresFixture>;
