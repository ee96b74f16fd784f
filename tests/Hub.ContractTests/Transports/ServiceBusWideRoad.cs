namespace Hub.ContractTests.Transports;

/// <summary>The same with as many long polls as a hub has, which overtake each other.</summary>
public sealed class ServiceBusWideRoad : ServiceBusRoad
{
    protected override int Polls => 16;
}
