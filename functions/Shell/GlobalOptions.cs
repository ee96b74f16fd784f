using System.CommandLine;
using Hub.Functions.Parties;
using Hub.Functions.Settings;

namespace Hub.Functions.Shell;

/// <summary>Options that mean the same at every command.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "Thư mục dữ liệu / data folder (HUB__Data)",
        Recursive = true,
        HelpName = "DIR",
    };

    public static readonly Option<string?> Urls = new("--urls")
    {
        Description = "Địa chỉ lắng nghe / address to listen on (HUB__Urls)",
        HelpName = "URL",
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "Một thiết lập bất kỳ / any setting: Intake:MaxBatch=500",
        Recursive = true,
        HelpName = "NAME=VALUE",
    };

    public static readonly Option<string?> Hub = new("--hub")
    {
        Description = "Hub ở máy khác / a hub elsewhere (otherwise the one on this data folder)",
        Recursive = true,
        HelpName = "URL",
    };

    public static readonly Option<string?> Key = new("--key")
    {
        Description = "Khóa API cho --hub / API key for --hub (or HUB_KEY)",
        Recursive = true,
        HelpName = "KEY",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "In JSON cho chương trình đọc / print JSON for scripts",
        Recursive = true,
    };

    /// <summary>The settings with what the command line says about them.</summary>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static HubSettings Settings(ParseResult parse, params IEnumerable<string> more) => SettingsReader.Read(Wings(parse), [.. Arguments(parse), .. more]);

    public static Wings Wings(ParseResult parse) => ((HubRootCommand)parse.RootCommandResult.Command).Wings;

    private static IEnumerable<string> Arguments(ParseResult parse)
    {
        if (parse.GetValue(Data) is { } data)
        {
            yield return "--Data=" + data;
        }

        if (parse.GetResult(Urls) is not null && parse.GetValue(Urls) is { } urls)
        {
            yield return "--Urls=" + urls;
        }

        foreach (var setting in parse.GetValue(Set) ?? [])
        {
            yield return "--" + setting;
        }
    }
}

/// <summary>The root of every command; it knows the parties.</summary>
internal sealed class HubRootCommand(Wings wings, string description) : RootCommand(description)
{
    public Wings Wings => wings;
}
