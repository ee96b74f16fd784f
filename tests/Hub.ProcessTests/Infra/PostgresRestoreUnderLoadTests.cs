using Hub.Tests;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.Infra;

/// <summary>The shared store, by the scripts.</summary>
public sealed class PostgresRestoreUnderLoadTests(PostgresCentre centre) : RestoreUnderLoadContract(centre), IClassFixture<PostgresCentre>
{
    private const string Elsewhere = "centre_two";
    private readonly PostgresCentre _centre = centre;

    protected override async Task BackupAsync(string folder)
    {
        var (code, text) = await Shell.RunAsync(
            Path.Combine(Repository.Root, "infra/systemd/backup.sh"), [], PostgresCentre.Script(PostgresCentre.Database, folder));
        Assert.True(code == 0, text);
    }

    protected override async Task<IReadOnlyDictionary<string, string>> RestoreAsync(string folder, string data)
    {
        PostgresCentre.Create(Elsewhere);
        var (code, text) = await Shell.RunAsync(
            Path.Combine(Repository.Root, "infra/postgres/restore.sh"), [Directory.GetFiles(folder, "*.dump").Single()], PostgresCentre.Script(Elsewhere, folder));
        Assert.True(code == 0, text);
        return new Dictionary<string, string>(_centre.Environment) { ["HUB__Postgres__ConnectionString"] = PostgresCentre.Connection(Elsewhere) };
    }
}
