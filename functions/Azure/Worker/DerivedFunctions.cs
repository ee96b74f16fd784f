using System.Collections.Immutable;
using Hub.Functions.Hosting;
using Hub.Functions.Http.Messages;
using Hub.Functions.Settings;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Hub.Functions.Azure.Worker;

/// <summary>Tells the host which functions there are, in place of the list that the build makes of attributes.</summary>
internal sealed class DerivedFunctions(InvokedHub hub, HubSettings settings) : IFunctionMetadataProvider
{
    // The host waits a minute; a hub whose store is there takes a second.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string Doors = typeof(HubFunctions).FullName!;
    private static readonly string Assembly = typeof(HubFunctions).Assembly.GetName().Name + ".dll";

    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory) =>
        [.. FunctionSet.Of(settings, await OperationsAsync()).Select(Metadata)];

    private async Task<IReadOnlyList<Operation>> OperationsAsync()
    {
        try
        {
            return HubHost.Operations(await hub.Running.WaitAsync(Patience));
        }
        catch (TimeoutException)
        {
            return await WithoutStoreAsync();
        }
    }

    // The interface does not depend on what is stored: while the store is away, the same hub over an empty one says what there is.
    private async Task<IReadOnlyList<Operation>> WithoutStoreAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hub-");
        try
        {
            await using var same = HubHost.Build(settings with { Store = StoreKind.Sqlite, Data = folder.FullName, Transport = TransportKind.Outbox }, HubParts.StoreOnly);
            return HubHost.Operations(same);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IFunctionMetadata Metadata(HubFunction function) => new DefaultFunctionMetadata
    {
        Name = function.Name,
        Language = "dotnet-isolated",
        ScriptFile = Assembly,
        EntryPoint = $"{Doors}.{function.Door}",
        RawBindings = [.. function.Bindings.Select(binding => binding.ToJsonString())],
    };
}
