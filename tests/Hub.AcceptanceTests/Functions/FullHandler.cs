using Hub.AcceptanceTests.Http;
using Hub.Functions.Hosting;

namespace Hub.AcceptanceTests.Functions;

/// <summary>The handler over a store that refuses everything while the test says so.</summary>
public sealed class FullHandler : FullDiskTests.FullHub
{
    protected override HubParts Parts => HubParts.Functions;
}
