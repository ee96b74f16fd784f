using System.Text.RegularExpressions;
using Hub.Tests;
using Xunit;

namespace Hub.AcceptanceTests.Architecture;

/// <summary>A party lies in rooms of its name; hardly anything else names it.</summary>
public sealed class WingTests
{
    private const int Most = 5;

    // Migrations are history: what was applied somewhere must stay as it was, comments included.
    private static readonly Regex History = new("/Migrations/", RegexOptions.Compiled);

    [Theory]
    [InlineData("Postal|postal|Consignment|Waybill|Parcel", "Postal")]
    [InlineData("NationalPortal|national-portal|PortalEvent|PortalInbound", "NationalPortal")]
    [InlineData(@"Hub\.CaseSystem|CaseSystem(Descriptor|Options|Connector|Codes|Wing)", "CaseSystem")]
    [InlineData(@"Hub\.Payments|Payments(Wing|Store|Descriptor|Options)", "Payments")]
    public void A_party_is_named_outside_its_rooms_by_hardly_any_file(string names, string party)
    {
        var pattern = new Regex(names, RegexOptions.None, TimeSpan.FromSeconds(10));
        var found = (from folder in new[] { "connectors", "functions" }
                     from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
                     let path = Path.GetRelativePath(Repository.Root, file)
                     where Path.GetExtension(path) is ".cs" or ".csproj" or ".sql" && !IsRoom(path, party) && !History.IsMatch(path) && !path.Contains("/obj/", StringComparison.Ordinal)
                     where pattern.IsMatch(File.ReadAllText(file))
                     select path).Order(StringComparer.Ordinal).ToList();

        Assert.True(found.Count <= Most, $"{found.Count} files name {party}:\n{string.Join('\n', found)}");
    }

    private static bool IsRoom(string path, string party) =>
        path.StartsWith($"connectors/Hub.{party}", StringComparison.Ordinal)
        || path.StartsWith($"functions/{party}/", StringComparison.Ordinal)
        || path.StartsWith($"connectors/Hub.Sandbox/{party}/", StringComparison.Ordinal);
}
