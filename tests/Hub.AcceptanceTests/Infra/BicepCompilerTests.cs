using System.Reflection;
using System.Text.Json.Nodes;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.AcceptanceTests.Infra;

/// <summary>The vendor's own compiler over the templates, with its linter; <c>bicepconfig.json</c> says how old an API version may be.</summary>
[Trait("Run", "slow")]
public sealed class BicepCompilerTests : IClassFixture<BicepCompilerTests.Compiler>
{
    private readonly Compiler _bicep;

    public BicepCompilerTests(Compiler bicep) => _bicep = bicep;

    // What the linter finds stands beside the template, which then is no JSON.
    [Fact]
    public async Task The_linter_finds_nothing_and_no_API_version_is_a_preview()
    {
        var (code, text) = await _bicep.RunAsync("build", "main.bicep", "--stdout");

        Assert.True(code == 0 && !text.Contains(" : Warning ", StringComparison.Ordinal), text);
        Assert.NotNull(JsonNode.Parse(text));
        Assert.DoesNotMatch("\"apiVersion\": \"[^\"]*preview", text);
    }

    [Theory]
    [InlineData("test.bicepparam")]
    [InlineData("production.bicepparam")]
    public async Task A_parameter_file_fits_its_template(string file)
    {
        var (code, text) = await _bicep.RunAsync("build-params", file, "--stdout");

        Assert.True(code == 0, text);
    }

    /// <summary>A copy that may be run: packages are unpacked without that right.</summary>
    public sealed class Compiler : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Compiler()
        {
            var packed = typeof(BicepCompilerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "BicepCompiler").Value!;
            File.Copy(packed, _folder["bicep"]);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(_folder["bicep"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }

        internal Task<(int ExitCode, string Text)> RunAsync(string command, string file, params string[] more) => Shell.RunAsync(
            _folder["bicep"], [command, Path.Combine(BicepFile.Folder, file), .. more],
            new Dictionary<string, string> { ["HUB_DATABASE_OWNER_PASSWORD"] = "x", ["DOTNET_BUNDLE_EXTRACT_BASE_DIR"] = _folder["unpacked"] });

        public void Dispose() => _folder.Dispose();
    }
}
