using Hub.Tests.Servers;

namespace Hub.ProcessTests.Clusters;

/// <summary>The same hubs with a real RabbitMQ between store and lanes.</summary>
public sealed class BrokerCluster : Cluster
{
    public RabbitServer Broker { get; } = RabbitServer.Start();

    public override Task InitializeAsync()
    {
        Environment["HUB__Transport"] = "rabbitmq";
        Environment["HUB__RabbitMq__Uri"] = Broker.Uri.AbsoluteUri;
        return base.InitializeAsync();
    }

    public override void Dispose()
    {
        Broker.Dispose();
        base.Dispose();
    }
}
