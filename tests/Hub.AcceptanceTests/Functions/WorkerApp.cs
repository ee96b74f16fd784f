using Hub.Functions.Hosting;
using Hub.Tests.Http;

namespace Hub.AcceptanceTests.Functions;

/// <summary>The hub of a worker, inside this process.</summary>
public sealed class WorkerApp : HubApp
{
    protected override HubParts Parts => HubParts.Functions;
}
