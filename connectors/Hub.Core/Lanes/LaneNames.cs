namespace Hub.Core.Lanes;

/// <summary>Names of the lanes that the heart itself must know.</summary>
public static class LaneNames
{
    public const string CaseSystem = "case-system";
    public const string NationalPortal = "national-portal";
    public const string Postal = "postal";

    private static readonly Dictionary<string, (string Vietnamese, string English)> Parties = new(StringComparer.Ordinal)
    {
        [CaseSystem] = ("phần mềm một cửa", "the case system"),
        [NationalPortal] = ("Cổng Dịch vụ công quốc gia", "the National Public Service Portal"),
        [Postal] = ("bưu điện", "the post"),
    };

    /// <summary>The party behind a lane, in words for staff; the lane's own name when the heart does not know it.</summary>
    public static string Vietnamese(string lane) => Parties.TryGetValue(lane, out var party) ? party.Vietnamese : lane;

    /// <summary>The party behind a lane, in words for staff; the lane's own name when the heart does not know it.</summary>
    public static string English(string lane) => Parties.TryGetValue(lane, out var party) ? party.English : lane;

    public static IReadOnlyList<string> All { get; } = [.. Parties.Keys];
}
