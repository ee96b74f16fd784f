using Hub.Core.Inbox;
using Hub.Core.Steps;
using Hub.Functions;
using Hub.Functions.Hosting;
using Hub.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

public sealed class FullDiskTests(FullDiskTests.FullHub hub) : IClassFixture<FullDiskTests.FullHub>
{
    [Fact]
    public async Task Events_are_refused_to_be_sent_again_and_taken_once_there_is_space()
    {
        hub.IsFull = true;
        var refused = await hub.PostEventAsync(Event.Received("full-1", "H40-FULL"));
        var health = await hub.GetAsync("/health/ready", null);
        hub.IsFull = false;

        Assert.Equal((503, "store-unavailable"), (refused.Status, refused.Problem));
        Assert.True(int.Parse(refused.Headers["Retry-After"], null) > 0);
        Assert.Contains("Kho dữ liệu", refused.Json.GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.Contains("store", refused.Json.GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.Equal(503, health.Status);
        Assert.Contains("đầy", health.Json.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(202, (await hub.PostEventAsync(Event.Received("full-1", "H40-FULL"))).Status);
    }

    [Fact]
    public async Task No_endpoint_takes_it_for_a_fault_of_its_own()
    {
        var wrong = new List<string>();
        hub.IsFull = true;
        foreach (var endpoint in ((IEndpointRouteBuilder)hub.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>())
        {
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                var path = endpoint.RoutePattern.RawText!.Replace("{id}", Guid.Empty.ToString("N"), StringComparison.Ordinal);
                foreach (var bearer in Shipped.Wings.Roles.Append("hub_000000000000_AAAA"))
                {
                    var reply = await hub.SendAsync(
                        method, path, bearer, method is "POST" or "PUT" ? "{}" : null, "application/json", ("Idempotency-Key", $"full {method} {path}"));
                    if (reply.Status is 500 || (reply.Status is 503 && reply.MediaType == "application/problem+json" && reply.Problem is null or "store-unavailable" && !reply.Headers.ContainsKey("Retry-After")))
                    {
                        wrong.Add($"{method} {path} as {bearer}: {reply.Status} {reply.Problem}");
                    }
                }
            }
        }

        hub.IsFull = false;
        Assert.Empty(wrong);
    }

    /// <summary>A hub whose store refuses everything while the test says so.</summary>
    public class FullHub : HubApp
    {
        private int _refusals;

        public bool IsFull { get; set; }

        /// <summary>How often the intake was refused.</summary>
        public int Refusals => Volatile.Read(ref _refusals);

        // A test that failed half way must not keep the audit from being written at the stop.
        public override Task DisposeAsync()
        {
            IsFull = false;
            return base.DisposeAsync();
        }

        protected override HubParts Parts => HubParts.StoreOnly;

        protected override void Configure(WebApplicationBuilder builder)
        {
            foreach (var port in builder.Services.Where(IsPort).ToList())
            {
                builder.Services.Remove(port);
                builder.Services.AddSingleton(
                    port.ServiceType, provider => BrokenPort.Around(port.ServiceType, ActivatorUtilities.CreateInstance(provider, port.ImplementationType!), () => Refuses(port.ServiceType)));
            }
        }

        private static bool IsPort(ServiceDescriptor service) =>
            service.ServiceType.IsInterface && service.ServiceType != typeof(IStep)
            && service.ImplementationType?.Assembly.GetName().Name!.EndsWith(".Storage", StringComparison.Ordinal) == true;

        private bool Refuses(Type port)
        {
            if (IsFull && port == typeof(IInbox))
            {
                Interlocked.Increment(ref _refusals);
            }

            return IsFull;
        }
    }
}
