using Hub.Core.Outbox;
using Hub.Core.Transports;
using Hub.Functions.Hosting;
using Hub.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hub.AcceptanceTests.Functions;

/// <summary>The hub of a worker with a broker and a partner that the test holds in its hands.</summary>
public sealed class LaneApp : HubApp
{
    public NoticeBoard Board { get; } = new();

    public ScriptedPartner Partner { get; } = new();

    protected override HubParts Parts => HubParts.Functions;

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Services.RemoveAll<IConnector>();
        builder.Services.AddSingleton<IConnector>(Partner).AddSingleton<ITransport>(Board);
    }
}
