using Hub.Functions.Hosting;
using Hub.Tests.Http;

namespace Hub.AcceptanceTests.Functions;

/// <summary>The hub as the host's handler, inside this process.</summary>
public sealed class HandlerApp : HubApp
{
    protected override HubParts Parts => HubParts.Functions;
}
