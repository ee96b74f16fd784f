using Hub.AcceptanceTests.Http;
using Hub.Functions.Hosting;

namespace Hub.AcceptanceTests.Functions;

/// <summary>The hub of a worker over a store that refuses everything while the test says so.</summary>
public sealed class FullWorker : FullDiskTests.FullHub
{
    protected override HubParts Parts => HubParts.Functions;
}
