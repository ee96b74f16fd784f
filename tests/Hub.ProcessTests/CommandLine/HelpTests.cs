using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.CommandLine;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("sandbox")]
    [InlineData("send")]
    [InlineData("validate")]
    [InlineData("lanes")]
    [InlineData("lanes pause")]
    [InlineData("lanes resume")]
    [InlineData("dead-letters")]
    [InlineData("dead-letters list")]
    [InlineData("dead-letters show")]
    [InlineData("dead-letters retry")]
    [InlineData("dead-letters edit")]
    [InlineData("dead-letters skip")]
    [InlineData("dead-letters discard")]
    [InlineData("tasks")]
    [InlineData("tasks show")]
    [InlineData("tasks end")]
    [InlineData("dossier")]
    [InlineData("verify")]
    [InlineData("keys create")]
    [InlineData("keys list")]
    [InlineData("keys rotate")]
    [InlineData("keys revoke")]
    [InlineData("audit list")]
    [InlineData("audit verify")]
    [InlineData("import procedures")]
    [InlineData("import units")]
    [InlineData("import unit-codes")]
    [InlineData("waybills list")]
    [InlineData("waybills fetch")]
    [InlineData("waybills add")]
    [InlineData("waybills close")]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("doctor")]
    public async Task Every_command_explains_itself(string command)
    {
        var (code, output, errors) = await HubProcess.RunAsync(null, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Contains(" / ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("keys create --role king")]
    [InlineData("dossier")]
    [InlineData("demo --dossiers 0")]
    public async Task Wrong_arguments_end_with_64(string command)
    {
        var (code, _, errors) = await HubProcess.RunAsync(null, command.Split(' '));

        Assert.Equal(64, code);
        Assert.NotEmpty(errors);
    }
}
