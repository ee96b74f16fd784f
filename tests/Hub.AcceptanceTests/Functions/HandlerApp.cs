using Hub.AcceptanceTests.Http;
using Hub.Functions.Hosting;

namespace Hub.AcceptanceTests.Functions;

/// <summary>The hub as the host's handler, inside this process.</summary>
public sealed class HandlerApp : HubApp
{
    protected override HubParts Parts => HubParts.Functions;
}
