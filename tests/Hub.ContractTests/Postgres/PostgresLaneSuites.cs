using Hub.ContractTests.Lanes;
using Hub.ContractTests.Lanes.Simulation;
using Hub.ContractTests.Transports;
using Xunit;

namespace Hub.ContractTests.Postgres;

// By day Service Bus is met over this store and RabbitMQ over the other; by night each over both, and outages and weeks without one.

public sealed class PostgresLaneFlow : LaneFlowContract<PostgresFixture, OutboxTransport>;

[Trait("Run", "night")]
public sealed class PostgresLaneOutage : LaneOutageContract<PostgresFixture, OutboxTransport>;

public sealed class PostgresLaneFault : LaneFaultContract<PostgresFixture, OutboxTransport>;

[Trait("Run", "night")]
public sealed class PostgresSimulatedWeek : SimulatedWeekContract<PostgresFixture, OutboxTransport>;

[Trait("Run", "night")]
public sealed class PostgresRabbitLaneFlow : LaneFlowContract<PostgresFixture, RabbitTransport>;

[Trait("Run", "night")]
public sealed class PostgresRabbitLaneOutage : LaneOutageContract<PostgresFixture, RabbitTransport>;

[Trait("Run", "night")]
public sealed class PostgresRabbitLaneFault : LaneFaultContract<PostgresFixture, RabbitTransport>;

[Trait("Run", "night")]
public sealed class PostgresRabbitSimulatedWeek : SimulatedWeekContract<PostgresFixture, RabbitTransport>;

[Trait("Run", "night")]
public sealed class PostgresRabbitEvents : RabbitEventsContract<PostgresFixture>;

public sealed class PostgresServiceBusLaneFlow : LaneFlowContract<PostgresFixture, ServiceBusRoad>;

public sealed class PostgresServiceBusLaneOutage : LaneOutageContract<PostgresFixture, ServiceBusRoad>;

public sealed class PostgresServiceBusLaneFault : LaneFaultContract<PostgresFixture, ServiceBusRoad>;

public sealed class PostgresServiceBusSimulatedWeek : SimulatedWeekContract<PostgresFixture, ServiceBusRoad>;

public sealed class PostgresServiceBusTransport : TransportContract<PostgresFixture, BusBroker>;

public sealed class PostgresServiceBusEvents : ServiceBusEventsContract<PostgresFixture>;

public sealed class PostgresRelay : RelayContract<PostgresFixture>;

public sealed class PostgresLaneReceiver : LaneReceiverContract<PostgresFixture, OutboxTransport>;

[Trait("Run", "night")]
public sealed class PostgresRabbitLaneReceiver : LaneReceiverContract<PostgresFixture, RabbitTransport>;
