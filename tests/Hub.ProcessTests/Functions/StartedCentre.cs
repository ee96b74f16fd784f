using Hub.ProcessTests.Functions.Host;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>One host with one published app for all tests of a class.</summary>
public abstract class StartedCentre(params (string Name, string Value)[] settings) : IAsyncLifetime
{
    internal FunctionsCentre Centre { get; private set; } = null!;

    /// <summary>Folder of the published app.</summary>
    internal string Root { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var published = new PublishedApp();
        await published.InitializeAsync();
        Root = published.Root;
        Centre = await FunctionsCentre.StartAsync(published, settings);
    }

    public async Task DisposeAsync() => await Centre.DisposeAsync();
}
