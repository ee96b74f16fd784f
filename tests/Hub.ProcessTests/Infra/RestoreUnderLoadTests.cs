using Hub.Tests.Centres;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary>The embedded store, by <c>hub backup</c> and <c>hub restore</c>.</summary>
public sealed class RestoreUnderLoadTests(Centre centre) : RestoreUnderLoadContract(centre), IClassFixture<Centre>
{
    private readonly Centre _centre = centre;

    protected override async Task BackupAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        Assert.Equal(0, (await _centre.RunAsync("backup", Path.Combine(folder, "hub.db"), "--data", _centre.Data)).ExitCode);
    }

    protected override async Task<IReadOnlyDictionary<string, string>> RestoreAsync(string folder, string data)
    {
        Assert.Equal(0, (await _centre.RunAsync("restore", Path.Combine(folder, "hub.db"), "--data", data)).ExitCode);
        return _centre.Environment;
    }
}
