using Hub.ContractTests.Lanes;
using Hub.ContractTests.Lanes.Simulation;
using Hub.ContractTests.Transports;
using Xunit;

namespace Hub.ContractTests.Sqlite;

// By day RabbitMQ is met over this store and Service Bus over the other; by night each over both.

public sealed class SqliteLaneFlow : LaneFlowContract<SqliteFixture, OutboxTransport>;

[Trait("Run", "slow")]
public sealed class SqliteLaneOutage : LaneOutageContract<SqliteFixture, OutboxTransport>;

public sealed class SqliteLaneFault : LaneFaultContract<SqliteFixture, OutboxTransport>;

[Trait("Run", "slow")]
public sealed class SqliteSimulatedWeek : SimulatedWeekContract<SqliteFixture, OutboxTransport>;

public sealed class SqliteRabbitLaneFlow : LaneFlowContract<SqliteFixture, RabbitTransport>;

public sealed class SqliteRabbitLaneOutage : LaneOutageContract<SqliteFixture, RabbitTransport>;

public sealed class SqliteRabbitLaneFault : LaneFaultContract<SqliteFixture, RabbitTransport>;

public sealed class SqliteRabbitSimulatedWeek : SimulatedWeekContract<SqliteFixture, RabbitTransport>;

[Trait("Run", "night")]
public sealed class SqliteServiceBusLaneFlow : LaneFlowContract<SqliteFixture, ServiceBusRoad>;

[Trait("Run", "night")]
public sealed class SqliteServiceBusLaneOutage : LaneOutageContract<SqliteFixture, ServiceBusRoad>;

[Trait("Run", "night")]
public sealed class SqliteServiceBusLaneFault : LaneFaultContract<SqliteFixture, ServiceBusRoad>;

[Trait("Run", "night")]
public sealed class SqliteServiceBusSimulatedWeek : SimulatedWeekContract<SqliteFixture, ServiceBusRoad>;

[Trait("Run", "night")]
public sealed class SqliteServiceBusTransport : TransportContract<SqliteFixture, BusBroker>;

[Trait("Run", "night")]
public sealed class SqliteServiceBusEvents : ServiceBusEventsContract<SqliteFixture>;

public sealed class SqliteRabbitEvents : RabbitEventsContract<SqliteFixture>;

public sealed class SqliteRabbitTransport : RabbitTransportContract<SqliteFixture>;

public sealed class SqliteRelay : RelayContract<SqliteFixture>;

public sealed class SqliteLaneReceiver : LaneReceiverContract<SqliteFixture, OutboxTransport>;

public sealed class SqliteRabbitLaneReceiver : LaneReceiverContract<SqliteFixture, RabbitTransport>;

public sealed class SqliteServiceBusLaneReceiver : LaneReceiverContract<SqliteFixture, ServiceBusRoad>;
