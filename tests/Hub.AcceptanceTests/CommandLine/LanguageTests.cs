using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.Tests;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.CommandLine;

public sealed partial class LanguageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(null, null, null, Language.English)]
    [InlineData(null, null, "vi_VN.UTF-8", Language.Vietnamese)]
    [InlineData(null, null, "vi", Language.Vietnamese)]
    [InlineData(null, null, "VI_VN", Language.Vietnamese)]
    [InlineData(null, null, "vie_VN", Language.English)]
    [InlineData(null, null, "fr_FR.UTF-8", Language.English)]
    [InlineData("en_US.UTF-8", null, "vi_VN", Language.English)]
    [InlineData("C.UTF-8", "", "vi_VN", Language.Vietnamese)]
    [InlineData("POSIX", "vi_VN", "en_US", Language.Vietnamese)]
    [InlineData("vi_VN@euro", null, "C", Language.Vietnamese)]
    public void The_locale_names_the_language(string? all, string? messages, string? lang, Language expected) => Assert.Equal(expected, ScreenLanguage.OfEnvironment(name => name switch
    {
        "LC_ALL" => all,
        "LC_MESSAGES" => messages,
        "LANG" => lang,
        _ => null,
    }));

    [Theory]
    [InlineData("lanes --lang vi", Language.Vietnamese)]
    [InlineData("--lang=en lanes", Language.English)]
    [InlineData("lanes --lang:vi --lang en", Language.English)]
    [InlineData("lanes --lang fr", null)]
    [InlineData("lanes -- --lang vi", null)]
    [InlineData("lanes --lang", null)]
    public void An_argument_says_it_louder(string args, Language? expected) => Assert.Equal(expected, ScreenLanguage.OfArguments(args.Split(' ')));

    [Fact]
    public async Task Every_screen_fits_eighty_columns_and_speaks_one_language()
    {
        var data = _folder["data"];
        await using var hub = await ServedFolder.StartAsync(data);
        foreach (var role in new[] { "case-system", "operator", "auditor" })
        {
            Assert.Equal(0, (await CommandRun.InEnglishAsync("keys", "create", "--role", role, "--name", "the counter of the one-stop shop", "--days", "30", "--data", data)).Code);
        }

        string[][] screens = [["keys", "list"], ["lanes"], ["audit", "list"], ["audit", "verify"], ["tasks"], ["approvals", "list"], ["dead-letters", "list"], ["doctor"], ["waybills", "list", "vnpost"]];
        foreach (var screen in screens)
        {
            var english = await CommandRun.InEnglishAsync([.. screen, "--data", data]);
            var vietnamese = await CommandRun.RunAsync(Language.Vietnamese, CancellationToken.None, [.. screen, "--data", data]);

            Assert.NotEqual(english.Output + english.Errors, vietnamese.Output + vietnamese.Errors);
            Assert.All([.. english.Lines, .. vietnamese.Lines], line => Assert.True(TextTable.Columns(line) <= Terminal.Narrowest || !line.Trim().Contains(' ', StringComparison.Ordinal), line));
            Assert.DoesNotContain(" / ", english.Output + english.Errors + vietnamese.Output + vietnamese.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_line_is_written_in_both_languages() => Assert.Empty(
        from source in Repository.Sources("functions")
        from line in source.Lines
        where Both().IsMatch(line)
        select $"{source.Path}: {line.Trim()}");

    public void Dispose() => _folder.Dispose();

    // A pair of texts is what is printed; whoever writes both into one is found here.
    [GeneratedRegex(@"Output\.(Line|Error)\(.*[\p{L}.] / \p{L}")]
    private static partial Regex Both();
}
